// Which stops stand as discs at one moment; the others are dots. declutter.py does the same for paper.

import { distance } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const BESIDE = 1.5; // two that touch move half of that distance apart at most, and must meet no third
const FEW = 6; // so many discs find room beside each other where they would touch

/**
 * Of a long journey: the current one, and none too near to it. Where it is the first or the last, the
 * other of the two stays.
 *
 * @param {Pair[]} points  of all stops
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

/**
 * Of any other journey: all but those of a crowd, of which the first and the last stop stand, then in
 * the order of travel each that has room between those before, and each at the very place of one that
 * stands. The current one takes the place of those it would touch; an end of the journey that it would
 * touch stands beside it, and what would be in the way of the two gives way.
 *
 * @param {Pair[]} points  of all stops
 * @param {number | null} current
 * @param {number} near  discs nearer than that to each other hide each other's numbers
 * @param {number} apart  how far from each other those of a crowd stand
 */
export function thinnedCrowds(points, current, near, apart) {
  const spots = [...new Map(points.map((point) => [String(point), point])).values()];
  const spotOf = new Map(spots.map((spot) => [String(spot), spot]));
  const own = points.map((point) => spotOf.get(String(point)));
  const crowded = new Set(
    crowds(spots, near)
      .filter(({ length }) => length > FEW)
      .flat(),
  );
  const ends = new Set([own[0], own.at(-1)]);
  /** @type {Pair[]} */
  let kept = [];
  for (const spot of new Set([...ends, ...spots])) {
    const isFree = () => kept.every((at) => distance(spot, at) >= apart);
    if (ends.has(spot) || !crowded.has(spot) || isFree()) kept.push(spot);
  }
  if (current !== null && !kept.includes(own[current])) {
    const here = own[current];
    const beside = [...ends].filter((end) => distance(end, here) < near);
    const room = beside.length ? BESIDE * near : near;
    /** @param {Pair} spot */
    const isOff = (spot) => [here, ...beside].every((at) => distance(spot, at) >= room);
    kept = [here, ...kept.filter((spot) => ends.has(spot) || isOff(spot))];
  }
  return own.map((spot) => kept.includes(spot));
}

// Places in groups: each is nearer than `near` to another of its group.
/** @param {Pair[]} spots @param {number} near */
function crowds(spots, near) {
  const left = new Set(spots);
  const found = [];
  for (const first of spots) {
    if (!left.delete(first)) continue;
    const crowd = [first];
    for (const spot of crowd) {
      for (const other of left) {
        if (distance(spot, other) >= near) continue;
        left.delete(other);
        crowd.push(other); // and is gone through in its turn
      }
    }
    found.push(crowd);
  }
  return found;
}
