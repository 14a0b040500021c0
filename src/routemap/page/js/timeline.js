// States of stops and legs: the same two numbers, compared the same way, as in timeline.py.

/** @typedef {import("./types.js").Span} Span */

/**
 * @param {Span} span
 * @param {number} moment
 * @returns {import("./types.js").State}
 */
export function stateAt([begin, end], moment) {
  if (moment < begin) return "ahead";
  return moment < end ? "current" : "visited";
}

/**
 * Knows what changes at which moment, so that a step touches only that: its cost follows the number
 * of changes, not the length of the journey.
 */
export class Changes {
  /** @param {Span[]} spans */
  constructor(spans) {
    /** @type {Map<number, number[]>} */
    this.at = new Map();
    for (const [number, span] of spans.entries()) {
      for (const moment of new Set(span)) {
        if (!this.at.has(moment)) this.at.set(moment, []);
        this.at.get(moment).push(number);
      }
    }
  }

  /**
   * Return the numbers of what has another state at one moment than at another.
   *
   * @param {number} from
   * @param {number} to
   */
  between(from, to) {
    /** @type {Set<number>} */
    const changed = new Set();
    for (let moment = Math.min(from, to) + 1; moment <= Math.max(from, to); moment += 1) {
      for (const number of this.at.get(moment) ?? []) changed.add(number);
    }
    return changed;
  }
}
