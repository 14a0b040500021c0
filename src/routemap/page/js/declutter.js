// Which stops of a long journey stand at one moment: the current one, and none too near to it. Where
// it is the first or the last, the other of the two stays. declutter.py does the same for paper.

import { distance } from "./drawn_line.js";

// `points`: [x, y] of all stops; `stands`: which stand at this zoom; `current`: a number or null.
export function standing(points, stands, current, apart) {
  if (current === null) return stands;
  const ends = [0, points.length - 1];
  const kept = ends.includes(current) ? ends : [current];
  return stands.map(
    (stand, n) => n === current || (stand && (kept.includes(n) || distance(points[n], points[current]) >= apart)),
  );
}
