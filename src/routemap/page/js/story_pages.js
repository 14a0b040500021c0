// The pages of a story in a presentation: what has no room beside the map stands on the next page, so
// that nothing is cut and nothing passed over. The style sheet lays a moment out in columns as wide as
// its box; a page is one of them.

import { fillIn } from "./elements.js";

/** @type {Record<string, number>} */
const TURNS = { ArrowRight: 1, ArrowLeft: -1 };

export class StoryPages {
  /** @param {(page: string) => void} onPage  hears which page of how many is shown, "" of one alone */
  constructor(onPage) {
    this.onPage = onPage;
    /** @type {HTMLElement} */
    this.box = document.querySelector(".moments");
    /** @type {HTMLElement} */
    this.count = document.querySelector("[data-page]");
    this.number = 0;
    this.pages = 1;
    this.step = 1;
    // In a room nobody opens what is folded.
    for (const folded of this.box.querySelectorAll("details")) {
      folded.querySelector("summary").remove();
      folded.replaceWith(...folded.childNodes);
    }
    new ResizeObserver(() => this.measure()).observe(this.box);
    document.fonts.ready.then(() => this.measure());
    // A link that the keyboard comes to brings its page.
    this.box.addEventListener("scroll", () => this.show(Math.round(this.box.scrollLeft / this.step)));
  }

  /** @param {boolean} isLast  whether the last page is to be shown, where one goes back */
  adopt(isLast) {
    this.measure();
    this.show(isLast ? this.pages - 1 : 0);
  }

  measure() {
    /** @type {HTMLElement | null} */
    const moment = this.box.querySelector(".moment:not([hidden])");
    if (!moment?.clientWidth) return; // a question stands in its place
    const gap = parseFloat(getComputedStyle(moment).columnGap) || 0;
    this.step = moment.clientWidth + gap;
    this.pages = Math.max(Math.round((moment.scrollWidth + gap) / this.step), 1);
    this.show(this.number);
  }

  /** @param {number} number */
  show(number) {
    this.number = Math.min(Math.max(number, 0), this.pages - 1);
    this.box.scrollLeft = this.number * this.step;
    this.box.scrollTop = 0;
    const [page, pages] = [this.number + 1, this.pages].map(String);
    this.count.textContent = this.pages > 1 ? `${page}/${pages}` : "";
    this.onPage(this.count.textContent);
    this.count.setAttribute("aria-label", fillIn(this.count.dataset.page, { page, pages }));
  }

  /**
   * Turn to the next page or the one before; tells whether there was one.
   *
   * @param {string} key  one that steps
   */
  turn(key) {
    const number = this.number + (TURNS[key] ?? 0);
    if (number === this.number || number < 0 || number >= this.pages) return false;
    this.show(number);
    return true;
  }
}
