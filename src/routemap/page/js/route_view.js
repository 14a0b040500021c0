// The route on a Leaflet map: stops, legs and the furniture round them, for any moment.

import { boxAt, padded } from "./boxes.js";
import { reducedMotion, toggleFullScreen } from "./browser.js";
import { discsAt } from "./declutter.js";
import { DiscGroups } from "./disc_groups.js";
import { Dots } from "./dots.js";
import { distance } from "./drawn_line.js";
import { fillIn } from "./elements.js";
import { GroundNotes } from "./ground_notes.js";
import { drawLegs, layArrows } from "./legs.js";
import { OneTraveller } from "./one_traveller.js";
import { shiftClear } from "./route_fit.js";
import { scaleBar } from "./scale_bar.js";
import { StopLabels } from "./stop_labels.js";
import { StopMark, TARGET_PX } from "./stop_mark.js";
import { Changes, stateAt } from "./timeline.js";
import { WholeRoute } from "./whole_route.js";
import { WorldTurns, worldOf } from "./world_turns.js";

/**
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {{ originalEvent?: Event }} Clicked
 */

const EDGE_PX = 32; // a stop that the keyboard has come to is shown this far from the edges

// Sizes that large. How far a line may lie from where it runs stays as it is.
/** @param {import("./types.js").Look} look @param {number} scale @returns {import("./types.js").Look} */
function scaled({ simplify, smooth, ...look }, scale) {
  for (const name in look) look[name] *= scale;
  return { ...look, simplify, smooth };
}

export class RouteView {
  /**
   * @param {L.Map & Record<string, any>} map
   * @param {import("./types.js").Settings} settings
   * @param {HTMLElement} furniture  holds date, buttons and legend
   */
  constructor(map, { content, look, moment }, furniture) {
    this.map = map;
    this.content = content;
    this.usualLook = look;
    this.furniture = furniture;
    this.adoptScale();
    const { routemapTravellers: Travellers } = /** @type {any} */ (window);
    this.travellers = content.travellers ? new Travellers(this) : new OneTraveller();
    this.current = /** @type {Set<number>} */ (new Set());
    this.ends = new Set(content.travellers ? content.ends : [0, content.stops.length - 1]);
    /** @type {Map<string, number>} */
    this.counts = new Map();
    this.follows = true;
    this.moving = false;
    this.movedByHand = false;
    this.stopChanges = new Changes(content.stops.map((stop) => stop.span));
    this.legChanges = new Changes(content.legs.map((leg) => leg.span));
    this.world = new WorldTurns(...worldOf(content));
    map.world = this.world; // for the basemap
    map.createPane("legs").style.zIndex = "410";
    this.renderer = L.svg({ pane: "legs", padding: 0.6 });
    this.legs = drawLegs(this);
    /** @type {State[]} */
    this.legStates = [];
    this.stops = content.stops.map((_, number) => new StopMark(this, number));
    this.groups = new DiscGroups(this);
    this.dots = new Dots(this);
    // Leaflet gives the map the focus at each mousedown. In a frame that may scroll the page round it,
    // away from beneath the mouse, and the click is lost.
    const container = map.getContainer();
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    this.names = new StopLabels(this);
    this.wholeRoute = new WholeRoute(this);
    this.groundNotes = new GroundNotes(this);
    this.furnish();
    this.showWholeRoute();
    this.moment = moment;
    this.thin();
    for (const number of this.stops.keys()) this.updateStop(number);
    for (const number of content.legs.keys()) this.updateLeg(number);
    this.afterStep();
    map.on("zoomend viewreset", () => this.redrawForZoom());
    map.on("resize furniture", () => this.names.forgetFurniture());
    map.on("moveend", () => this.keepToTurn());
    map.on("moveend resize furniture", () => this.names.place());
    map.on("resize", () => this.movedByHand || this.moving || this.showWholeRoute());
    map.on("movestart zoomstart", () => {
      if (!this.moving) this.movedByHand = true;
    });
    this.redrawForZoom();
  }

