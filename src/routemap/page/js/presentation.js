// A presentation: keys, clickers and swipes step; blank screen, notes, full screen, list of keys.

import { memory, reducedMotion, toggleFullScreen } from "./browser.js";
import { PresenterWindow } from "./presenter_window.js";
import { Quiz } from "./quiz.js";
import { DIRECTIONS } from "./stepping.js";
import { StoryPages } from "./story_pages.js";

const SWIPE_PX = 60;
const WANDER_PX = 160;
const PRESSED_BY_KEY = "button, a, .stop, summary";

/** @typedef {() => void} Act */

const lettersOff = memory("localStorage", "routemap-letter-keys-off");

export class Presentation {
  /**
   * @param {import("./route_view.js").RouteView} view
   * @param {import("./step_controls.js").Stepper} stepper
   */
  constructor(view, stepper) {
    this.view = view;
    this.stepper = stepper;
    /** @param {string} selector @returns {HTMLElement} */
    const find = (selector) => document.querySelector(selector);
    this.box = find(".moments");
    this.blanket = find(".blank");
    this.notes = find("aside.notes");
    this.leaveLink = find("[data-leave]");
    this.dialog = /** @type {HTMLDialogElement} */ (find(".keys-dialog[aria-labelledby]"));
    this.letters = /** @type {HTMLInputElement} */ (find("[data-letter-keys]"));
    this.letters.checked = !lettersOff.isSet();
    this.letters.addEventListener("change", () => lettersOff.set(!this.letters.checked));
    /** @param {string} does @param {Act} act */
    const tool = (does, act) => {
      const button = find(`.tools [data-does=${does}]`);
      button.addEventListener("click", act);
      return button;
    };
    this.wanderButton = tool("wander-back", () => this.wanderBack());
    this.notesButton = tool("notes", () => this.toggleNotes());
    tool("blank", () => this.blank(true));
    tool("full-screen-slide", toggleFullScreen).hidden = !document.fullscreenEnabled;
    tool("keys", () => this.dialog.showModal());
    this.blanket.addEventListener("click", () => this.blank(false));
    this.quiz = new Quiz(view, stepper);
    this.presenter = new PresenterWindow(
      this.box,
      (event) => this.onKey(event),
      (key) => stepper.press(key),
    );
    this.blocked = find("[data-blocked]");
    tool("presenter", () => this.openPresenter());
    this.pages = new StoryPages((page) => this.presenter.showPage(page));
    this.moment = stepper.number;
    stepper.turnPage = (key) => !this.quiz.isOn && this.pages.turn(key);
    this.source = /** @type {HTMLDialogElement} */ (find(".source-dialog"));
    // The arrow keys step here, wherever the focus is; the map is moved with Shift.
    view.map.keyboard.disable();
    view.map.on("moveend zoomend", () => this.showWandering());
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.listenToSwipes();
  }

