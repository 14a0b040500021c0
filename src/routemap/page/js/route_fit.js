// Where the whole route has the most room on the map: between dates, buttons and legend, with its
// discs and names. Measured, for a long name or a wide legend takes what is not there.

import { boxAt, overlap, padded } from "./boxes.js";
import { crosses } from "./collision_index.js";

/**
 * @typedef {import("./types.js").Box} Box
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./types.js").XY} XY
 * @typedef {{ x: number, y: number, aside: Pair }} Disc  on the web map, and pixels aside of there
 * @typedef {{ discs: Disc[], lines: Pair[][], box: Box, radius: number }} Route  places on the web map,
 *   whose width is 1; `box` is what must be in sight, `radius` that of a disc in pixels
 * @typedef {{ zoom: number, left: number, top: number }} View  where the web map's corner lies, pixels
 */

const WORLD_PX = 256; // width of the world at zoom 0
const LEAST_ZOOM = -2;
const HAIR = 1e-9; // of the width of the world
const HALVINGS = 24;
const LINE_PX = 4; // left free beside a leg
const DISC_APART_PX = 2;
const LOOSER = 0.35; // of a zoom, at most, for names: see basemap_bundles.py
const STEPS = 4;
const MOST_ROOMS = 3;
/** @type {Pair} */
const MIDDLE = [0, 0];
/** @type {Pair[]} */
const ASIDE = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
];
export const MUCH_MISSED = 1000; // that of a name for which the route moves aside

/** @param {number} zoom */
const scaleAt = (zoom) => WORLD_PX * 2 ** zoom;

/**
 * Return the boxes between any edges of furniture and map, however they overlap furniture.
 *
 * @param {Box} map
 * @param {Box[]} furniture
 */
export function roomsOf(map, furniture) {
  /** @param {number} own @param {number[]} others */
  const edges = (own, others) => [...new Set([own, ...others])];
  const rooms = [];
  for (const left of edges(
    map.left,
    furniture.map((box) => box.right),
  ))
    for (const right of edges(
      map.right,
      furniture.map((box) => box.left),
    ))
      for (const top of edges(
        map.top,
        furniture.map((box) => box.bottom),
      ))
        for (const bottom of edges(
          map.bottom,
          furniture.map((box) => box.top),
        ))
          if (left < right && top < bottom) rooms.push({ left, top, right, bottom });
  return rooms;
}

/**
 * Return the least shift, right and down, that brings a box clear of furniture, [0, 0] if none can.
 *
 * @param {Box} box
 * @param {Box} map
 * @param {Box[]} furniture
 * @returns {Pair}
 */
export function shiftClear(box, map, furniture) {
  /** @param {number} start @param {number} end @param {number} from @param {number} to */
  const shift = (start, end, from, to) => Math.max(from - start, 0) + Math.min(to - end, 0);
  /** @param {Box} room @returns {Pair} */
  const into = (room) => [
    shift(box.left, box.right, room.left, room.right),
    shift(box.top, box.bottom, room.top, room.bottom),
  ];
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const shifts = roomsOf(map, furniture)
    .filter(({ left, top, right, bottom }) => right - left >= wide && bottom - top >= high)
    .filter((room) => !furniture.some((part) => overlap(part, room)))
    .map(into);
  return shifts.sort((one, other) => Math.hypot(...one) - Math.hypot(...other))[0] ?? MIDDLE;
}

/** The outline of a route in pixels: what it takes with discs, at any scale. */
class Outline {
  /** @param {Route} route */
  constructor({ discs, box, radius }) {
    // Of discs moved aside alike only the outermost matter.
    /** @type {Map<string, { box: Box, aside: Pair }>} */
    const groups = new Map();
    for (const { x, y, aside } of discs) {
      const { left, top, right, bottom } = groups.get(String(aside))?.box ?? boxAt(x, y, 0, 0);
      const grown = {
        left: Math.min(left, x),
        top: Math.min(top, y),
        right: Math.max(right, x),
        bottom: Math.max(bottom, y),
      };
      groups.set(String(aside), { box: grown, aside });
    }
    const reach = radius + DISC_APART_PX;
    this.isWorld = box.right - box.left > 1 - HAIR;
    this.parts = [
      { box, aside: [0, 0], wide: this.isWorld ? 0 : LINE_PX, high: LINE_PX },
      ...[...groups.values()].map((group) => ({ ...group, wide: reach, high: reach })),
    ];
  }

  /** @param {number} scale @returns {Box} */
  at(scale) {
    const boxes = this.parts.map(({ box, aside, wide, high }) => ({
      left: box.left * scale + aside[0] - wide,
      right: box.right * scale + aside[0] + wide,
      top: box.top * scale + aside[1] - high,
      bottom: box.bottom * scale + aside[1] + high,
    }));
    return {
      left: Math.min(...boxes.map(({ left }) => left)),
      top: Math.min(...boxes.map(({ top }) => top)),
      right: Math.max(...boxes.map(({ right }) => right)),
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    };
  }

