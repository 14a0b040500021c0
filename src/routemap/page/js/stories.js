// The stories of all moments, which stand in the page: shows one, with the card of an opened stop,
// and tells screen readers of it.

export class Stories {
  constructor() {
    this.box = document.querySelector(".moments");
    /** @type {HTMLElement[]} */
    const moments = [...this.box.querySelectorAll(/** @type {any} */ (".moment"))];
    this.moments = new Map(moments.map((moment) => [Number(moment.dataset.moment), moment]));
    this.cards = document.querySelector(".stop-cards");
    this.status = document.querySelector("[data-announcement]");
  }

  /**
   * Show the story of a moment.
   *
   * @param {number} number
   * @param {string | null} stop  whose card is open
   * @param {boolean} isAnnounced
   */
  show(number, stop, isAnnounced) {
    const moment = this.moments.get(number);
    for (const other of this.moments.values()) other.hidden = other !== moment;
    // Not sooner: a moment that is seen by chance has its letters fetched.
    this.box.toggleAttribute("data-ready", true);
    this.box.querySelector(".moment > .story > .stop-card")?.remove();
    const card = stop && this.cards.querySelector(`[data-card-of="${CSS.escape(stop)}"] > .stop-card`);
    const story = moment.querySelector(".story");
    if (card && story) story.insertBefore(card.cloneNode(true), story.querySelector(":scope > .card"));
    this.box.scrollTop = 0;
    if (!isAnnounced) return;
    const announced = moment.querySelector(".told")?.textContent ?? this.titleOf(number);
    this.status.replaceChildren(announced.trim());
  }

  /** @param {number} number */
  titleOf(number) {
    return this.moments.get(number)?.querySelector(".slide-title, h2")?.textContent ?? "";
  }

  /** @param {number} number */
  idOf(number) {
    return this.moments.get(number)?.dataset.id ?? "";
  }
}
