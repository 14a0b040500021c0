// Arrowheads along a line on the screen: where it is straightest, none near an end. Points are [x, y]
// in pixels. pictures/lines.py does the same for paper; tests hold the two to the same answers.

import { clippedLine } from "./clipping.js";
import { between, distance } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const TRIES = [...Array(17).keys()].map((n) => ((n + 1) >> 1) / (n % 2 ? 8 : -8));
const ALONG = [-0.75, -0.375, 0, 0.375, 0.75, -0.5, 0.5]; // lengths of an arrow: the last two are its ends
const ASIDE = 0.0787; // the tangent of the largest angle between an arrow and its line
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
  return kept.flatMap((place) => {
    const wanted = start + ((place + 0.5) * room) / count;
    const tried = TRIES.map((share) => arrowAt(line, ends, wanted + share * shift, look));
    const [best] = tried.filter((each) => each.isAlong).sort((one, other) => one.bend - other.bend);
    return best ? [best.corners] : [];
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

// An arrow along the chord of the line beneath it; how far that leaves the straight there and a little beyond, and whether
// the arrow points as it runs.
/** @param {Pair[]} line @param {number[]} ends @param {number} along @param {import("./types.js").Look} look */
function arrowAt(line, ends, along, look) {
  const [before, from, middle, to, after, [x, y], [tipX, tipY]] = ALONG.map((share) =>
    pointAt(line, ends, along + share * look.arrow),
  );
  const way = distance(before, from) + distance(from, middle) + distance(middle, to) + distance(to, after) || 1;
  const chord = Math.hypot(tipX - x, tipY - y) || 1;
  const [right, down] = [(tipX - x) / chord, (tipY - y) / chord];
  const [onX, onY] = [to[0] - from[0], to[1] - from[1]];
  // The middle of the chord, half the arrow's length along it, and half its width aside.
  const [midX, midY] = between([x, y], [tipX, tipY], 0.5);
  const [aheadX, aheadY] = [(right * look.arrow) / 2, (down * look.arrow) / 2];
  const [asideX, asideY] = [(-down * look.arrow_width) / 2, (right * look.arrow_width) / 2];
  return {
    corners: /** @type {Pair[]} */ ([
      [midX + aheadX, midY + aheadY],
      [midX - aheadX + asideX, midY - aheadY + asideY],
      [midX - aheadX - asideX, midY - aheadY - asideY],
    ]),
    // Rounded: of two places as straight the first is taken.
    bend: Math.round(1e6 * (1 - distance(before, after) / way)),
    isAlong: Math.abs(right * onY - down * onX) <= ASIDE * (right * onX + down * onY),
  };
}
