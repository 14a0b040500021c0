// Which moment a key or a button leads to.

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
