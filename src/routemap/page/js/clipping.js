// Lines and outlines cut to what is in sight: of a coast close up, all but a few points lie so far
// off that no canvas could count their pixels. Points are [x, y, x, y, …].

/** @typedef {import("./types.js").Box} Box */

/**
 * Return the parts of a line within a box. By Liang and Barsky (1984), segment by segment.
 *
 * @param {ArrayLike<number>} line
 * @param {Box} box
 * @returns {number[][]}
 */
export function clippedLine(line, { left, top, right, bottom }) {
  /** @type {number[][]} */
  const parts = [];
  let isInside = false;
  for (let n = 2; n < line.length; n += 2) {
    const [ax, ay, bx, by] = [line[n - 2], line[n - 1], line[n], line[n + 1]];
    const [dx, dy] = [bx - ax, by - ay];
    let [from, to] = [0, 1];
    for (const [slope, room] of [
      [-dx, ax - left],
      [dx, right - ax],
      [-dy, ay - top],
      [dy, bottom - ay],
    ]) {
      if (slope < 0) from = Math.max(from, room / slope);
      else if (slope > 0) to = Math.min(to, room / slope);
      else if (room < 0) to = -1;
    }
    if (from > to) {
      isInside = false;
      continue;
    }
    if (!isInside || from > 0) parts.push([ax + from * dx, ay + from * dy]);
    parts.at(-1).push(ax + to * dx, ay + to * dy);
    isInside = to === 1;
  }
  return parts;
}

/**
 * Return an outline within a box, along whose edges it runs where it lay outside. By Sutherland and
 * Hodgman (1974), edge by edge.
 *
 * @param {ArrayLike<number>} ring  the last point the first again
 * @param {Box} box
 * @returns {number[]}
 */
export function clippedRing(ring, { left, top, right, bottom }) {
  let points = Array.from(ring);
  for (const [axis, sign, edge] of [
    [0, 1, left],
    [0, -1, -right],
    [1, 1, top],
    [1, -1, -bottom],
  ]) {
    const other = 1 - axis;
    /** @type {number[]} */
    const kept = [];
    for (let n = 0; n < points.length; n += 2) {
      const before = n ? n - 2 : points.length - 2;
      const [was, is] = [sign * points[before + axis] - edge, sign * points[n + axis] - edge];
      if (was < 0 !== is < 0) {
        const across = points[before + other] + (was / (was - is)) * (points[n + other] - points[before + other]);
        kept.push(...(axis ? [across, sign * edge] : [sign * edge, across]));
      }
      if (is >= 0) kept.push(points[n], points[n + 1]);
    }
    points = kept;
  }
  return points;
}
