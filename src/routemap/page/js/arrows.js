// Arrowheads along a line on the screen: where it is straightest, none near an end. Points are [x, y]
// in pixels. pictures/lines.py does the same for paper; tests hold the two to the same answers.

import { clippedLine } from "./clipping.js";
import { between, distance } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const TRIES = [0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1];
export const MANY_ARROWS = 60; // of a line: more than stand on a screen
const MOST_ARROWS = 4000; // of a line that covers the screen again and again

/**
 * Return triangles of three points, of a line far longer than a screen only those in sight.
 *
 * @param {Pair[]} line
 * @param {import("./types.js").Look} look
 * @param {import("./types.js").Box} [seen]
 * @returns {Pair[][]}
 */
export function arrowsAlong(line, look, seen) {
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
  return kept.map((place) => {
    const wanted = start + ((place + 0.5) * room) / count;
    const tried = TRIES.map((share) => placeAt(line, ends, wanted + share * shift, look.arrow));
    return triangle(
      tried.reduce((best, each) => (each.bend < best.bend ? each : best)),
      look.arrow,
    );
  });
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
function placesIn({ left, top, right, bottom }, line, ends, start, every, count) {
  /** @type {Set<number>} */
  const found = new Set();
  for (let n = 1; n < line.length; n += 1) {
    const [[ax, ay], [bx, by]] = [line[n - 1], line[n]];
    const [part] = clippedLine([ax, ay, bx, by], { left, top, right, bottom });
    if (!part) continue;
    const [from, to] = [part.slice(0, 2), part.slice(2)].map(([x, y]) => ends[n - 1] + Math.hypot(x - ax, y - ay));
    const last = Math.min(Math.ceil((to - start) / every), count - 1);
    for (let place = Math.max(Math.floor((from - start) / every) - 1, 0); place <= last; place += 1) found.add(place);
  }
  return [...found];
}

/** @param {Pair[]} line @param {number[]} ends @param {number} along */
function pointAt(line, ends, along) {
  let n = 1;
  for (let last = ends.length - 1; n < last; ) {
    const middle = (n + last) >> 1;
    if (ends[middle] < along) n = middle + 1;
    else last = middle;
  }
  return between(line[n - 1], line[n], (along - ends[n - 1]) / (ends[n] - ends[n - 1] || 1));
}

// How far the line leaves the straight between an arrow's length before and behind.
/** @param {Pair[]} line @param {number[]} ends @param {number} along @param {number} arrow */
function placeAt(line, ends, along, arrow) {
  const [before, middle, after] = [-1, 0, 1].map((step) => pointAt(line, ends, along + step * arrow));
  const way = distance(before, middle) + distance(middle, after) || 1;
  // Rounded: of two places as straight the first is taken.
  return { before, middle, after, bend: Math.round(1e6 * (1 - distance(before, after) / way)) };
}

/** @param {ReturnType<typeof placeAt>} place @param {number} arrow @returns {Pair[]} */
function triangle({ before, middle: [x, y], after }, arrow) {
  const half = arrow / 2 / (distance(before, after) || 1);
  const [right, down] = [(after[0] - before[0]) * half, (after[1] - before[1]) * half];
  return [
    [x + right, y + down],
    [x - right - down, y - down + right],
    [x - right + down, y - down - right],
  ];
}
