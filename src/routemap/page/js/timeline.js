// States of stops and legs: the same two numbers, compared the same way, as in timeline.py.

export function stateAt(span, moment) {
  if (moment < span[0]) return "ahead";
  return moment < span[1] ? "current" : "visited";
}

// Knows what changes at which moment, so that a step touches only that: the cost of a step
// follows the number of changes, not the length of the journey.
export class Changes {
  constructor(spans) {
    this.at = new Map();
    spans.forEach((span, number) => {
      for (const moment of new Set(span)) {
        if (!this.at.has(moment)) this.at.set(moment, []);
        this.at.get(moment).push(number);
      }
    });
  }

  // Numbers of what has another state at `to` than at `from`.
  between(from, to) {
    const changed = new Set();
    for (let moment = Math.min(from, to) + 1; moment <= Math.max(from, to); moment += 1) {
      for (const number of this.at.get(moment) || []) changed.add(number);
    }
    return changed;
  }
}
