// The route on a Leaflet map: stops, legs and the furniture round them, for any moment.

import { reducedMotion } from "./browser.js";
import { standing } from "./declutter.js";
import { Dots } from "./dots.js";
import { drawLegs } from "./legs.js";
import { StopLabels } from "./stop_labels.js";
import { StopMark } from "./stop_mark.js";
import { Changes, stateAt } from "./timeline.js";

const EDGE_PX = 32; // a stop that the keyboard has come to is shown this far from the edges
const WORLD_PX = 256; // width of the world at zoom 0
const ZOOM_STEP = 0.25;

// Leaflet gives the map the focus at each mousedown. In a frame that may scroll the page round it,
// away from beneath the mouse, and the click is lost.
function focusWithoutScrolling(container) {
  container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
}

// How much larger than usual the style sheet wants marks: on a phone, on a wall.
function markScale(container) {
  return parseFloat(window.getComputedStyle(container).getPropertyValue("--mark")) || 1;
}

// Sizes of look.py that large; what is no number (dashes) only the style sheet uses. How far a line
// may lie from where it runs stays as it is.
function scaled({ simplify, smooth, ...look }, scale) {
  const sizes = Object.entries(look).filter(([, size]) => typeof size === "number");
  return { ...Object.fromEntries(sizes.map(([name, size]) => [name, size * scale])), simplify, smooth };
}

// `content` is what content.py says of the journey, `look` the sizes of look.py, `furniture`
// the element that holds date, buttons and key.
export class RouteView {
  constructor(map, { content, look, furniture, moment }) {
    Object.assign(this, { map, content, usualLook: look, furniture });
    this.adoptScale();
    this.current = null;
    this.counts = new Map();
    this.follows = true;
    this.movedByHand = false;
    this.stopChanges = new Changes(content.stops.map((stop) => stop.span));
    this.legChanges = new Changes(content.legs.map((leg) => leg.span));
    map.createPane("legs").style.zIndex = 410;
    this.renderer = L.svg({ pane: "legs", padding: 0.6 });
    this.legs = drawLegs(this);
    this.legStates = [];
    this.stops = content.stops.map((_, number) => new StopMark(this, number));
    this.dots = content.is_long ? new Dots(this) : null;
    focusWithoutScrolling(map.getContainer());
    this.names = new StopLabels(this);
    this.furnish();
    this.showWholeRoute();
    this.moment = moment;
    this.thin();
    for (const number of this.stops.keys()) this.updateStop(number);
    for (const number of content.legs.keys()) this.updateLeg(number);
    this.afterStep();
    map.on("zoomend viewreset", () => this.redrawForZoom());
    map.on("resize furniture", () => this.names.forgetFurniture());
    map.on("moveend resize furniture", () => this.names.place());
    map.on("resize", () => this.movedByHand || this.showWholeRoute());
    map.on("movestart zoomstart", () => {
      if (!this.moving) this.movedByHand = true;
    });
    this.redrawForZoom();
  }

  adoptScale() {
    this.scale = markScale(this.map.getContainer());
    this.map.markScale = this.scale; // for the ground's lines
    this.look = scaled(this.usualLook, this.scale);
  }

  // Sizes have changed from outside: style sheets or fonts have come, the window is another.
  restyle() {
    this.adoptScale();
    this.redrawForZoom();
    this.map.invalidateSize({ animate: false });
    if (!this.movedByHand) this.showWholeRoute();
    this.names.measure();
    document.fonts.ready.then(() => {
      // Letters have their sizes now, and with them the furniture that the route stands beside.
      if (!this.movedByHand) this.showWholeRoute();
      this.names.measure();
      this.map.getContainer().removeAttribute("aria-busy");
      this.map.fire("settled");
    });
  }

  // Stepping ---------------------------------------------------------------------------------

  // Before the first moment (-1) all is ahead, after the last all is visited.
  show(moment) {
    if (moment === this.moment || !(moment >= -1 && moment <= this.content.moments.length)) return;
    const before = this.moment;
    this.moment = moment;
    for (const number of this.stopChanges.between(before, moment)) this.updateStop(number);
    for (const number of this.legChanges.between(before, moment)) this.updateLeg(number);
    this.afterStep();
    this.keepInSight();
  }

