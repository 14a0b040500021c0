// The stories of all moments, which stand in the page: shows one, with the card of an opened stop,
// and tells screen readers of it.

export class Stories {
  constructor(page) {
    this.box = page.querySelector(".moments");
    this.moments = new Map();
    for (const moment of this.box.querySelectorAll(".moment")) {
      this.moments.set(Number(moment.dataset.moment), moment);
    }
    this.cards = page.querySelector(".stop-cards");
    this.status = page.querySelector("[data-announcement]");
    this.ids = [...this.moments.values()].map(({ dataset }) => dataset.id);
  }

  // Shows the story of a moment; `stop`: id of the stop whose card is open, null for none.
  show(number, stop, { isAnnounced }) {
    const moment = this.moments.get(number);
    for (const other of this.moments.values()) other.hidden = other !== moment;
    // Not sooner: a moment that is seen by chance has its letters fetched.
    this.box.toggleAttribute("data-ready", true);
    this.box.querySelector(".moment > .story > .stop-card")?.remove();
    const card = stop && this.cards.querySelector(`[data-card-of="${CSS.escape(stop)}"] > .stop-card`);
    const story = moment.querySelector(".story");
    if (card && story) story.insertBefore(card.cloneNode(true), story.querySelector(":scope > .card"));
    this.box.scrollTop = 0;
    if (isAnnounced) {
      const told = moment.querySelector(".told") ?? moment.querySelector(".slide-title, h2");
      this.status.replaceChildren(told ? told.textContent.trim() : "");
    }
  }

  // The number of the moment with this id (a date, "before", "after"), undefined if there is none.
  numberOf(id) {
    const found = [...this.moments].find(([, { dataset }]) => dataset.id === id);
    return found?.[0];
  }

  idOf(number) {
    return this.moments.get(number)?.dataset.id ?? "";
  }
}
