// When a bound is told to be, no finer than it is known, and whether the tables say as much:
// as reasoning/telling.py has it.

/**
 * @typedef {import("./time_bounds.js").Bound} Bound
 * @typedef {import("./time_bounds.js").Grounds} Grounds
 * @typedef {[number | null, number | null]} Ends
 * @typedef {{ edtf: string, words: string, day: number | null, days: Ends }} End
 * @typedef {object} Premise  a date of a stop, whose `time` it is, or an event
 * @property {number} stop
 * @property {number | null} time
 * @property {Ends} span  minutes of UTC
 * @property {Ends} written  minutes by the clock that it was written by
 * @property {boolean} timed
 * @property {boolean} instant  whether its time of day is one of UTC
 * @property {Ends} days
 * @property {{ earliest: End | null, latest: End | null }} ends
 *
 * @typedef {import("./time_bounds.js").Stated & {
 *   premises: Premise[], zone_of: number[], zones: ([number, number][] | null)[], clock: [number, number] }} Dated
 * @typedef {{ bound: Bound, grounds: Grounds, end: End | null, local: number, clock: number | null }} Told
 *   as the end of a date, or else as minutes of a clock; `clock` is the stop by whose clock, null for its own
 */

const QUARTER = 15;
const DAY = 24 * 60;

/**
 * Return the bounds that say more than the row of their stop, and more than each other.
 *
 * @param {{ bound: Bound, grounds: Grounds }[]} bounds
 * @param {Dated} stated
 */
export function told(bounds, stated) {
  const own = new Map();
  for (const premise of stated.premises) if (premise.time !== null) own.set(premise.time, premise);
  const said = bounds.map((each) => toldOf(each, stated)).filter((each) => !isStated(each, own));
  const keys = new Set(said.map((each) => key(each.bound, each)));
  return said.filter((each) => !keys.has(key(twin(each.bound), each)));
}

/** @param {Bound | null} bound @param {Told} each */
function key(bound, { end, local }) {
  return bound && [bound.stop, bound.occasion, bound.side, bound.minutes, end ? end.edtf : local].join();
}

/** @param {Bound} bound @returns {Bound | null} */
function twin(bound) {
  const occasion = bound.side === "earliest" ? "arrival" : "departure";
  return bound.occasion === occasion ? null : { ...bound, occasion };
}

/** @param {{ bound: Bound, grounds: Grounds }} found @param {Dated} stated @returns {Told} */
function toldOf({ bound, grounds }, stated) {
  const { side, stop, minutes } = bound;
  const premise = stated.premises[grounds.dates[0]];
  const [zone, sourceZone] = [stop, premise.stop].map((each) => stated.zone_of[each]);
  const [offsets, sourceOffsets] = [zone, sourceZone].map((each) => stated.zones[each]);
  if (!grounds.travel.size && !premise.timed) {
    const end = premise.ends[side];
    const shown = offsets && sourceOffsets ? localMinutes(minutes, offsets, stated.clock) : null;
    const isSame = shown === null || end.day === null || Math.floor(shown / DAY) === end.day;
    return { bound, grounds, end, local: 0, clock: isSame ? null : premise.stop };
  }
  const isInstant = sourceOffsets || premise.instant;
  let clock = offsets && isInstant ? zone : sourceZone;
  let local = stated.zones[clock] ? localMinutes(minutes, stated.zones[clock], stated.clock) : null;
  const number = side === "earliest" ? 0 : 1;
  if (local === null) {
    clock = -1;
    local = premise.written[number] + minutes - premise.span[number];
  }
  const isOwn = stop === premise.stop || (clock === zone && !!stated.zones[clock]);
  return { bound, grounds, end: null, local: quarter(local, side), clock: isOwn ? null : premise.stop };
}

/** @param {number} minutes @param {[number, number][]} offsets @param {[number, number]} clock */
function localMinutes(minutes, offsets, clock) {
  if (minutes < clock[0] || minutes >= clock[1]) return null;
  return minutes + offsets.findLast(([from]) => from <= minutes)[1];
}

/** @param {number} minutes @param {import("./time_bounds.js").Side} side */
function quarter(minutes, side) {
  return Math.floor((side === "earliest" ? minutes : minutes + QUARTER - 1) / QUARTER) * QUARTER;
}

/** @param {Told} each @param {Map<number, Premise>} own */
function isStated({ bound, end }, own) {
  const row = own.get(2 * bound.stop + (bound.occasion === "departure" ? 1 : 0));
  const number = bound.side === "earliest" ? 0 : 1;
  if (!row || row.span[number] === null) return false;
  if (!end) return Math.abs(bound.minutes - row.span[number]) < QUARTER;
  const [told, stated] = [end.days[number], row.days[number]];
  if (number) return told === null || stated === null || told >= stated;
  return told === null || (stated !== null && told <= stated);
}