  updateStop(number) {
    const stop = this.stops[number];
    const state = stateAt(stop.stop.span, this.moment);
    this.count("stop", stop.state, state);
    stop.state = state;
    if (state === "current") this.current = number;
    else if (this.current === number) this.current = null;
    stop.show();
    this.dots?.update(stop);
  }

  updateLeg(number) {
    const { span, look, lines, stub } = this.content.legs[number];
    const state = stateAt(span, this.moment);
    // A stay has no line, so the key need not explain one.
    const kinds = [...(lines.length ? [look] : []), ...(stub.length ? ["unknown"] : [])];
    for (const kind of kinds) {
      this.count(`leg-${kind}`, this.legStates[number], state);
    }
    this.legStates[number] = state;
    this.legs.drawingOf[number].update(number, state);
  }

  // How many stops and legs are in which state, so that the key shows only what the map shows.
  count(kind, before, after) {
    const add = (state, by) => {
      const key = `${kind}-${state}`;
      this.counts.set(key, (this.counts.get(key) || 0) + by);
    };
    if (before) add(before, -1);
    add(after, 1);
  }

  afterStep() {
    const { text, lang } = this.content.moments[this.moment] ?? { text: "", lang: "" };
    const date = this.furniture.querySelector(".map-date");
    date.textContent = text;
    date.lang = lang;
    this.map.getContainer().classList.toggle("no-current-stop", this.current === null);
    for (const drawing of this.legs.drawings) drawing.settle();
    this.showStanding();
    this.updateKey();
    this.names.placeSoon();
  }

  // The key shows only what the map shows.
  updateKey() {
    for (const entry of this.furniture.querySelectorAll("[data-shown-for]")) {
      const isHidden = !(this.counts.get(entry.dataset.shownFor) > 0);
      if (entry.hidden === isHidden) continue;
      entry.hidden = isHidden;
      this.names.forgetFurniture();
    }
  }

  // The view ---------------------------------------------------------------------------------

  move(change) {
    this.moving = true;
    change();
    this.moving = false;
  }

  // Never so far off that the world stands there twice.
  boundZoom() {
    const whole = Math.log2(this.map.getSize().x / WORLD_PX);
    // Not by setMinZoom, which may start a zoom that goes on after this.
    this.map.options.minZoom = Math.max(Math.floor(whole / ZOOM_STEP) * ZOOM_STEP, 0);
    this.map.fire("zoomlevelschange");
  }

  showWholeRoute() {
    const [south, west, north, east] = this.content.extent;
    const size = this.map.getSize();
    const room = this.roomForNames(size);
    this.move(() => {
      this.map.invalidateSize({ animate: false });
      this.boundZoom();
      this.map.fitBounds(
        [
          [south, west],
          [north, east],
        ],
        {
          paddingTopLeft: room.topLeft,
          paddingBottomRight: room.bottomRight,
          maxZoom: 7,
          animate: false,
        },
      );
    });
    this.movedByHand = false;
  }

  // Left free round the route: for names, and for the key in the right bottom corner where it lies
  // on the map. On a phone the buttons lie in a row or two along the bottom.
  roomForNames({ x, y }) {
    const at = (px) => px * this.scale;
    const corner = this.furniture.querySelector(".map-corner").getBoundingClientRect();
    const isBelow = corner.top >= this.map.getContainer().getBoundingClientRect().bottom - 1;
    if (isBelow && x > 640) return { topLeft: [at(100), at(60)], bottomRight: [at(120), at(40)] };
    if (x > 640) return { topLeft: [120, 70], bottomRight: [260, 56] };
    const buttons = this.furniture.querySelector(".map-buttons");
    return { topLeft: [70, 56], bottomRight: [80, Math.min(buttons.offsetHeight + 24, y / 3)] };
  }