  // How much larger than usual the style sheet wants marks: on a phone, on a wall.
  adoptScale() {
    this.scale = parseFloat(window.getComputedStyle(this.map.getContainer()).getPropertyValue("--mark")) || 1;
    this.map.markScale = this.scale; // for the basemap's lines
    this.look = scaled(this.usualLook, this.scale);
  }

  // Sizes have changed from outside: style sheets or fonts have come, the window is another.
  restyle() {
    const refit = () => {
      if (!this.movedByHand) this.showWholeRoute();
      this.names.measure();
    };
    this.adoptScale();
    this.redrawForZoom();
    this.map.invalidateSize({ animate: false });
    refit();
    document.fonts.ready.then(() => {
      refit(); // letters have their sizes now, and with them the furniture that the route stands beside
      this.map.getContainer().removeAttribute("aria-busy");
      this.map.fire("settled");
    });
  }

  // Stepping ---------------------------------------------------------------------------------

  // Before the first moment (-1) all is ahead, after the last all is visited.
  /** @param {number} moment */
  show(moment) {
    if (moment === this.moment || !(moment >= -1 && moment <= this.content.moments.length)) return;
    const before = this.moment;
    this.moment = moment;
    for (const number of this.stopChanges.between(before, moment)) this.updateStop(number);
    for (const number of this.legChanges.between(before, moment)) this.updateLeg(number);
    this.afterStep();
    // The key may have grown: over a stop it does not stay.
    if (!this.movedByHand && !this.names.furnitureBoxes && this.wholeRoute.isCovered) this.showWholeRoute();
    this.keepInSight();
  }

  /** @param {number} number */
  updateStop(number) {
    const stop = this.stops[number];
    const state = stateAt(stop.stop.span, this.moment);
    this.count("stop", stop.state, state);
    stop.state = state;
    if (state === "current" && !stop.isDimmed) this.current.add(number);
    else this.current.delete(number);
    stop.show();
    this.dots.update(stop);
  }

  /** @param {number} number */
  updateLeg(number) {
    const { span, look, lines, stub } = this.content.legs[number];
    const state = stateAt(span, this.moment);
    // A stay has no line, so the legend need not explain one.
    if (lines.length) this.count(`leg-${look}`, this.legStates[number], state);
    if (stub.length) this.count("leg-unknown", this.legStates[number], state);
    this.legStates[number] = state;
    this.legs.drawingOf[number].update(number, state);
  }

  // How many stops and legs are in which state, so that the legend shows only what the map shows.
  /** @param {string} kind @param {State | null} before @param {State} after */
  count(kind, before, after) {
    /** @param {State} state @param {number} by */
    const add = (state, by) => this.counts.set(`${kind}-${state}`, (this.counts.get(`${kind}-${state}`) ?? 0) + by);
    if (before) add(before, -1);
    add(after, 1);
  }

  // Other travellers are shown, or one of them is asked for.
  redress() {
    for (const number of this.stops.keys()) this.updateStop(number);
    for (const number of this.content.legs.keys()) this.updateLeg(number);
    this.thin();
    this.afterStep();
    this.keepInSight();
  }

  afterStep() {
    const { text, lang } = this.content.moments[this.moment] ?? { text: "", lang: "" };
    Object.assign(this.part(".map-date"), { textContent: text, lang });
    this.map.getContainer().classList.toggle("no-current-stop", !this.current.size);
    for (const drawing of this.legs.drawings) drawing.settle();
    this.showStanding();
    this.groups.step();
    this.updateLegend();
    this.names.placeSoon();
  }

  // Returns whether another entry is shown than before.
  updateLegend() {
    let isChanged = false;
    /** @type {NodeListOf<HTMLElement>} */
    const entries = this.furniture.querySelectorAll("[data-shown-for]");
    for (const entry of entries) {
      const isHidden = !(this.counts.get(entry.dataset.shownFor) > 0);
      if (entry.hidden === isHidden) continue;
      entry.hidden = isHidden;
      isChanged = true;
    }
    if (isChanged) this.names.forgetFurniture();
    return isChanged;
  }

