// The stops of a long journey whose discs would crowd: dots on one canvas, which lets clicks through.

import { cssColours } from "./css_colours.js";
import { tooltip } from "./elements.js";

const REACH_PX = 8; // how far from a dot a pointer still means it
const PAINTS = ["land", "mark"];

export class Dots {
  constructor(view) {
    this.view = view;
    this.dots = new Map(); // stop → circle marker
    this.tooltip = L.tooltip({ offset: [REACH_PX, 0] });
    const pane = view.map.createPane("dots");
    pane.style.zIndex = 420; // above legs, below discs
    pane.style.pointerEvents = "none";
    this.renderer = L.canvas({ pane: "dots", padding: 0.5 });
    this.paint = cssColours(view.map.getContainer(), PAINTS, () => this.show());
    view.map.on("mouseout zoomstart", () => this.leave());
    view.map.on("mousemove", (event) => this.hover(event));
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.tooltip.remove();
    });
    view.map.on("click", (event) => {
      const stop = this.at(event.layerPoint);
      if (stop) view.stopClicked(stop.number, event);
    });
  }

  // While the presentation asks where next, what lies ahead gives nothing away.
  get isAheadHidden() {
    return this.view.map.getContainer().classList.contains("hides-ahead");
  }

  // Draws a dot for each stop that is one now, and no other.
  show() {
    for (const stop of this.view.stops) this.update(stop);
  }

  update(stop) {
    if (stop === this.hovered && !stop.isDot) this.leave();
    const dot = this.dots.get(stop);
    if (!stop.isDot) {
      dot?.remove();
      this.dots.delete(stop);
    } else if (stop.state && dot) {
      dot.setRadius(this.look(stop).radius).setStyle(this.look(stop));
    } else if (stop.state) {
      const options = { pane: "dots", renderer: this.renderer, interactive: false };
      this.dots.set(stop, L.circleMarker(stop.at, { ...options, ...this.look(stop) }).addTo(this.view.map));
    }
  }

  look({ state }) {
    const { dot, dot_ring: ring } = this.view.look;
    const [land, mark] = PAINTS.map((name) => this.paint.colour(name));
    const isAhead = state === "ahead";
    const opacity = isAhead && this.isAheadHidden ? 0 : 1;
    return {
      radius: isAhead ? dot - ring / 2 : dot,
      stroke: isAhead,
      weight: ring,
      color: mark,
      fillColor: isAhead ? land : mark,
      opacity,
      fillOpacity: opacity,
    };
  }

  // The stop whose dot is nearest to a point of the layer, undefined if none is near.
  at(point) {
    if (this.isAheadHidden) return undefined;
    let [nearest, best] = [undefined, REACH_PX];
    for (const stop of this.dots.keys()) {
      const away = point.distanceTo(stop.layerPoint);
      if (away < best) [nearest, best] = [stop, away];
    }
    return nearest;
  }

  hover({ layerPoint, originalEvent }) {
    const { map } = this.view;
    const isOnDisc = originalEvent.target.closest(".stop");
    const stop = isOnDisc ? undefined : this.at(layerPoint);
    if (stop === this.hovered) return;
    this.leave();
    if (!stop) return;
    this.hovered = stop;
    map.getContainer().classList.add("on-dot");
    this.tooltip.setLatLng(stop.at).setContent(tooltip(stop.text)).addTo(map);
  }

  leave() {
    this.hovered = undefined;
    this.view.map.getContainer().classList.remove("on-dot");
    this.tooltip.remove();
  }
}
