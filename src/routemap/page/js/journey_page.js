// A page that needs no server: map, story, slider and address show one moment together.

import { scrollIntoSight, whenStyled } from "./browser.js";
import { tellHeight } from "./embedded.js";
import { isPlainClick, isStepKey } from "./input.js";
import { offerJump } from "./jump.js";
import { openMap } from "./open_map.js";
import { addressAt, arrivalAt, END, readQuery, whoIn, writeAddress } from "./page_address.js";
import { share } from "./sharing.js";
import { Stepper } from "./step_controls.js";
import { Stories } from "./stories.js";

/** @typedef {typeof import("./presentation.js").Presentation} PresentationClass */

const TAKES_KEYS = "input, textarea, select, dialog, .leaflet-container, .table-scroll";

/** @type {import("./types.js").Settings} */
let settings;

/**
 * Called by the journey's script (site.py), before it opens the map.
 *
 * @param {import("./types.js").Settings} given
 */
export function keepSettings(given) {
  settings = given;
}

/**
 * Open the page round a map.
 *
 * @param {L.Map} map
 * @param {PresentationClass} [Presentation]  where it is presented
 */
export function openPage(map, Presentation) {
  const frame = document.querySelector(".map-frame");
  const view = openMap(map, settings, frame);
  new Page(view, Presentation).adoptAddress(false);
  whenStyled(() => view.restyle());
  new ResizeObserver(() => view.restyle()).observe(map.getContainer()); // not the frame: below it a key may grow
  if (document.documentElement.dataset.mode === "embed") tellHeight();
}

class Page {
  /** @param {import("./route_view.js").RouteView} view @param {PresentationClass} [Presentation] */
  constructor(view, Presentation) {
    this.view = view;
    this.stories = new Stories();
    this.mode = document.documentElement.dataset.mode;
    /** @type {number | null} */
    this.number = null;
    /** @type {string | null} */
    this.stop = null;
    const { moments, stops, legs } = view.content;
    /** @param {number} number */
    const wordsOf = (number) => view.travellers.told(moments[number]?.text ?? this.stories.titleOf(number), number);
    this.stepper = new Stepper(wordsOf, (number) => this.choose(number, null));
    if (Presentation) this.presentation = new Presentation(view, this.stepper);
    view.map.on("stopclick", (/** @type {any} */ { number }) => this.openStop(stops[number].id));
    // Of each traveller there is one leg less than there are stops.
    view.map.on("legclick", (/** @type {any} */ { number }) => {
      this.openStop(stops[number + 1 + (legs[number].traveller ?? 0)].id);
    });
    /** @type {HTMLFormElement | null} */
    const jump = document.querySelector(".jump");
    view.map.on("whochange", () => this.keepWho());
    if (jump) offerJump(jump, moments, (number) => this.stepper.choose(number));
    document.addEventListener("click", (event) => this.followLink(event));
    document.addEventListener("keydown", (event) => this.stepByKey(event));
    window.addEventListener("popstate", () => this.adoptAddress());
    offerSharing();
  }

  adoptAddress(isAnnounced = true) {
    const { number, stop } = readQuery(window.location.search, this.view.content);
    const moment = Math.min(number ?? this.stepper.first, this.stepper.last);
    this.view.travellers.adopt(whoIn(window.location.search));
    if (this.number === moment && this.stop === stop) return; // a link within
    this.show(moment, stop, isAnnounced);
  }

  /** @param {number} number @param {string | null} stop */
  show(number, stop, isAnnounced = true) {
    this.number = number;
    this.stop = stop;
    this.view.show(number);
    this.stories.show(number, stop, isAnnounced);
    this.stepper.show(number);
    this.presentation?.adopt(number);
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("a[data-keeps-date]");
    for (const link of links) link.href = addressAt(link.href, this.stories.idOf(number), null, this.who);
  }

  // What the address calls the closing slide of a presentation.
  get end() {
    return this.number > 0 ? END : "";
  }

  get who() {
    return this.view.travellers.who;
  }

  keepWho() {
    this.show(this.number, this.stop, false);
    if (this.mode !== "embed") writeAddress(this.stories.idOf(this.number) || this.end, this.stop, this.who, false);
  }

  // A frame's address is nobody's to see.
  /** @param {number} number @param {string | null} stop */
  choose(number, stop) {
    this.show(number, stop);
    if (this.mode === "embed") return;
    writeAddress(this.stories.idOf(number) || this.end, stop, this.who, !this.stepper.timer);
  }

  /** @param {string} id */
  openStop(id) {
    const { stops, moments } = this.view.content;
    const stop = stops.find((each) => each.id === id);
    if (!stop) return;
    this.stepper.pause();
    this.choose(arrivalAt(stop, moments.length), this.mode === "present" ? null : id);
  }

  /** @param {MouseEvent} event */
  followLink(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || !isPlainClick(event)) return;
    const isMark = link.matches(".source-marks a");
    if (link.dataset.stop) {
      this.openStop(link.dataset.stop);
      scrollIntoSight(document.querySelector(".map-and-story"));
    } else if (isMark && this.mode === "present") {
      this.presentation.cite(decodeURIComponent(link.hash.slice(1)));
    } else if (isMark && this.mode === "embed") {
      /** @type {HTMLAnchorElement} */
      const whole = document.querySelector(".whole-page");
      window.open(whole.href.split("#")[0] + link.hash, "_blank", "noopener");
    } else if ("share" in link.dataset) {
      const date = this.stories.idOf(this.number);
      const address = addressAt(window.location.href.split("#")[0], date, this.stop, this.who);
      share(address, this.view.content.words);
    } else {
      return;
    }
    event.preventDefault();
  }

  // Arrow keys step when the focus is in neither map nor field.
  /** @param {KeyboardEvent} event */
  stepByKey(event) {
    if (this.mode === "present" || !isStepKey(event, TAKES_KEYS)) return;
    event.preventDefault();
    this.stepper.press(event.key);
  }
}

// From a disk there is nothing to share but the file.
function offerSharing() {
  if (window.location.protocol === "file:") return;
  document.querySelector("[data-share]")?.removeAttribute("hidden");
  /** @type {HTMLTextAreaElement | null} */
  const code = document.querySelector("[data-embed-code]");
  if (!code) return;
  const base = new URL("./", window.location.href).href;
  // Where an address begins: in a title its mark would be escaped.
  code.value = code.value.replace(/(src|href)="\{base\}/g, (_, name) => `${name}="${base}`);
  code.addEventListener("focus", () => code.select());
  document.querySelector(".embedding").removeAttribute("hidden");
}
