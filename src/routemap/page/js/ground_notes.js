// What key and credits say of the ground: of borders, of towns and of how exact it is only while the
// view shows such.

import { isCloseUp, kmPerPixel } from "./web_map.js";

const NOTES = [
  "border",
  "disputed-border",
  "any-border",
  "no-border",
  "ground",
  "coarse-border",
  "coarse-coast",
  "towns",
];

export class GroundNotes {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    /** @type {Map<string, boolean>} */
    this.shown = new Map(NOTES.map((note) => [note, true]));
    this.isReserving = false;
    view.map.on("grounddrawn", (/** @type {any} */ seen) => this.adopt(seen));
    view.map.on("groundnamed", (/** @type {any} */ { towns }) => this.write([["towns", towns]]));
    this.write([]);
  }

  /** @param {{ hasGround: boolean, borders: boolean, disputedBorders: boolean }} seen */
  adopt({ hasGround, borders, disputedBorders }) {
    const { map } = this.view;
    const perPixel = kmPerPixel(map.options.crs.scale(map.getZoom()), map.getCenter().lat);
    const isAny = borders || disputedBorders;
    const isCoarse = hasGround && isCloseUp(perPixel * map.getSize().x);
    this.write([
      ["border", borders],
      ["disputed-border", disputedBorders],
      ["any-border", isAny],
      ["no-border", hasGround && !isAny],
      ["ground", hasGround],
      ["coarse-border", isCoarse && isAny],
      ["coarse-coast", isCoarse && !isAny],
    ]);
  }

  /**
   * Call what fits a view, with room for all that may have to be said there.
   *
   * @param {() => void} fit
   */
  reserving(fit) {
    this.isReserving = true;
    this.write([]);
    fit();
    this.isReserving = false;
    this.write([]);
  }

  /** @param {[string, boolean][]} notes */
  write(notes) {
    for (const [note, isShown] of notes) this.shown.set(note, isShown);
    for (const [note, isShown] of this.shown) this.view.counts.set(note, Number(isShown || this.isReserving));
    if (this.view.updateLegend()) this.view.names.placeSoon();
  }
}