  /**
   * Return what a key does; letters and signs can be switched off (WCAG 2.1.4).
   *
   * @param {KeyboardEvent} event
   * @returns {Act | undefined}
   */
  actionOf({ key, shiftKey }) {
    const { stepper } = this;
    const { map } = this.view;
    if (shiftKey && key in DIRECTIONS) {
      return () => map.panBy(L.point(DIRECTIONS[key]).multiplyBy(WANDER_PX), { animate: !reducedMotion() });
    }
    /** @type {Record<string, Act>} */
    const keys = {
      PageDown: () => stepper.press("ArrowRight"),
      " ": () => stepper.press(shiftKey ? "ArrowLeft" : "ArrowRight"),
      PageUp: () => stepper.press("ArrowLeft"),
      ArrowDown: () => this.pages.turn("ArrowRight"),
      ArrowUp: () => this.pages.turn("ArrowLeft"),
      Escape: () => this.leaveLink.click(), // in full screen the first one ends that, in the browser
    };
    for (const step of ["ArrowRight", "ArrowLeft", "Home", "End"]) keys[step] = () => stepper.press(step);
    /** @type {Record<string, Act>} */
    const letters = {
      b: () => this.blank(true),
      ".": () => this.blank(true), // what many clickers send
      f: toggleFullScreen,
      n: () => this.toggleNotes(),
      s: () => this.openPresenter(),
      w: () => this.quiz.toggle(),
      "?": () => this.dialog.showModal(),
      0: () => this.wanderBack(),
      "+": () => map.zoomIn(),
      "-": () => map.zoomOut(),
    };
    return keys[key] ?? (this.letters.checked ? letters[key.toLowerCase()] : undefined);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return; // it has keys of its own
    const act = this.blanket.hidden ? this.actionNow(event) : () => this.blank(false);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {KeyboardEvent} event */
  actionNow(event) {
    const target = /** @type {Element} */ (event.target);
    // Space and Enter press what has the focus.
    if (event.key === " " && target.closest(`${PRESSED_BY_KEY}, input[type=checkbox]`)) return undefined;
    if (event.key === "Enter" && target.closest(PRESSED_BY_KEY)) return undefined;
    return (this.quiz.isOn && this.quiz.actionOf(event)) || this.actionOf(event);
  }

  // Called after each step.
  /** @param {number} moment */
  adopt(moment) {
    this.quiz.adopt(moment);
    const notes = this.box.querySelector(".moment:not([hidden]) .moment-notes");
    this.notes.replaceChildren(...(notes ? notes.cloneNode(true).childNodes : []));
    this.pages.adopt(moment === this.moment - 1);
    this.presenter.show();
    this.moment = moment;
  }

  // Shows a source where it is cited.
  /** @param {string} id  of its entry on the closing slide */
  cite(id) {
    const entry = document.getElementById(id);
    if (!entry) return;
    this.source.querySelector("[data-source]").replaceChildren(...entry.cloneNode(true).childNodes);
    this.source.showModal();
  }

  wanderBack() {
    this.view.showWholeRoute();
    this.showWandering();
  }

  showWandering() {
    this.wanderButton.hidden = !this.view.movedByHand;
  }

  /** @param {boolean} isBlank */
  blank(isBlank) {
    this.blanket.hidden = !isBlank;
    /** @type {NodeListOf<HTMLElement>} */
    const parts = document.querySelectorAll(".page-head, main > :not(.blank)");
    for (const part of parts) part.inert = isBlank;
    if (isBlank) document.querySelector("[data-announcement]").textContent = this.blanket.textContent;
  }

  openPresenter() {
    this.blocked.hidden = this.presenter.open();
    if (this.presenter.isOpen && !this.notes.hidden) this.toggleOwnNotes();
  }

  // What only the presenter is to see stands in the presenter's window, if that is open.
  toggleNotes() {
    if (this.presenter.isOpen) this.presenter.toggleNotes();
    else this.toggleOwnNotes();
  }

  toggleOwnNotes() {
    this.notes.hidden = !this.notes.hidden;
    this.notesButton.setAttribute("aria-pressed", String(!this.notes.hidden));
  }

  listenToSwipes() {
    /** @type {Touch | null} */
    let from = null;
    const start = (/** @type {TouchEvent} */ { touches }) => {
      from = touches.length === 1 ? touches[0] : null;
    };
    const end = (/** @type {TouchEvent} */ { changedTouches: [to] }) => {
      if (from) this.swipe(to.clientX - from.clientX, to.clientY - from.clientY);
      from = null;
    };
    this.box.addEventListener("touchstart", start, { passive: true });
    this.box.addEventListener("touchend", end, { passive: true });
  }

  /** @param {number} right @param {number} down */
  swipe(right, down) {
    const isSwipe = Math.abs(right) > SWIPE_PX && Math.abs(right) > 2 * Math.abs(down);
    if (isSwipe) this.stepper.press(right < 0 ? "ArrowRight" : "ArrowLeft");
  }
}