  // The view ---------------------------------------------------------------------------------

  /** @param {() => void} change */
  move(change) {
    this.moving = true;
    change();
    this.moving = false;
  }

  showWholeRoute() {
    const adoptSize = () => this.map.invalidateSize({ animate: false });
    this.move(() => {
      this.groundNotes.reserving(() => {
        adoptSize();
        // Once more where the scale bar says something longer than before.
        for (let n = 0; n < 2 && (!n || !this.names.furnitureBoxes); n += 1) this.wholeRoute.show();
      });
      adoptSize(); // what is told of the ground may stand below the map, and have taken its room
    });
    this.movedByHand = false;
  }

  // Wherever round the world the map is moved, the stops are there too.
  keepToTurn() {
    const { lng } = this.map.getCenter();
    const turns = this.world.turnsAway(lng);
    if (turns) {
      const centre = L.latLng(this.map.getCenter().lat, lng - 360 * turns);
      this.move(() => this.map.setView(centre, this.map.getZoom(), { animate: false }));
      return; // and comes back here
    }
    const half = (180 * this.map.getSize().x) / this.world.width;
    const moved = this.stops.filter((stop) => stop.moveTo(this.world.nearest(stop.stop.at[1], lng, half)));
    this.thin();
    for (const drawing of this.legs.drawings) drawing.moved();
    if (moved.length) this.groups.lay();
  }

  // In the view of the whole route all are in sight. A map moved by hand is respected: it moves only
  // if the current stop is out of sight or beneath furniture, and no farther than it must.
  keepInSight() {
    const { followed: whom } = this.travellers;
    const followed = [...this.current].find((number) => (this.content.stops[number].traveller ?? 0) === whom);
    if (!this.follows || !this.movedByHand || followed === undefined) return;
    const { at, aside } = this.stops[followed];
    const { x, y } = this.map.latLngToLayerPoint(at);
    this.bringClear([x + aside[0], y + aside[1]], this.look.disc_halo, 0, !reducedMotion());
  }

  /**
   * Show what lies round a point of the layer: clear of furniture, and within the map.
   *
   * @param {Pair} point
   * @param {number} reach  pixels
   * @param {number} [edge]  further away from the map's edges
   */
  bringClear(point, reach, edge = 0, animate = false) {
    const { x, y } = this.map.layerPointToContainerPoint(point);
    const size = this.map.getSize();
    const map = padded(boxAt(0, 0, size.x, size.y), -edge);
    const box = boxAt(x - reach, y - reach, 2 * reach, 2 * reach);
    const [right, down] = shiftClear(box, map, this.names.furnitureOnMap(size));
    if (right || down) this.move(() => this.map.panBy([-right, -down], { animate, duration: 0.2 }));
  }

  // A stop that the keyboard has come to is shown.
  /** @param {L.LatLng} position @param {Pair} aside */
  bringInside(position, [right, down]) {
    const { x, y } = this.map.latLngToLayerPoint(position);
    const reach = this.look.disc_halo;
    this.bringClear([x + right, y + down], reach, EDGE_PX - reach);
  }

  // Drawing ----------------------------------------------------------------------------------

  // Where the points of the legs lie on the screen follows from the zoom alone.
  redrawForZoom() {
    const origin = this.map.getPixelOrigin();
    this.world.adopt(this.map.options.crs.scale(this.map.getZoom()), this.map.getSize().x);
    /** @param {L.LatLngExpression} at @returns {Pair} */
    const project = (at) => {
      const { x, y } = this.map.project(at).subtract(origin);
      return [x, y];
    };
    this.pixelLines = this.legs.drawings.map((drawing) => drawing.lay(project));
    layArrows(this.legs.drawings, this.look);
    let circles = 0;
    for (const { accuracy } of this.stops) {
      if (!accuracy) continue;
      // A circle that the mark covers says nothing.
      const box = accuracy.getBounds();
      const height = project(box.getSouthWest())[1] - project(box.getNorthWest())[1];
      const isCovered = height <= 2 * this.look.disc_halo;
      accuracy.getElement().classList.toggle("covered", isCovered);
      if (!isCovered) circles += 1;
    }
    this.counts.set("accuracy", circles);
    this.updateLegend();
    this.keepToTurn();
    this.groups.lay();
    this.names.place();
  }

