// A network of times that bound each other, solved exactly, as reasoning/network.py does and in the
// same order, so that of two ways that bound as much both name the same.

/**
 * @typedef {{ time: number, minutes: number, premise: number }} Limit
 * @typedef {{ earlier: number, later: number, minutes: number, premise: number, leg: number }} Link
 *   `premise` is -1 where it lies in the order of the times; `leg` is -1 where none is travelled
 * @typedef {{ size: number, notBefore: Limit[], notAfter: Limit[], links: Link[] }} Network
 * @typedef {{ minutes: number[], limits: (Limit | null)[], links: (Link | null)[] }} Reach
 *   minutes are infinite where nothing bounds a time
 * @typedef {{ limits: Limit[], links: Link[] }} Conflict
 * @typedef {{ earliest?: Reach, latest?: Reach, conflict?: Conflict }} Solution  bounds, or why there are none
 */

/**
 * Return the exact bounds of all times, or what they contradict each other by.
 *
 * @param {Network} network
 * @returns {Solution}
 */
export function solve(network) {
  const onward = listsOf(network.size);
  const backward = listsOf(network.size);
  for (const link of network.links) {
    onward[link.earlier].push(link);
    backward[link.later].push(link);
  }
  const { order, rings } = inOrder(onward, backward);
  const ring = impossibleRing(rings, onward);
  if (ring.length) return { conflict: { limits: [], links: ring } };
  const earliest = reachOf(order, onward, network.notBefore, rings.length > 0, false);
  for (const limit of network.notAfter) {
    if (earliest.minutes[limit.time] > limit.minutes) {
      const { first, links } = wayTo(earliest, limit.time);
      return { conflict: { limits: [first, limit], links } };
    }
  }
  const latest = reachOf(order.reverse(), backward, network.notAfter, rings.length > 0, true);
  return { earliest, latest };
}

/**
 * Return a conflict that ends if any one of its premises is given up, null if there is none.
 *
 * @param {Network} network
 */
export function contradiction(network) {
  let { conflict } = solve(network);
  if (!conflict) return null;
  for (const premise of premisesOf(conflict)) {
    const others = premisesOf(conflict);
    if (others.delete(premise)) {
      const smaller = solve(restingOn(network, others));
      conflict = smaller.conflict ?? conflict;
    }
  }
  return conflict;
}

/** @param {Conflict} conflict */
export function premisesOf({ limits, links }) {
  const ofLimits = limits.map(({ premise }) => premise);
  const ofLinks = links.map(({ premise }) => premise).filter((premise) => premise >= 0);
  return new Set([...ofLimits.slice(0, 1), ...ofLinks, ...ofLimits.slice(1)]);
}

/**
 * Return the network with these premises alone, and with the order of the times.
 *
 * @param {Network} network
 * @param {{ has: (premise: number) => boolean }} premises
 * @returns {Network}
 */
export function restingOn({ size, notBefore, notAfter, links }, premises) {
  return {
    size,
    notBefore: notBefore.filter(({ premise }) => premises.has(premise)),
    notAfter: notAfter.filter(({ premise }) => premises.has(premise)),
    links: links.filter(({ premise }) => premise < 0 || premises.has(premise)),
  };
}

/** @param {number} size @returns {Link[][]} */
function listsOf(size) {
  return Array.from({ length: size }, () => /** @type {Link[]} */ ([]));
}

/** @param {Link[][]} onward @param {Link[][]} backward */
function inOrder(onward, backward) {
  const awaited = backward.map((links) => links.length);
  const order = [...awaited.keys()].filter((time) => !awaited[time]);
  for (const time of order) {
    // which grows
    for (const { later } of onward[time]) {
      awaited[later] -= 1;
      if (!awaited[later]) order.push(later);
    }
  }
  const rings = [...awaited.keys()].filter((time) => awaited[time]);
  return { order: [...order, ...rings], rings };
}

/**
 * @param {number[]} order
 * @param {Link[][]} steps
 * @param {Limit[]} limits
 * @param {boolean} hasRings
 * @param {boolean} isBack
 * @returns {Reach}
 */
function reachOf(order, steps, limits, hasRings, isBack) {
  const sign = isBack ? -1 : 1;
  const reached = new Array(steps.length).fill(-Infinity);
  const own = new Array(steps.length).fill(null);
  const by = new Array(steps.length).fill(null);
  for (const limit of limits) {
    if (sign * limit.minutes > reached[limit.time]) {
      reached[limit.time] = sign * limit.minutes;
      own[limit.time] = limit;
    }
  }
  while (pass(order, steps, reached, by, isBack) && hasRings);
  return {
    minutes: reached.map((each) => sign * each),
    limits: own.map((limit, time) => (by[time] ? null : limit)),
    links: by,
  };
}

/**
 * Carry each bound on along its links, in an order; return whether any changed.
 *
 * @param {number[]} order
 * @param {Link[][]} steps
 * @param {number[]} reached
 * @param {(Link | null)[]} by
 * @param {boolean} isBack
 */
function pass(order, steps, reached, by, isBack) {
  let hasChanged = false;
  for (const time of order) {
    for (const link of steps[time]) {
      const to = isBack ? link.earlier : link.later;
      const there = reached[time] + link.minutes;
      if (there > reached[to]) {
        reached[to] = there;
        by[to] = link;
        hasChanged = true;
      }
    }
  }
  return hasChanged;
}

/** @param {number[]} rings @param {Link[][]} onward @returns {Link[]} */
function impossibleRing(rings, onward) {
  const reached = new Array(onward.length).fill(0);
  const by = new Array(onward.length).fill(null);
  for (const _ of rings) if (!pass(rings, onward, reached, by, false)) return [];
  return rings.length && pass(rings, onward, reached, by, false) ? ringOf(by, rings) : [];
}

/** @param {(Link | null)[]} by @param {number[]} rings @returns {Link[]} */
function ringOf(by, rings) {
  for (const start of rings) {
    const way = new Map();
    let time = start;
    while (by[time] && !way.has(time)) {
      way.set(time, by[time]);
      time = by[time].earlier;
    }
    if (by[time]) {
      const times = [...way.keys()];
      return times
        .slice(times.indexOf(time))
        .reverse()
        .map((each) => way.get(each));
    }
  }
  return [];
}

/** @param {Reach} reach @param {number} time */
function wayTo(reach, time) {
  const links = [];
  for (let link = reach.links[time]; link; link = reach.links[link.earlier]) links.unshift(link);
  return { first: reach.limits[links.length ? links[0].earlier : time], links };
}
