// Which stops stand as discs at one moment; the others are dots. declutter.py does the same for paper.

import { distance } from "./drawn_line.js";

/** @typedef {import("./types.js").Pair} Pair */

const BESIDE = 1.5; // two that touch move half of that distance apart at most, and must meet no third
const FEW = 6; // so many discs find room beside each other where they would touch

/**
 * Of a long journey: the current ones, and none too near to them. Only ends stay beside each other.
 *
 * @param {Pair[]} points  of all stops
 * @param {boolean[]} stands  which stand at this zoom
 * @param {Set<number>} current
 * @param {Set<number>} ends
 * @param {number} apart
 */
export function standing(points, stands, current, ends, apart) {
  /** @param {number} n */
  const isFree = (n) =>
    [...current].every((at) => (ends.has(n) && ends.has(at)) || distance(points[n], points[at]) >= apart);
  return stands.map((stand, n) => current.has(n) || (stand && isFree(n)));
}

/**
 * Of any other journey: all but those of a crowd, of which the ends stand, if they are a few, then in
 * the order of travel each that has room between those before, and each at the very place of one that
 * stands. Of more ends in a crowd each stands that has room, before all other stops. The current ones
 * take the place of those they would touch; an end that one would touch stands beside it, and what
 * would be in the way of the two gives way.
 *
 * @param {Pair[]} points  of all stops
 * @param {Set<number>} current
 * @param {Set<number>} ends
 * @param {number} near  discs nearer than that to each other hide each other's numbers
 * @param {number} apart  how far from each other those of a crowd stand
 */
export function thinnedCrowds(points, current, ends, near, apart) {
  const spots = [...new Map(points.map((point) => [String(point), point])).values()];
  const spotOf = new Map(spots.map((spot) => [String(spot), spot]));
  const own = points.map((point) => spotOf.get(String(point)));
  const found = crowds(spots, near).filter(({ length }) => length > FEW);
  const crowded = new Set(found.flat());
  const first = new Set([...ends].map((number) => own[number]));
  const many = found.filter((crowd) => crowd.filter((spot) => first.has(spot)).length > FEW).flat();
  const sure = [...first].filter((spot) => !many.includes(spot));
  /** @type {Pair[]} */
  let kept = [];
  for (const spot of new Set([...first, ...spots])) {
    const isFree = () => kept.every((at) => distance(spot, at) >= apart);
    if (sure.includes(spot) || !crowded.has(spot) || isFree()) kept.push(spot);
  }
  const held = new Set([...sure, ...[...current].map((number) => own[number])]);
  for (const here of held) {
    if (kept.includes(here)) continue;
    const beside = sure.filter((end) => distance(end, here) < near);
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

/**
 * Return which stops of a map stand as discs. From which zoom on those of a long journey do, content.py
 * says; larger marks need more room. Those of travellers who are dimmed are in nobody's way.
 *
 * @param {import("./route_view.js").RouteView} view
 * @param {Pair[]} places  of all stops
 * @param {number} zoom
 */
export function discsAt({ content, stops, current, ends, look, scale }, places, zoom) {
  const seen = stops.filter((stop) => !stop.isDimmed);
  const points = seen.map(({ number }) => places[number]);
  /** @param {Set<number>} numbers */
  const ofSeen = (numbers) => new Set([...seen.keys()].filter((n) => numbers.has(seen[n].number)));
  const touching = 2 * (look.disc + look.disc_edge);
  const shown = Math.max(zoom - Math.log2(scale), 0);
  const stands = content.is_long
    ? standing(
        points,
        seen.map(({ stop: { zoom: least = 0 } }) => shown >= least),
        ofSeen(current),
        ofSeen(ends),
        look.disc_apart,
      )
    : thinnedCrowds(points, ofSeen(current), ofSeen(ends), touching, touching + look.disc_between);
  const found = stops.map(() => !content.is_long);
  for (const [n, { number }] of seen.entries()) found[number] = stands[n];
  return found;
}
