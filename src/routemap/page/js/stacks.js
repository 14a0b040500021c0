// Discs of stops at one place or near it: side by side where there is room, else a stack of cards.
// Where they stand depends on no moment: only which cards lie on top. stacks.py does the same for paper.

import { distance } from "./drawn_line.js";
import { MOST_IN_ROW } from "./rows.js";

/**
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./types.js").State} State
 * @typedef {{ near: number, apart: number, step: number, ring: number, hair: number,
 *   beside: number }} Spacing
 *   distances in pixels: as in stacks.py
 * @typedef {{ stops: number[], middle: Pair, spots: Pair[] | null, isRow?: boolean }} Group  numbers in
 *   the order of travel; where their discs stand, null if they are a stack round the middle; whether
 *   that is the row that was asked for
 */

const MOST_CARDS = 4; // seen of a stack
const PAIR = 2;
const MOST_IN_RING = 6;
const HAIR_PX = 0.5;
const PAIR_TURNS = 4;
const RING_TURNS = 24;
const WIDER = [1, 1.4, 1.8];
const WIDEST = 3; // in radii of the smallest ring
const FIRST_IN_RING = (-3 * Math.PI) / 4;

/**
 * @param {import("./types.js").Look} look
 * @param {number} reach  that of the corners of marks that are no discs, in radii of the disc
 * @returns {Spacing}
 */
export function spacingOf({ disc, disc_current, disc_edge, disc_near, card_step, disc_round_place }, reach) {
  return {
    near: disc_near,
    apart: 2 * (disc * reach + disc_edge),
    step: card_step,
    ring: disc_round_place,
    hair: HAIR_PX,
    beside: 2 * (disc_current * reach + disc_edge),
  };
}

/**
 * Return the groups of two and more stops, and how each stands.
 *
 * @param {Map<number, Pair>} places  of each stop that has a disc, in the order of travel
 * @param {Pair[][]} lines  the legs: a ring of discs covers none of them
 * @param {Spacing} spacing
 * @param {(place: Pair) => boolean} hasRoom  whether a disc may stand there, whatever the others
 * @param {{ row: (stops: number[], middle: Pair) => Pair[] }} travellers  who say where marks stand that
 *   should rather stand edge to edge in one row on their place, else []
 * @returns {Group[]}
 */
export function discGroups(places, lines, spacing, hasRoom, travellers) {
  const groups = stacks(places, spacing);
  for (const [number, group] of groups.entries()) {
    if (group.stops.length === 1) continue;
    const others = groups.filter((_, n) => n !== number).flatMap((each) => spotsOf(each, spacing));
    const own = group.stops.map((stop) => places.get(stop));
    /** @param {Pair} spot */
    const isApart = (spot) => hasRoom(spot) && others.every((other) => distance(spot, other) >= spacing.apart);
    const inRow = travellers.row(group.stops, group.middle);
    if (inRow.length && inRow.every(isApart)) {
      Object.assign(group, { spots: inRow, isRow: true });
      continue;
    }
    const isPair = own.length === PAIR;
    const fans = [...(isPair ? pairs : rings)(own, group.middle, spacing)];
    const reach = Math.max(0, ...fans.flat().map((spot) => distance(group.middle, spot)));
    const legs = isPair ? [] : segmentsNear(group.middle, lines, reach + spacing.apart / 2);
    /** @param {Pair} spot */
    const isFree = (spot) =>
      isApart(spot) && legs.every(([start, end]) => toSegment(spot, start, end) >= spacing.apart / 2);
    group.spots = fans.find((fan) => fan.every(isFree)) ?? null;
  }
  return groups.filter(({ stops }) => stops.length > 1);
}

/**
 * Return how the stops of a stack lie, in the order of travel: how far right of its middle, and how
 * many cards from the top. Several tops stand side by side. Stops before the first look out to their
 * left, the others to their right.
 *
 * @param {number} count
 * @param {number[]} tops
 * @param {number} step
 * @param {number} [beside]  from one top to the next
 */
export function cards(count, tops, step, beside = 0) {
  const [first] = tops;
  const aside = ((tops.length - 1) * beside) / 2;
  const rest = [...Array(count).keys()].filter((number) => number === first || !tops.includes(number));
  const seen = Math.min(rest.length, MOST_CARDS);
  const start = Math.min(Math.max(first - 1, 0), rest.length - seen);
  /** @param {number} n */
  const slotOf = (n) => Math.min(Math.max(n - start, 0), seen - 1);
  /** @param {number} n */
  const rightOf = (n) => (slotOf(n) - (seen - 1) / 2) * step + Math.sign(slotOf(n) - slotOf(first)) * aside;
  return Array.from({ length: count }, (_, number) => {
    const n = rest.indexOf(number);
    const top = tops.indexOf(number);
    if (top >= 0) return { right: rightOf(first) + top * beside - aside, depth: 0 };
    return { right: rightOf(n), depth: Math.abs(n - first) };
  });
}

/**
 * Return which of a stack lie on top: the current, else the last visited, else the first. Of more
 * current ones than stand in a row the first lies on top.
 *
 * @param {State[]} states  in the order of travel
 */
export function topCards(states) {
  const current = [...states.keys()].filter((number) => states[number] === "current");
  if (current.length) return current.length > MOST_IN_ROW ? [current[0]] : current;
  return [Math.max(states.lastIndexOf("visited"), 0)];
}

/**
 * Return where so many discs stand round their place while a stack is open: in rings, clockwise.
 *
 * @param {number} count
 * @param {Spacing} spacing
 * @param {number} apart  from one to the next
 * @returns {Pair[]}
 */
