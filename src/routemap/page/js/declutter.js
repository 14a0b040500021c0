// Which stops stand as discs at one moment; the others are dots. declutter.py does the same for paper.

import { distance } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const BESIDE = 1.5; // two that touch move half of that distance apart at most, and must meet no third
const FEW = 6; // so many discs find room beside each other where they would touch

/**
 * Of a long journey: the current ones, and none too near to them. Where one is the first or the last,
 * the other of the two stays.
 *
 * @param {Pair[]} points  of all stops
 * @param {boolean[]} stands  which stand at this zoom
 * @param {Set<number>} current
 * @param {number} apart
 */
export function standing(points, stands, current, apart) {
  const ends = [0, points.length - 1];
  const kept = ends.some((end) => current.has(end)) ? ends : [];
  /** @param {Pair} point */
  const isFree = (point) => [...current].every((at) => distance(point, points[at]) >= apart);
  return stands.map((stand, n) => current.has(n) || (stand && (kept.includes(n) || isFree(points[n]))));
}

/**
 * Of any other journey: all but those of a crowd, of which the first and the last stop stand, then in
 * the order of travel each that has room between those before, and each at the very place of one that
 * stands. The current ones take the place of those they would touch; an end of the journey that one
 * would touch stands beside it, and what would be in the way of the two gives way.
 *
 * @param {Pair[]} points  of all stops
 * @param {Set<number>} current
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
  const held = new Set([...ends, ...[...current].map((number) => own[number])]);
  for (const here of held) {
    if (kept.includes(here)) continue;
    const beside = [...ends].filter((end) => distance(end, here) < near);
    const room = beside.length ? BESIDE * near : near;
    /** @param {Pair} spot */
    const isOff = (spot) => [here, ...beside].every((at) => distance(spot, at) >= room);
    kept = [here, ...kept.filter((spot) => held.has(spot) || isOff(spot))];
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
