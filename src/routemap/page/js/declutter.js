// Which stops of a long journey stand at one moment: the current one, and none too near to it. Where
// it is the first or the last, the other of the two stays. declutter.py does the same for paper.

import { distance } from "./drawn_line.js";

/**
 * @param {import("./types.js").Pair[]} points  of all stops
 * @param {boolean[]} stands  which stand at this zoom
 * @param {number | null} current
 * @param {number} apart
 */
export function standing(points, stands, current, apart) {
  if (current === null) return stands;
  const ends = [0, points.length - 1];
  const kept = ends.includes(current) ? ends : [current];
  return stands.map(
    (stand, n) => n === current || (stand && (kept.includes(n) || distance(points[n], points[current]) >= apart)),
  );
}
