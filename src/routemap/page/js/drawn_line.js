// A line as it is drawn at one zoom: simplified, smoothed and offset. Points are [x, y] in pixels.
// pictures/lines.py does the same for paper; tests hold the two to the same answers.

/** @typedef {import("./types.js").Pair} Pair */

const THINNED = 0.1; // this share of the tolerance is for points that lie on each other
const CORNER_SHARE = 0.25; // of a segment, cut off at a corner if so much may be
const LONGEST_MITRE = 2;
const TURNS_BACK = 0.1; // the left sides of two segments cancel out
const CUTS_OF_HALF = 4;

/**
 * Return a line as it is drawn. Legs that share a segment simplify it in the same direction, so that
 * they stay parallel, and move to the left of their own, so that legs in opposite directions part by
 * themselves.
 *
 * @param {{ line: Pair[], lane?: number, isForward?: boolean }[]} segments
 * @param {import("./types.js").Look} look
 * @returns {Pair[]}
 */
export function drawnLine(segments, look) {
  return segments.flatMap(({ line, lane = 0, isForward = true }) => {
    /** @param {Pair[]} points */
    const towards = (points) => (isForward ? points : [...points].reverse());
    const stroke = towards(smoothed(simplified(towards(line), look.simplify), look.smooth));
    if (!lane || lengthOf(stroke) < look.shortest_shared) return stroke;
    return offsetLeft(stroke, look.lane * (2 * lane - 1));
  });
}

/**
 * Leave out points; what is left lies within `tolerance` of the line (Douglas and Peucker, 1973). A
 * zigzag, which they would cut ever more unequally, is halved instead.
 *
 * @param {Pair[]} points
 * @param {number} tolerance
 */
export function simplified(points, tolerance) {
  const line = thinned(points, tolerance * THINNED);
  const most = (tolerance * (1 - THINNED)) ** 2;
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const waiting = [[0, line.length - 1, 2 * (32 - Math.clz32(line.length))]];
  while (waiting.length) {
    const [first, last, cuts] = waiting.pop();
    let [away, at, left] = [most, 0, cuts];
    for (let n = first + 1; n < last; n += 1) {
      const here = squaredDistance(line[n], line[first], line[last]);
      if (here > away) [away, at] = [here, n];
    }
    if (!at) continue;
    if (!left) [at, left] = [(first + last) >> 1, CUTS_OF_HALF];
    kept[at] = 1;
    waiting.push([first, at, left - 1], [at, last, left - 1]);
  }
  return line.filter((_, n) => kept[n]);
}

/** @param {Pair[]} line @param {number} least */
function thinned(line, least) {
  const kept = [line[0]];
  for (const point of line.slice(1, -1)) {
    if (distance(point, kept.at(-1)) >= least) kept.push(point);
  }
  return [...kept, ...line.slice(1).slice(-1)];
}

// Cuts each corner once, by `most` at most, for dashes fray at sharp ones (after Chaikin, 1974).
/** @param {Pair[]} line @param {number} most @returns {Pair[]} */
function smoothed(line, most) {
  const inner = line.slice(1, -1).flatMap((corner, n) => {
    const ends = [line[n], line[n + 2]].map((other) => between(corner, other, CORNER_SHARE));
    const away = Math.sqrt(squaredDistance(corner, ends[0], ends[1]));
    return away <= most ? ends : ends.map((end) => between(corner, end, most / away));
  });
  return [line[0], ...inner, ...line.slice(1).slice(-1)];
}

/** @param {Pair[]} line @param {number} by @returns {Pair[]} */
function offsetLeft(line, by) {
  const lefts = line.slice(1).map(([x, y], n) => {
    const size = distance([x, y], line[n]) || 1;
    return [(y - line[n][1]) / size, (line[n][0] - x) / size]; // y grows downwards
  });
  return line.map(([x, y], n) => {
    const [before, after] = [lefts[Math.max(n - 1, 0)], lefts[Math.min(n, lefts.length - 1)]];
    const [right, down] = [before[0] + after[0], before[1] + after[1]];
    const size = Math.hypot(right, down);
    if (size < TURNS_BACK) return [x + after[0] * by, y + after[1] * by];
    const mitre = (by * Math.min(2 / size, LONGEST_MITRE)) / size;
    return [x + right * mitre, y + down * mitre];
  });
}

/** @param {Pair} from @param {Pair} to */
export function distance([x, y], [toX, toY]) {
  return Math.hypot(toX - x, toY - y);
}

/**
 * Return the point at a share of the way from one to another.
 *
 * @param {Pair} from
 * @param {Pair} to
 * @param {number} share
 * @returns {Pair}
 */
export function between([x, y], [toX, toY], share) {
  return [x + share * (toX - x), y + share * (toY - y)];
}

/**
 * Return the square of the distance between a point and the segment from `start` to `end`.
 *
 * @param {Pair} point
 * @param {Pair} start
 * @param {Pair} end
 */
export function squaredDistance(point, start, end) {
  const [x, y] = nearestPoint(point, start, end);
  return (point[0] - x) ** 2 + (point[1] - y) ** 2;
}

/** @param {Pair} point @param {Pair} start @param {Pair} end @returns {Pair} */
function nearestPoint([x, y], start, end) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const squared = dx * dx + dy * dy;
  if (!squared) return start;
  const share = ((x - start[0]) * dx + (y - start[1]) * dy) / squared;
  return between(start, end, Math.min(Math.max(share, 0), 1));
}

/**
 * Return the point of a line that is nearest to another point.
 *
 * @param {Pair[]} line
 * @param {Pair} point
 * @returns {Pair}
 */
export function nearestOf(line, point) {
  let [best, away] = [line[0], Infinity];
  for (let n = 1; n < line.length; n += 1) {
    const foot = nearestPoint(point, line[n - 1], line[n]);
    const here = distance(point, foot);
    if (here < away) [best, away] = [foot, here];
  }
  return best;
}

/** @param {Pair[]} line */
export function lengthOf(line) {
  return line.slice(1).reduce((sum, point, n) => sum + distance(line[n], point), 0);
}
