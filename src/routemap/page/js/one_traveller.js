// Who travels alone is always shown, and followed: what stands in for travellers.js.

/** @typedef {import("./stop_mark.js").StopMark} StopMark */

export class OneTraveller {
  followed = 0;
  who = "";
  reach = 1;
  paints = ["mark"]; // of dots

  isDimmed() {
    return false;
  }

  adopt() {}

  of() {
    return "";
  }

  lookOf() {
    return "";
  }

  shape() {}

  paintOf() {
    return this.paints[0];
  }

  name() {}

  /** @returns {import("./types.js").Pair[]} */
  row() {
    return [];
  }

  reachInRow() {
    return 0;
  }

  join() {}

  /** @param {StopMark} mark */
  radiusOf({ state, view: { look } }) {
    return state === "current" ? look.disc_halo : look.disc + look.disc_edge;
  }

  // Whether a mark that stands so far from its place covers that.
  /** @param {StopMark} mark @param {number} far */
  covers({ view: { look } }, far) {
    return far <= (look.disc + look.disc_edge) * 1.01;
  }

  /** @param {string} words  of a moment */
  told(words) {
    return words;
  }
}
