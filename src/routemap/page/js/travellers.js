// Several travellers: who is shown, whom the view follows. A bundle of its own, which only pages of
// such journeys load; one_traveller.js stands in for it elsewhere.

import { areMet, reachesInRow, rowOf } from "./rows.js";

/**
 * @typedef {import("./route_view.js").RouteView} RouteView
 * @typedef {import("./stacks.js").Group} Group
 * @typedef {import("./stop_mark.js").StopMark} StopMark
 */

const SVG = "http://www.w3.org/2000/svg";
const LOOKS = ["by-0", "by-1", "by-2", "by-3", "by-4", "by-5"];
const ABOVE_LEGS = 1e5; // of which the highest on the map has the lowest place in a pile
const MOST_TOLD = 6; // of those who arrive at once: as many as have marks at the slider

class Travellers {
  /** @param {RouteView} view */
  constructor(view) {
    this.view = view;
    this.all = view.content.travellers;
    this.reach = Math.max(...this.all.map(({ reach }) => reach));
    this.paints = LOOKS; // of dots
    this.joints = L.layerGroup().addTo(view.map); // round the marks of those who meet
    /** @type {Set<number>} */
    this.joined = new Set();
    this.shown = new Set(this.all.keys());
    /** @type {Map<string, number[]>} */
    this.placed = new Map(); // the stops at each place
    for (const [number, { at }] of view.content.stops.entries()) {
      const place = String(at);
      this.placed.set(place, [...(this.placed.get(place) ?? []), number]);
    }
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
    return !this.shown.has(traveller);
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
    if ((who ?? "") === this.who) return;
    const asked = (who ?? "").split(",").map((id) => this.all.findIndex((each) => each.id === id));
    const known = asked.filter((number) => number >= 0);
    this.show(known.length ? known : [...this.all.keys()]);
  }

  /** @param {import("./types.js").Stop} stop  whose name this ends */
  of({ traveller = 0 }) {
    return `, ${this.all[traveller].text}`;
  }

  // The class of what belongs to one of them.
  /** @param {number} [traveller] */
  lookOf(traveller = 0) {
    return LOOKS[this.all[traveller].look];
  }

  /** @param {import("./types.js").Stop} stop */
  paintOf({ traveller }) {
    return this.lookOf(traveller);
  }

  // A name that stops of several bear is nobody's.
  /** @param {StopMark[]} marks  named together, the one that bears the label first */
  name(marks) {
    const [{ label, stop: first }] = marks;
    label.classList.toggle(
      "of-several",
      marks.some(({ stop }) => stop.traveller !== first.traveller),
    );
  }

  /**
   * Give a mark the shape of its traveller: what is round it, its edge, and what is within.
   *
   * @param {HTMLElement} mark
   * @param {HTMLElement} disc
   * @param {import("./types.js").Stop} stop
   */
  shape(mark, disc, { traveller = 0 }) {
    mark.classList.add("of-traveller", this.lookOf(traveller));
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("viewBox", "-1 -1 2 2"); // in radii of a disc
    for (const part of ["shape-round", "shape-edge", "shape-within"]) made.append(this.path(traveller, part));
    disc.append(made);
  }

  // Where marks stand that stand in a row, none of others.
  /** @param {number[]} stops @param {import("./types.js").Pair} middle */
  row(stops, middle) {
    return rowOf(middle, reachesInRow(stops, this.view.content, this.view.look));
  }

  // How far from their place the outermost of those at one place stand in a row.
  /** @param {import("./types.js").LatLng} at */
  reachInRow(at) {
    return Math.max(0, ...this.row(this.placed.get(String(at)), [0, 0]).map(([x]) => Math.abs(x)));
  }

  /**
   * Return how far a mark reaches: a disc covers as much as the other shapes, whose corners are farther.
   *
   * @param {StopMark} mark
   */
  radiusOf({ state, number, stop: { traveller = 0 } }) {
    const { disc, disc_current, disc_edge, disc_halo, joint_now } = this.view.look;
    const { reach } = this.all[traveller];
    if (this.joined.has(number)) return disc_current * reach + disc_edge + joint_now;
    return state === "current" ? disc_current * (reach - 1) + disc_halo : disc * reach + disc_edge;
  }

  // Marks that are joined are one, which covers its place.
  /** @param {StopMark} mark @param {number} far */
  covers({ number, stop: { traveller = 0 } }, far) {
    const { disc, disc_edge } = this.view.look;
    return this.joined.has(number) || far <= (disc * this.all[traveller].reach + disc_edge) * 1.01;
  }

  // Makes one mark of those of travellers who meet: by a line round them, beneath them.
  /** @param {Group[]} groups */
  join(groups) {
    const { content, stops } = this.view;
    const joined = groups.filter(({ isRow, stops: inside }) => isRow && areMet(inside, content));
    this.joined = new Set(joined.flatMap(({ stops: inside }) => inside));
    for (const { icon, number } of stops) icon?.classList.toggle("joined", this.joined.has(number));
    this.joints.clearLayers();
    for (const group of joined) this.joints.addLayer(this.joint(group));
  }

  /** @param {Group} group */
  joint({ stops, middle: [x, y], spots }) {
    const { map, look, stops: marks } = this.view;
    const isNow = stops.some((number) => marks[number].state === "current");
    const made = document.createElementNS(SVG, "svg");
    const rims = { "joint-line": look.disc_edge + (isNow ? look.joint_now : look.joint), "joint-land": look.disc_edge };
    for (const [name, rim] of Object.entries(rims)) {
      for (const [n, number] of stops.entries()) {
        const [right, down] = [spots[n][0] - x, spots[n][1] - y];
        const drawn = this.path(marks[number].stop.traveller ?? 0, name);
        drawn.setAttribute("transform", `translate(${right} ${down}) scale(${look.disc_current})`);
        drawn.setAttribute("stroke-width", String((2 * rim) / look.disc_current)); // in radii
        made.append(drawn);
      }
    }
    const icon = L.divIcon({ html: /** @type {any} */ (made), className: "joint", iconSize: [0, 0] });
    const options = { icon, pane: "legs", interactive: false, keyboard: false, zIndexOffset: ABOVE_LEGS };
    return L.marker(map.layerPointToLatLng([x, y]), options);
  }

  /** @param {number} traveller @param {string} className */
  path(traveller, className) {
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("d", this.all[traveller].path);
    drawn.setAttribute("class", className);
    return drawn;
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
