// Where keys lead: to another moment, or in a direction of the map.

/** @type {Record<string, [number, number]>} */
export const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * Return the moment to which a key that steps leads, within the first and the last.
 *
 * @param {string} key  as ArrowRight or Home
 * @param {{ number: number, first: number, last: number }} now
 */
export function momentAfter(key, { number, first, last }) {
  /** @type {Record<string, number>} */
  const moments = { ArrowLeft: number - 1, ArrowRight: number + 1, Home: first, End: last };
  return Math.min(Math.max(moments[key] ?? number, first), last);
}