  /** @param {Box} room @param {number} most */
  zoomIn(room, most) {
    let [low, high] = [LEAST_ZOOM, most];
    /** @param {number} zoom */
    const fits = (zoom) => {
      const { left, top, right, bottom } = this.at(scaleAt(zoom));
      return right - left <= room.right - room.left && bottom - top <= room.bottom - room.top;
    };
    if (fits(most)) return most;
    for (let n = 0; n < HALVINGS; n += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * Return the view with the outline in the middle of a room, but rather no more of what lies
   * beyond the northern and southern edges of the web map than must be.
   *
   * @param {Box} room
   * @param {number} zoom
   * @param {number} height  of the map
   * @param {Pair} [aside]  from the middle, in parts of the way to the room's sides
   * @returns {View}
   */
  view(room, zoom, height, [right, down] = [0, 0]) {
    const scale = scaleAt(zoom);
    const outline = this.at(scale);
    const [highest, lowest] = [room.top - outline.top, room.bottom - outline.bottom];
    const [leftmost, rightmost] = [room.left - outline.left, room.right - outline.right];
    const middle = (highest + lowest + down * (lowest - highest)) / 2;
    const edge = scale >= height ? Math.min(Math.max(middle, height - scale), 0) : (height - scale) / 2;
    return {
      zoom,
      left: (leftmost + rightmost + right * (rightmost - leftmost)) / 2,
      top: Math.min(Math.max(edge, highest), lowest),
    };
  }
}

/**
 * Return the view in which the whole route is largest, and all names have room if they can.
 *
 * @param {Route} route
 * @param {XY} size  of the map
 * @param {Box[]} furniture  on the map
 * @param {number} edge  pixels left free at the map's edges
 * @param {number} mostZoom
 * @param {(view: View) => number} missing  how much names are missed in a view, 0 if none is
 * @returns {View}
 */
export function fitRoute(route, size, furniture, edge, mostZoom, missing) {
  const outline = new Outline(route);
  const map = padded(boxAt(0, 0, size.x, size.y), -edge);
  if (outline.isWorld) Object.assign(map, { left: 0, right: size.x }); // its legs leave at the edges
  const rooms = roomsOf(map, furniture)
    .map((room) => ({ room, zoom: outline.zoomIn(room, mostZoom) }))
    .sort((a, b) => b.zoom - a.zoom || areaOf(b.room) - areaOf(a.room));
  const found = [];
  for (const { room, zoom } of rooms) {
    if (found.length === MOST_ROOMS || zoom < found[0]?.zoom - LOOSER) break;
    const covered = furniture.filter((box) => overlap(box, room));
    if (isClear(route, outline.view(room, zoom, size.y), covered)) found.push({ room, zoom, covered });
  }
  const looser = found.flatMap(({ zoom, ...rest }) =>
    Array.from({ length: STEPS + 1 }, (_, step) => ({ ...rest, zoom: zoom - (step / STEPS) * LOOSER })),
  );
  looser.sort((a, b) => b.zoom - a.zoom);
  let [best, least] = [outline.view(found[0].room, found[0].zoom, size.y), Infinity];
  // In the middle of a room if names want no other place.
  for (const asides of [[MIDDLE], ASIDE]) {
    for (const { room, zoom, covered } of looser) {
      for (const aside of asides) {
        const view = outline.view(room, zoom, size.y, aside);
        if (!isClear(route, view, covered)) continue;
        const misses = missing(view);
        if (misses < least) [best, least] = [view, misses];
        if (!misses) return best;
      }
    }
    if (least < MUCH_MISSED) break;
  }
  return best;
}

// Whether no disc and no leg would lie beneath furniture.
/** @param {Route} route @param {View} view @param {Box[]} furniture */
function isClear({ discs, lines, radius }, { zoom, left, top }, furniture) {
  if (!furniture.length) return true;
  const scale = scaleAt(zoom);
  const isFree = discs.every(({ x, y, aside }) => {
    const disc = padded(boxAt(x * scale + left + aside[0], y * scale + top + aside[1], 0, 0), radius);
    return !furniture.some((box) => overlap(box, disc));
  });
  return (
    isFree &&
    lines.every((line) =>
      line.every(([x, y], n) => {
        if (!n) return true;
        const [fromX, fromY] = line[n - 1];
        return [-1, 0, 1].every((turn) => {
          /** @type {[Pair, Pair]} */
          const segment = [
            [(fromX + turn) * scale + left, fromY * scale + top],
            [(x + turn) * scale + left, y * scale + top],
          ];
          return !furniture.some((box) => crosses(box, segment));
        });
      }),
    )
  );
}

/** @param {Box} box */
function areaOf({ left, top, right, bottom }) {
  return (right - left) * (bottom - top);
}