export function openRings(count, { ring }, apart) {
  /** @type {Pair[]} */
  const spots = [];
  for (let radius = Math.max(ring, apart); spots.length < count; radius += apart) {
    const most = Math.floor(Math.PI / Math.asin(apart / 2 / radius));
    const inRing = Math.min(most, count - spots.length);
    for (let n = 0; n < inRing; n += 1) spots.push(at([0, 0], radius, FIRST_IN_RING + (n * 2 * Math.PI) / inRing));
  }
  return spots;
}

/**
 * Return how far from their place so many discs at one place may stand.
 *
 * @param {number} count
 * @param {Spacing} spacing
 */
export function reachAside(count, { apart, step, ring }) {
  if (count < PAIR) return 0;
  if (count === PAIR) return apart / 2;
  if (count > MOST_IN_RING) return (step * (MOST_CARDS - 1)) / 2;
  return Math.max(ring, apart / 2 / Math.sin(Math.PI / count)) * WIDER.at(-1);
}

// Stops put together, the first two first, until no card is too near one of another group.
/** @param {Map<number, Pair>} places @param {Spacing} spacing @returns {Group[]} */
function stacks(places, spacing) {
  /** @param {number[]} stops @returns {Group} */
  const stack = (stops) => {
    const inside = [...stops].sort((a, b) => a - b);
    /** @param {number} axis */
    const mean = (axis) => inside.reduce((sum, stop) => sum + places.get(stop)[axis], 0) / inside.length;
    return { stops: inside, middle: [mean(0), mean(1)], spots: null };
  };
  const groups = [...places.keys()].map((stop) => stack([stop]));
  for (let found = tooNear(groups, spacing); found; found = tooNear(groups, spacing)) {
    const [one, other] = found;
    groups[one] = stack([...groups[one].stops, ...groups[other].stops]);
    groups.splice(other, 1);
  }
  return groups;
}

/** @param {Group[]} groups @param {Spacing} spacing @returns {Pair | null} */
function tooNear(groups, spacing) {
  const reach = spacing.near + (MOST_CARDS - 1) * spacing.step;
  for (const [one, a] of groups.entries()) {
    for (let other = one + 1; other < groups.length; other += 1) {
      const b = groups[other];
      if (distance(a.middle, b.middle) >= reach) continue;
      const there = spotsOf(b, spacing);
      if (spotsOf(a, spacing).some((spot) => there.some((each) => distance(spot, each) < spacing.near))) {
        return [one, other];
      }
    }
  }
  return null;
}

/** @param {Group} group @param {Spacing} spacing @returns {Pair[]} */
function spotsOf({ stops, middle: [x, y], spots }, { step }) {
  return spots ?? cards(Math.min(stops.length, MOST_CARDS), [0], step).map(({ right }) => [x + right, y]);
}

// Two discs touch, each still on its place: along the line between their places.
/** @param {Pair[]} own @param {Pair} middle @param {Spacing} spacing @returns {Generator<Pair[]>} */
function* pairs([[x, y], [toX, toY]], middle, { apart, hair }) {
  const isOnePlace = Math.hypot(toX - x, toY - y) < hair;
  const turns = isOnePlace ? PAIR_TURNS : 1;
  const start = isOnePlace ? 0 : Math.atan2(toY - y, toX - x);
  for (let turn = 0; turn < turns; turn += 1) {
    const angle = start + (turn * Math.PI) / turns;
    yield [-1, 1].map((side) => at(middle, (side * apart) / 2, angle));
  }
}

// Discs round their place, evenly or side by side; those of different places in the order in which
// these lie round their middle.
/** @param {Pair[]} own @param {Pair} middle @param {Spacing} spacing @returns {Generator<Pair[]>} */
function* rings(own, middle, { apart, ring, hair }) {
  const count = own.length;
  if (count > MOST_IN_RING) return;
  const wide = Math.max(...own.map((place) => distance(middle, place)));
  const order = [...own.keys()];
  let start = FIRST_IN_RING;
  if (wide >= hair) {
    const angles = own.map(([x, y]) => Math.atan2(y - middle[1], x - middle[0]));
    order.sort((a, b) => angles[a] - angles[b] || a - b);
    start = angles[order[0]];
  }
  const least = Math.max(ring + wide, apart / 2 / Math.sin(Math.PI / count));
  for (const radius of WIDER.map((wider) => least * wider)) {
    if (radius > WIDEST * ring) return;
    for (const spread of [(2 * Math.PI) / count, 2 * Math.asin(apart / 2 / radius)]) {
      for (let turn = 0; turn < RING_TURNS; turn += 1) {
        const first = start + (turn * 2 * Math.PI) / RING_TURNS;
        const spots = order.map((_, place) => at(middle, radius, first + place * spread));
        yield order.map((_, number) => spots[order.indexOf(number)]);
      }
    }
  }
}

/** @param {Pair} middle @param {number} radius @param {number} angle @returns {Pair} */
function at([x, y], radius, angle) {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}

/** @param {Pair} place @param {Pair[][]} lines @param {number} reach @returns {[Pair, Pair][]} */
function segmentsNear(place, lines, reach) {
  /** @type {[Pair, Pair][]} */
  const found = [];
  for (const line of lines) {
    for (let n = 1; n < line.length; n += 1) {
      if (toSegment(place, line[n - 1], line[n]) < reach) found.push([line[n - 1], line[n]]);
    }
  }
  return found;
}

/** @param {Pair} place @param {Pair} start @param {Pair} end */
function toSegment([x, y], [ax, ay], [bx, by]) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length : 0;
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}
