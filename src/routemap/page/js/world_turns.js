// A web map goes on for ever to the east and to the west. A journey is drawn once for each turn of
// the world that may be in sight, so that a leg that leaves the map at one edge comes back at the
// other; a map wider than the world shows it once, cut opposite the middle of the route.

import { worldX } from "./web_map.js";

/** @typedef {import("./types.js").Pair} Pair */

const TURN = 360; // degrees
const DRAWN = 2.2; // times the width of the map: so far lines are drawn round it

export class WorldTurns {
  /**
   * @param {number} middle  longitude of the middle of the route
   * @param {Pair} reach  longitudes between which all of it lies
   */
  constructor(middle, reach) {
    this.middle = middle;
    this.reach = reach;
    this.isOnce = false;
    this.turns = [0];
    this.width = 0;
    this.left = 0;
  }

  /**
   * Adopt a zoom: how wide the world is, in pixels, and on which turns the route is drawn.
   *
   * @param {number} scale  pixels to the width of the web map
   * @param {number} width  of the map, pixels
   */
  adopt(scale, width) {
    this.width = scale;
    this.left = worldX(this.middle - TURN / 2) * scale;
    this.isOnce = scale < width - 1;
    const [west, east] = this.reach;
    const isEverywhere = ((east - west) / TURN) * scale + DRAWN * width > scale;
    this.turns = isEverywhere ? [-1, 0, 1] : [0];
  }

  /**
   * Return lines on each turn, and no part of them off a world that stands once.
   *
   * @param {Pair[][]} lines  as points of the layer
   * @param {number} origin  of the layer from the web map's western edge, pixels
   * @returns {Pair[][]}
   */
  copies(lines, origin) {
    if (this.turns.length === 1) return lines;
    const moved = this.turns.flatMap((turn) =>
      lines.map((line) => line.map(([x, y]) => /** @type {Pair} */ ([x + turn * this.width, y]))),
    );
    if (!this.isOnce) return moved;
    const left = this.left - origin;
    return moved.flatMap((line) => cut(line, left, left + this.width));
  }

  /**
   * Return the longitude at which a place is shown: its own while that is in sight, else the nearest
   * to the middle of the map.
   *
   * @param {number} longitude
   * @param {number} centre  longitude
   * @param {number} half  of the width of the map, degrees
   */
  nearest(longitude, centre, half) {
    if (this.isOnce || Math.abs(longitude - centre) <= half) return longitude;
    return longitude + TURN * Math.round((centre - longitude) / TURN);
  }

  /**
   * Return how many turns the map has been moved away from the route.
   *
   * @param {number} centre  longitude
   */
  turnsAway(centre) {
    return this.isOnce ? 0 : Math.round((centre - this.middle) / TURN);
  }
}

// The parts of a line between two uprights.
/** @param {Pair[]} line @param {number} left @param {number} right */
function cut(line, left, right) {
  /** @type {Pair[][]} */
  const parts = [];
  /** @type {Pair[] | null} */
  let part = null;
  for (let n = 1; n < line.length; n += 1) {
    const [[ax, ay], [bx, by]] = [line[n - 1], line[n]];
    const shares =
      bx === ax ? [ax < left || ax > right ? 1 : 0, 1] : [(left - ax) / (bx - ax), (right - ax) / (bx - ax)];
    const [from, to] = [Math.max(Math.min(...shares), 0), Math.min(Math.max(...shares), 1)];
    if (from >= to) {
      part = null;
      continue;
    }
    /** @param {number} share @returns {Pair} */
    const at = (share) => [ax + share * (bx - ax), ay + share * (by - ay)];
    if (!part || from > 0) {
      part = [at(from)];
      parts.push(part);
    }
    part.push(at(to));
    if (to < 1) part = null;
  }
  return parts;
}

// The longitude of the middle of a route, and those between which it lies, with all its lines.
/** @param {import("./types.js").Content} content @returns {[number, Pair]} */
export function worldOf({ extent: [, west, , east], legs }) {
  /** @type {Pair} */
  const reach = [west, east];
  for (const { lines, stub } of legs)
    for (const line of [...lines, ...stub])
      for (const [, lng] of line) {
        if (lng < reach[0]) reach[0] = lng;
        else if (lng > reach[1]) reach[1] = lng;
      }
  return [(west + east) / 2, reach];
}