  // A map moved by hand is respected: the view moves only if the current stop is out of sight.
  keepInSight() {
    if (!this.follows || this.current === null) return;
    const position = this.stops[this.current].at;
    if (this.map.getBounds().pad(-0.04).contains(position)) return;
    this.move(() => this.map.panTo(position, { animate: !reducedMotion(), duration: 0.2 }));
  }

  // A stop that the keyboard has come to is shown, clear of the edges.
  bringInside(position) {
    this.move(() => this.map.panInside(position, { padding: [EDGE_PX, EDGE_PX], animate: false }));
  }

  // Drawing ----------------------------------------------------------------------------------

  // Where the points of the legs lie on the screen follows from the zoom alone.
  redrawForZoom() {
    const origin = this.map.getPixelOrigin();
    const project = (at) => {
      const { x, y } = this.map.project(at).subtract(origin);
      return [x, y];
    };
    this.pixelLines = this.legs.drawings.map((drawing) => drawing.lay(project));
    let circles = 0;
    for (const { accuracy } of this.stops) {
      if (!accuracy) continue;
      // A circle that the mark covers says nothing.
      const box = accuracy.getBounds();
      const height = project(box.getSouthWest())[1] - project(box.getNorthWest())[1];
      const covered = height <= 2 * this.look.disc_halo;
      accuracy.getElement().classList.toggle("covered", covered);
      if (!covered) circles += 1;
    }
    this.counts.set("accuracy", circles);
    this.updateKey();
    this.thin();
    this.names.place();
  }

  // Every stop keeps its mark; where discs would stand too near each other it is a dot without a
  // number. From which zoom on a stop stands, content.py says; larger marks need more room.
  thin() {
    if (!this.dots) return;
    for (const stop of this.stops) stop.layerPoint = this.map.latLngToLayerPoint(stop.at);
    this.places = this.stops.map(({ layerPoint: { x, y } }) => [x, y]);
    const zoom = Math.max(this.map.getZoom() - Math.log2(this.scale), 0);
    this.stands = this.content.stops.map(({ zoom: least = 0 }) => zoom >= least);
    this.showStanding();
    this.dots.show();
  }

  showStanding() {
    if (!this.dots) return;
    standing(this.places, this.stands, this.current, this.look.disc_apart).forEach((stands, number) => {
      const stop = this.stops[number];
      if (stop.isThin === !stands) return;
      stop.isThin = !stands;
      if (!stop.state) return;
      stop.show();
      this.dots.update(stop);
    });
  }

  // Clicks -----------------------------------------------------------------------------------

  // The stop whose dot is drawn at a point of the layer, if any.
  dotAt(layerPoint) {
    return this.dots?.at(layerPoint);
  }

  stopClicked(number, { originalEvent }) {
    this.map.fire("stopclick", { number, text: this.stops[number].text, originalEvent });
  }

  // A dot on the leg is meant before the leg, and hears of the click by itself.
  legClicked(number, { layerPoint, originalEvent }) {
    if (this.dotAt(layerPoint)) return;
    this.map.fire("legclick", { number, text: this.content.legs[number].text, originalEvent });
  }

  // Furniture --------------------------------------------------------------------------------

  furnish() {
    const scale = L.control.scale({ imperial: false, maxWidth: 90 * this.scale }).addTo(this.map);
    this.furniture.querySelector(".map-scale").append(scale.getContainer());
    const on = (name, act) => {
      const button = this.furniture.querySelector(`[data-does=${name}]`);
      button.addEventListener("click", () => act(button));
    };
    on("whole-route", () => this.showWholeRoute());
    on("follow", (button) => {
      this.follows = !this.follows;
      button.setAttribute("aria-pressed", String(this.follows));
      if (this.follows) this.keepInSight();
    });
    this.furniture.querySelector("[data-does=full-screen]").hidden = !document.fullscreenEnabled;
    on("full-screen", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
    document.addEventListener("fullscreenchange", () => {
      const { full_screen: enter, full_screen_leave: leave } = this.content.words;
      this.furniture.querySelector("[data-does=full-screen]").textContent = document.fullscreenElement ? leave : enter;
    });
  }
}
