// The stops whose discs would crowd: dots on one canvas, which lets clicks through.

import { cssColours } from "./css_colours.js";
import { tooltip } from "./elements.js";

/** @typedef {import("./stop_mark.js").StopMark} StopMark */

const REACH_PX = 8; // how far from a dot a pointer still means it

const DIMMED = 0.25; // as in travellers.css

export class Dots {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    /** @type {Map<StopMark, L.CircleMarker>} */
    this.dots = new Map();
    /** @type {StopMark | undefined} */
    this.hovered = undefined;
    this.tooltip = L.tooltip({ offset: [REACH_PX, 0] });
    const { map } = view;
    const pane = map.createPane("dots");
    Object.assign(pane.style, { zIndex: 420, pointerEvents: "none" }); // above legs, below discs
    this.renderer = L.canvas({ pane: "dots", padding: 0.5 });
    this.colourOf = cssColours(map.getContainer(), ["land", ...view.travellers.paints], () => this.show());
    map.on("mouseout zoomstart", () => this.leave());
    map.on("mousemove", (event) => this.hover(event));
    map.on("click", (event) => {
      const stop = this.at(event.layerPoint);
      if (stop) view.stopClicked(stop.number, event);
    });
  }

  // Draws a dot for each stop that is one now, and no other.
  show() {
    for (const stop of this.view.stops) this.update(stop);
  }

  /** @param {StopMark} stop */
  update(stop) {
    if (stop === this.hovered && !stop.isDot) this.leave();
    const dot = this.dots.get(stop);
    if (!stop.isDot) {
      dot?.remove();
      this.dots.delete(stop);
    } else if (stop.state && dot) {
      dot.setRadius(this.look(stop).radius).setStyle(this.look(stop));
    } else if (stop.state) {
      const options = { pane: "dots", renderer: this.renderer, interactive: false, ...this.look(stop) };
      this.dots.set(stop, L.circleMarker(stop.at, options).addTo(this.view.map));
    }
  }

  /** @param {StopMark} stop */
  move(stop) {
    this.dots.get(stop)?.setLatLng(stop.at);
  }

  /** @param {StopMark} stop */
  look({ state, isHidden, isDimmed, stop }) {
    const { look, travellers } = this.view;
    const { dot, dot_ring: ring, dot_edge: edge } = look;
    const paint = travellers.paintOf(stop);
    const isAhead = state === "ahead";
    const opacity = isHidden ? 0 : isDimmed ? DIMMED : 1;
    return {
      radius: isAhead ? dot - ring / 2 : dot + edge / 2,
      weight: isAhead ? ring : edge,
      color: this.colourOf(isAhead ? paint : "land"),
      fillColor: this.colourOf(isAhead ? "land" : paint),
      opacity,
      fillOpacity: opacity,
    };
  }

  /**
   * Return the stop whose dot is nearest to a point of the layer, undefined if none is near.
   *
   * @param {L.Point} point
   */
  at(point) {
    if (this.view.hidesAhead) return undefined;
    let nearest;
    let best = REACH_PX;
    for (const stop of this.dots.keys()) {
      if (stop.isDimmed) continue;
      const away = point.distanceTo(stop.layerPoint);
      if (away < best) [nearest, best] = [stop, away];
    }
    return nearest;
  }

  /** @param {L.LeafletMouseEvent} event */
  hover({ layerPoint, originalEvent }) {
    const isOnDisc = /** @type {Element} */ (originalEvent.target).closest(".stop");
    const stop = isOnDisc ? undefined : this.at(layerPoint);
    if (stop === this.hovered) return;
    this.leave();
    if (!stop) return;
    this.hovered = stop;
    this.view.map.getContainer().classList.add("on-dot");
    this.tooltip.setLatLng(stop.at).setContent(tooltip(stop.text)).addTo(this.view.map);
  }

  leave() {
    this.hovered = undefined;
    this.view.map.getContainer().classList.remove("on-dot");
    this.tooltip.remove();
  }
}
