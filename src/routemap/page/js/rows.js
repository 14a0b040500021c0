// Which stops of several travellers stand in a row on their place, and which are joined to one mark:
// those who meet there. pictures/route.py does the same for paper.

/**
 * @typedef {import("./types.js").Content} Content
 * @typedef {import("./types.js").Look} Look
 * @typedef {import("./types.js").Pair} Pair
 */

export const MOST_IN_ROW = 6;
const PAIR = 2;
const ONE_PLACE_KM = 0.1;
const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

/**
 * Tell whether these are stops at which travellers are together.
 *
 * @param {number[]} stops
 * @param {Content} content
 */
export function areMet([first, ...others], { stops }) {
  const { met } = stops[first];
  return met !== undefined && others.every((other) => stops[other].met === met);
}

/**
 * Return how far aside each mark reaches in a row, in pixels, [] if they stand in none.
 *
 * All who meet may be at the stop at once, so that each has room for the mark of a current stop.
 *
 * @param {number[]} stops
 * @param {Content} content
 * @param {Look} look
 */
export function reachesInRow(stops, content, { disc, disc_current, disc_edge }) {
  const areJoined = areMet(stops, content);
  if (stops.length > MOST_IN_ROW || !(areJoined || isPairAtOnePlace(stops, content))) return [];
  // Of others one may be current, never both: each yields half of what it grows by.
  const radius = areJoined ? disc_current : (disc + disc_current) / 2;
  return stops.map((stop) => {
    const { half_width: half } = content.travellers[content.stops[stop].traveller ?? 0];
    return radius * half + disc_edge;
  });
}

/**
 * Return where marks stand edge to edge, from left to right, of which each reaches so far.
 *
 * @param {Pair} middle
 * @param {number[]} reaches
 * @returns {Pair[]}
 */
export function rowOf([x, y], reaches) {
  let left = x - reaches.reduce((sum, reach) => sum + reach, 0);
  return reaches.map((reach) => {
    const spot = left + reach;
    left = spot + reach;
    return [spot, y];
  });
}

/** @param {number[]} numbers @param {Content} content */
function isPairAtOnePlace(numbers, { stops }) {
  if (numbers.length !== PAIR || numbers.some((number) => stops[number].beyond)) return false;
  const [one, other] = numbers.map((number) => stops[number].at);
  const [north, east] = [0, 1].map((axis) => Math.sin(((other[axis] - one[axis]) * RADIANS) / 2) ** 2);
  const half = north + Math.cos(one[0] * RADIANS) * Math.cos(other[0] * RADIANS) * east;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half)) < ONE_PLACE_KM;
}