  // Every stop keeps its mark; where discs would stand too near each other it is a dot without a
  // number.
  thin() {
    const origin = this.map.getPixelOrigin();
    for (const stop of this.stops) stop.layerPoint = this.map.project(stop.at).subtract(origin);
    this.places = this.stops.map(({ layerPoint: { x, y } }) => /** @type {Pair} */ ([x, y]));
    this.showStanding();
    this.dots.show();
  }

  showStanding() {
    const stands = discsAt(this, this.places, this.map.getZoom());
    for (const [number, stop] of this.stops.entries()) {
      if (stop.isThin === !stands[number]) continue;
      stop.isThin = !stands[number];
      if (!stop.state) continue;
      stop.show();
      this.dots.update(stop);
    }
    this.leaveDotsFree(stands);
    this.groups.lay();
    this.countDots();
  }

  // Discs of a long journey stand so far apart that most dots are free.
  /** @param {boolean[]} stands */
  leaveDotsFree(stands) {
    if (this.content.is_long) return;
    const dots = this.places.filter((_, number) => !stands[number] && !this.stops[number].isDimmed);
    for (const stop of this.stops) {
      const isTight = dots.some((dot) => distance(dot, this.places[stop.number]) < TARGET_PX);
      if (stop.isTight !== isTight) Object.assign(stop, { isTight, hasMoved: true });
    }
  }

  countDots() {
    const number = this.stops.filter((stop) => stop.isDot && !stop.isHidden && !stop.isDimmed).length;
    if (number === this.counts.get("dot")) return;
    this.counts.set("dot", number);
    const { language, words } = this.content;
    const told = fillIn(words.legend_dots, { number: new Intl.NumberFormat(language).format(number) });
    this.part(".key-dots").textContent = told;
    this.names.forgetFurniture();
    this.updateLegend();
  }

  // While the presentation asks where next.
  get hidesAhead() {
    return this.map.getContainer().classList.contains("hides-ahead");
  }

  // Clicks -----------------------------------------------------------------------------------

  /** @param {number} number @param {Clicked} event */
  stopClicked(number, { originalEvent } = {}) {
    this.map.fire("stopclick", { number, text: this.stops[number].text, originalEvent });
  }

  // A dot on the leg is meant before the leg, and hears of the click by itself.
  /** @param {number} number @param {L.LeafletMouseEvent} event */
  legClicked(number, { layerPoint, originalEvent }) {
    if (this.dots.at(layerPoint)) return;
    this.map.fire("legclick", { number, text: this.content.legs[number].text, originalEvent });
  }

  // Furniture --------------------------------------------------------------------------------

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) {
    return this.furniture.querySelector(selector);
  }

  furnish() {
    const scale = scaleBar(this.content, 90 * this.scale, () => this.names.forgetFurniture()).addTo(this.map);
    this.part(".map-scale").append(scale.getContainer());
    this.part("[data-does=whole-route]").addEventListener("click", () => this.showWholeRoute());
    const follow = this.part("[data-does=follow]");
    follow.addEventListener("click", () => {
      this.follows = !this.follows;
      follow.setAttribute("aria-pressed", String(this.follows));
      if (this.follows) this.keepInSight();
    });
    const fullScreen = this.part("[data-does=full-screen]");
    fullScreen.hidden = !document.fullscreenEnabled;
    fullScreen.addEventListener("click", toggleFullScreen);
    document.addEventListener("fullscreenchange", () => {
      const { full_screen: enter, full_screen_leave: leave } = this.content.words;
      fullScreen.textContent = document.fullscreenElement ? leave : enter;
    });
  }
}
