// What must be true of a journey although nobody states it, with all that it rests on, at any
// speeds: as reasoning/bounds.py works it out.

import { contradiction, premisesOf, restingOn, solve } from "./time_network.js";

/**
 * @typedef {"earliest" | "latest"} Side
 * @typedef {{ speed: number, inferredMode: boolean, way: Way }} Travel  km/h
 * @typedef {{ km: number, measure: string, inferred: boolean, shortest: boolean, by: string }} Way
 * @typedef {{ dates: number[], travel: Map<number, Travel> }} Grounds  premises, and travel by mode
 * @typedef {{ stop: number, occasion: "arrival" | "departure", side: Side, minutes: number }} Bound
 * @typedef {Way & { earlier: number, later: number, mode: number, mode_inferred: boolean }} Leg
 * @typedef {object} Stated  what follows_network.py sends, as far as it bounds times
 * @property {number} size
 * @property {[number, number, number][]} not_before
 * @property {[number, number, number][]} not_after
 * @property {[number, number, number][]} links
 * @property {Leg[]} legs
 * @property {[number, number][]} tracks
 * @property {{ stop: number }[]} premises
 */

const MOST_CONTRADICTIONS = 10;
/** @type {Grounds} */
const NO_GROUNDS = { dates: [], travel: new Map() };
/** @type {Side[]} */
const SIDES = ["earliest", "latest"];

/**
 * Work out what must be true at the highest speeds that are assumed, null where none is.
 *
 * @param {Stated} stated
 * @param {(number | null)[]} speeds  km/h, by the number of the mode
 * @returns {{ bounds: { bound: Bound, grounds: Grounds }[], contradictions: Grounds[] }}
 */
export function whatFollows(stated, speeds) {
  const network = networkAt(stated, speeds);
  const found = solve(network);
  if (found.conflict) return { bounds: [], contradictions: contradictions(network, stated, speeds) };
  const reasons = SIDES.map((side) => reasonsOf(found[side], side, stated, speeds));
  const bounds = [];
  for (const [first, end] of stated.tracks) {
    for (let time = 2 * first + 1; time < 2 * end - 1; time++) {
      for (const [number, side] of SIDES.entries()) {
        const minutes = found[side].minutes[time];
        if (Number.isFinite(minutes) && found[side].links[time]) {
          bounds.push({ bound: boundOf(time, side, minutes), grounds: reasons[number](time) });
        }
      }
    }
  }
  return { bounds, contradictions: [] };
}

/** @param {number} time @param {Side} side @param {number} minutes @returns {Bound} */
function boundOf(time, side, minutes) {
  return { stop: Math.floor(time / 2), occasion: time % 2 ? "departure" : "arrival", side, minutes };
}

/** @param {Stated} stated @param {(number | null)[]} speeds */
function networkAt(stated, speeds) {
  const limits = (/** @type {[number, number, number]} */ [time, minutes, premise]) => ({ time, minutes, premise });
  const links = stated.links.map(([earlier, later, premise]) => ({ earlier, later, minutes: 0, premise, leg: -1 }));
  for (const [leg, { earlier, later, mode, km }] of stated.legs.entries()) {
    const speed = speeds[mode];
    if (speed === null) continue;
    const minutes = Math.floor((60 * km) / speed);
    links.push({ earlier, later, minutes, premise: stated.premises.length + mode, leg });
  }
  return { size: stated.size, notBefore: stated.not_before.map(limits), notAfter: stated.not_after.map(limits), links };
}

/**
 * Return contradictions at different stops, each without a premise too many.
 *
 * @param {import("./time_network.js").Network} network
 * @param {Stated} stated
 * @param {(number | null)[]} speeds
 */
function contradictions(network, stated, speeds) {
  const listed = [];
  let rest = network;
  while (listed.length < MOST_CONTRADICTIONS) {
    const found = contradiction(rest);
    if (!found) break;
    listed.push(groundsOf(found, stated, speeds));
    const stops = new Set([...premisesOf(found)].map((premise) => stated.premises[premise]?.stop));
    rest = restingOn(rest, {
      has: (premise) => premise >= stated.premises.length || !stops.has(stated.premises[premise].stop),
    });
  }
  return listed;
}

/**
 * Return what tells all that the bound of a time rests on, each worked out once.
 *
 * @param {import("./time_network.js").Reach} reach
 * @param {Side} side
 * @param {Stated} stated
 * @param {(number | null)[]} speeds
 */
function reasonsOf(reach, side, stated, speeds) {
  /** @type {Map<number, Grounds>} */
  const known = new Map();
  return (/** @type {number} */ asked) => {
    const way = [];
    let time = asked;
    for (let link = reach.links[time]; link && !known.has(time); link = reach.links[time]) {
      way.push({ passed: time, link });
      time = side === "earliest" ? link.earlier : link.later;
    }
    let grounds = known.get(time) ?? withPremise(NO_GROUNDS, reach.limits[time]?.premise ?? -1);
    for (const { passed, link } of way.reverse()) {
      grounds = withLink(grounds, link, stated, speeds);
      known.set(passed, grounds);
    }
    return grounds;
  };
}

/**
 * @param {import("./time_network.js").Conflict} found
 * @param {Stated} stated
 * @param {(number | null)[]} speeds
 * @returns {Grounds}
 */
function groundsOf({ limits, links }, stated, speeds) {
  /** @type {Grounds} */
  let grounds = NO_GROUNDS;
  for (const { premise } of limits.slice(0, 1)) grounds = withPremise(grounds, premise);
  for (const link of links) grounds = withLink(grounds, link, stated, speeds);
  for (const { premise } of limits.slice(1)) grounds = withPremise(grounds, premise);
  return grounds;
}

/**
 * @param {Grounds} grounds
 * @param {import("./time_network.js").Link} link
 * @param {Stated} stated
 * @param {(number | null)[]} speeds
 * @returns {Grounds}
 */
function withLink(grounds, link, stated, speeds) {
  if (link.leg < 0) return withPremise(grounds, link.premise);
  const leg = stated.legs[link.leg];
  const before = grounds.travel.get(leg.mode);
  const travel = new Map(grounds.travel);
  travel.set(leg.mode, {
    speed: speeds[leg.mode],
    inferredMode: leg.mode_inferred || !!before?.inferredMode,
    way: before ? added(before.way, leg) : leg,
  });
  return { dates: grounds.dates, travel };
}

/** @param {Grounds} grounds @param {number} premise @returns {Grounds} */
function withPremise(grounds, premise) {
  if (premise < 0 || grounds.dates.includes(premise)) return grounds;
  return { dates: [...grounds.dates, premise], travel: grounds.travel };
}

/** @param {Way} first @param {Way} second @returns {Way} */
function added(first, second) {
  const goesNowhere = (/** @type {Way} */ { measure }) => measure === "none" || measure === "stay";
  if (goesNowhere(first) || goesNowhere(second)) return goesNowhere(second) ? first : second;
  return {
    km: first.km + second.km,
    measure: first.measure === second.measure ? first.measure : "mixed",
    inferred: first.inferred || second.inferred,
    by: first.by === second.by ? first.by : "",
    shortest: first.shortest && second.shortest,
  };
}
