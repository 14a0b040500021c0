// Arrowheads along a line on the screen: where it is straightest and nothing is near, none near an
// end. Points are [x, y] in pixels. pictures/arrows.py does the same for paper; tests hold the two to
// the same answers.

import { clippedLine } from "./clipping.js";
import { between, distance, lengthOf, nearestOf } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const TRIES = [...Array(17).keys()].map((n) => ((n + 1) >> 1) / (n % 2 ? 8 : -8));
const ALONG = [-0.75, -0.375, 0, 0.375, 0.75]; // lengths of an arrow
const BENEATH = [0.125, 0.875]; // shares of an arrow's length: there its line is compared with it
const ASIDE = 0.0787; // tangent of the largest angle between the two
export const MANY_ARROWS = 60; // of a line: more than stand on a screen
const MOST_ARROWS = 4000; // of a line that covers the screen again and again

/**
 * Return triangles of three points, of a line far longer than a screen only those in sight. Those that
 * do not point as the line beneath them runs are left out, and those that there is no place for.
 *
 * @param {Pair[]} line
 * @param {import("./types.js").Look} look
 * @param {import("./types.js").Box} [seen]
 * @param {(arrow: Pair[]) => boolean} [isClear]
 * @returns {Pair[][]}
 */
export function arrowsAlong(line, look, seen, isClear = () => true) {
  const ends = [0];
  for (let n = 1; n < line.length; n += 1) ends.push(ends[n - 1] + distance(line[n - 1], line[n]));
  const room = ends.at(-1) - 2 * look.arrow_from_end - look.arrow;
  if (room < 0) return [];
  const count = Math.max(1, Math.floor(room / look.arrow_every + 0.5));
  const shift = Math.min(look.arrow_shift, room / count / 2);
  const start = look.arrow_from_end + look.arrow / 2;
  const places =
    seen && count > MANY_ARROWS ? placesIn(seen, line, ends, start, room / count, count) : [...Array(count).keys()];
  const nth = Math.ceil(places.length / MOST_ARROWS);
  const kept = nth > 1 ? places.filter((_, number) => number % nth === 0) : places;
  return kept.flatMap((place) => {
    const wanted = start + ((place + 0.5) * room) / count;
    const tried = TRIES.map((share) => {
      const along = wanted + share * shift;
      return { along, bend: bendAt(line, ends, along, look) };
    });
    tried.sort((one, other) => one.bend - other.bend);
    for (const { along } of tried) {
      const arrow = arrowAt(line, ends, along, look);
      const beneath = line.slice(nextPoint(ends, along - look.arrow) - 1, nextPoint(ends, along + look.arrow) + 1);
      if (pointsAlong(beneath, arrow) && isClear(arrow)) return [arrow];
    }
    return [];
  });
}

/** @param {Pair[]} arrow @returns {Pair} */
export function tailOf([, left, right]) {
  return between(left, right, 0.5);
}

/** @param {Pair[]} line @param {Pair[]} arrow */
function pointsAlong(line, arrow) {
  const [tip] = arrow;
  const tail = tailOf(arrow);
  const [[x, y], [toX, toY]] = BENEATH.map((share) => nearestOf(line, between(tail, tip, share)));
  const [right, down] = [tip[0] - tail[0], tip[1] - tail[1]];
  return Math.abs(right * (toY - y) - down * (toX - x)) <= ASIDE * (right * (toX - x) + down * (toY - y));
}

/**
 * Return which of the arrows stand on the parts of a line that pass through a box.
 *
 * @param {import("./types.js").Box} seen
 * @param {Pair[]} line
 * @param {number[]} ends
 * @param {number} start
 * @param {number} every
 * @param {number} count
 */
function placesIn(seen, line, ends, start, every, count) {
  /** @type {Set<number>} */
  const found = new Set();
  for (let n = 1; n < line.length; n += 1) {
    const before = line[n - 1];
    const [part] = clippedLine([...before, ...line[n]], seen);
    if (!part) continue;
    const [from, to] = [0, 2].map((at) => (ends[n - 1] + distance(before, [part[at], part[at + 1]]) - start) / every);
    const last = Math.min(Math.ceil(to), count - 1);
    for (let place = Math.max(Math.floor(from) - 1, 0); place <= last; place += 1) found.add(place);
  }
  return [...found];
}

// Which point of a line comes next so far along it.
/** @param {number[]} ends @param {number} along */
function nextPoint(ends, along) {
  let n = 1;
  for (let last = ends.length - 1; n < last; ) {
    const middle = (n + last) >> 1;
    if (ends[middle] < along) n = middle + 1;
    else last = middle;
  }
  return n;
}

/** @param {Pair[]} line @param {number[]} ends @param {number} along */
function pointAt(line, ends, along) {
  const n = nextPoint(ends, along);
  return between(line[n - 1], line[n], (along - ends[n - 1]) / (ends[n] - ends[n - 1] || 1));
}

// How far the line leaves the straight beneath an arrow and a little beyond; rounded, for of two places
// as straight the first is taken.
/** @param {Pair[]} line @param {number[]} ends @param {number} along @param {import("./types.js").Look} look */
function bendAt(line, ends, along, look) {
  const places = ALONG.map((share) => pointAt(line, ends, along + share * look.arrow));
  const way = lengthOf(places) || 1;
  return Math.round(1e6 * (1 - distance(places[0], places.at(-1)) / way));
}

// An arrow along the chord of the line beneath it.
/** @param {Pair[]} line @param {number[]} ends @param {number} along @param {import("./types.js").Look} look */
function arrowAt(line, ends, along, look) {
  const [[x, y], [tipX, tipY]] = [-0.5, 0.5].map((share) => pointAt(line, ends, along + share * look.arrow));
  const [right, down] = [tipX - x, tipY - y];
  const [half, wide] = [look.arrow, look.arrow_width].map((size) => size / 2 / (Math.hypot(right, down) || 1));
  /** @param {number} ahead @param {number} aside @returns {Pair} */
  const corner = (ahead, aside) => [
    (x + tipX) / 2 + right * ahead - down * aside,
    (y + tipY) / 2 + down * ahead + right * aside,
  ];
  return [corner(half, 0), corner(-half, wide), corner(-half, -wide)];
}
