// Several travellers: who is shown, whom the view follows. A bundle of its own, which only pages of
// such journeys load; one_traveller.js stands in for it elsewhere.

/** @typedef {import("./route_view.js").RouteView} RouteView */

const MOST_TOLD = 6; // of those who arrive at once: as many as have marks at the slider

class Travellers {
  /** @param {RouteView} view */
  constructor(view) {
    this.view = view;
    this.all = view.content.travellers ?? [];
    this.shown = new Set(this.all.keys());
    this.followed = 0;
    /** @type {NodeListOf<HTMLElement>} */
    this.chips = view.furniture.querySelectorAll("[data-who]");
    /** @type {HTMLSelectElement | null} */
    this.choice = view.furniture.querySelector("[data-does=choose-followed]");
    for (const [number, chip] of this.chips.entries()) chip.addEventListener("click", () => this.toggle(number));
    this.choice?.addEventListener("change", () => this.choose([Number(this.choice.value), ...this.shown]));
  }

  /** @param {number} [traveller] */
  isDimmed(traveller = 0) {
    return this.all.length > 0 && !this.shown.has(traveller);
  }

  // Whose route stays as it is while the presentation asks where the one who is followed goes next.
  /** @param {number} [traveller] */
  isKept(traveller = 0) {
    return traveller !== this.followed;
  }

  /**
   * Return the words of a moment with who arrives where, as the marks at the slider tell it.
   *
   * @param {string} words
   * @param {number} moment
   */
  told(words, moment) {
    const arriving = this.view.stops.filter(({ stop }) => stop.span[0] === moment).map(({ text }) => text);
    const more = arriving.length - MOST_TOLD;
    return [words, ...arriving.slice(0, MOST_TOLD), ...(more > 0 ? [`+${more}`] : [])].join("; ");
  }

  // What the address says of them: the first is followed; nothing where all is as at first.
  get who() {
    const others = [...this.shown].filter((number) => number !== this.followed).sort((a, b) => a - b);
    const isUsual = this.followed === 0 && this.shown.size === this.all.length;
    return isUsual ? "" : [this.followed, ...others].map((number) => this.all[number].id).join(",");
  }

  /** @param {string | null} who  as in the address; whom it does not name is dimmed */
  adopt(who) {
    if (!this.all.length || (who ?? "") === this.who) return;
    const asked = (who ?? "").split(",").map((id) => this.all.findIndex((each) => each.id === id));
    const known = asked.filter((number) => number >= 0);
    this.show(known.length ? known : [...this.all.keys()]);
  }

  /**
   * Return the mark of a traveller: what is round it, its edge, and what is within.
   *
   * @param {number} traveller
   */
  shape(traveller) {
    const svg = "http://www.w3.org/2000/svg";
    const made = document.createElementNS(svg, "svg");
    made.setAttribute("viewBox", "-1 -1 2 2"); // in radii of a disc
    for (const part of ["shape-round", "shape-edge", "shape-within"]) {
      const drawn = document.createElementNS(svg, "path");
      drawn.setAttribute("d", this.all[traveller].path);
      drawn.setAttribute("class", part);
      made.append(drawn);
    }
    return made;
  }

  /** @param {number} number */
  toggle(number) {
    const shown = [this.followed, ...this.shown];
    // None dimmed says the same as all dimmed, and shows more.
    const left = this.shown.has(number) ? shown.filter((each) => each !== number) : [...shown, number];
    this.choose(left.length ? left : [...this.all.keys()]);
  }

  /** @param {number[]} shown  the one to follow first */
  choose(shown) {
    this.show(shown);
    this.view.map.fire("whochange", { who: this.who });
  }

  /** @param {number[]} shown  the one to follow first */
  show(shown) {
    [this.followed] = shown;
    this.shown = new Set(shown);
    for (const [number, chip] of this.chips.entries())
      chip.setAttribute("aria-pressed", String(this.shown.has(number)));
    this.choice.value = String(this.followed);
    this.view.redress();
  }
}

/** @type {any} */ (window).routemapTravellers = Travellers;
