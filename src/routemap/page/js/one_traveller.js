// Who travels alone is always shown, and followed: what stands in for travellers.js.

export class OneTraveller {
  followed = 0;
  who = "";

  isDimmed() {
    return false;
  }

  isKept() {
    return false;
  }

  adopt() {}

  /** @param {string} words  of a moment */
  told(words) {
    return words;
  }
}
