// The presenter's window: notes, this moment and the next, a clock and a stopwatch, away from what the
// class sees. It has neither script nor address of its own, and is filled from here: so it works from a
// disk, too, and shows what the presentation shows.

const FEATURES = "popup,width=960,height=720";
const TICK_MS = 250;
const MINUTE_S = 60;
const HOUR_S = 3600;

export class PresenterWindow {
  /**
   * @param {HTMLElement} box  holds the moments, one of which is shown
   * @param {(event: KeyboardEvent) => void} onKey  takes the keys that are pressed there
   * @param {(key: string) => void} press  steps
   */
  constructor(box, onKey, press) {
    this.box = box;
    this.onKey = onKey;
    this.press = press;
    /** @type {HTMLTemplateElement} */
    this.template = document.querySelector("[data-presenter]");
    /** @type {Window | null} */
    this.window = null;
    this.timer = 0;
    // What the stopwatch has counted up to its last stop, and since when it runs, in milliseconds.
    this.counted = 0;
    this.since = 0;
    this.page = "";
    window.addEventListener("pagehide", () => this.window?.close());
  }

  get isOpen() {
    return Boolean(this.window && !this.window.closed);
  }

  // Opens the window, or brings it to the front; tells whether the browser has let it.
  open() {
    if (this.isOpen) {
      this.window.focus();
      return true;
    }
    this.window = window.open("", "", FEATURES);
    if (this.window) this.fill();
    return this.isOpen;
  }

  fill() {
    const { document: page } = this.window;
    const { lang, dir } = document.documentElement;
    Object.assign(page.documentElement, { lang, dir });
    page.title = this.template.dataset.presenter;
    /** @type {NodeListOf<HTMLLinkElement>} */
    const styles = document.querySelectorAll("link[rel=stylesheet]");
    for (const { href } of styles) {
      page.head.append(Object.assign(page.createElement("link"), { rel: "stylesheet", href }));
    }
    page.body.className = "presenter";
    page.body.append(page.importNode(this.template.content, true));
    page.addEventListener("keydown", (event) => this.onOwnKey(event));
    /** @param {string} does @param {() => void} act */
    const button = (does, act) => this.find(`[data-does=${does}]`).addEventListener("click", act);
    button("presenter-previous", () => this.press("ArrowLeft"));
    button("presenter-next", () => this.press("ArrowRight"));
    button("stopwatch", () => this.startOrStop());
    button("stopwatch-back", () => this.restart());
    this.counted = 0;
    this.since = Date.now();
    window.clearInterval(this.timer); // of a window closed just now
    this.timer = window.setInterval(() => this.tick(), TICK_MS);
    this.tick();
    this.show();
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return this.window.document.querySelector(selector);
  }

  /** @param {KeyboardEvent} event */
  onOwnKey(event) {
    if (event.key === "Escape") this.window.close();
    // Only a key that is pressed in the presentation itself may make it fill the screen.
    else if (event.key.toLowerCase() !== "f") this.onKey(event);
  }

  toggleNotes() {
    const notes = this.find("[data-notes]");
    notes.hidden = !notes.hidden;
  }

  // Shows the moment that is shown, and the next.
  show() {
    if (!this.isOpen) return;
    /** @type {HTMLElement} */
    const moment = this.box.querySelector(".moment:not([hidden])");
    const next = /** @type {HTMLElement | null} */ (moment.nextElementSibling);
    const notes = moment.querySelector(".moment-notes");
    this.find("[data-notes]").replaceChildren(...copies(notes));
    this.find("[data-now]").replaceChildren(...copies(moment));
    this.find("[data-next]").replaceChildren(...copies(next));
    this.find("[data-after]").hidden = !next;
    this.showPage(this.page);
  }

  /** @param {string} page  "1/2" where the story has several */
  showPage(page) {
    this.page = page;
    if (this.isOpen) this.find("[data-page-now]").textContent = page;
  }

  tick() {
    if (!this.isOpen) {
      window.clearInterval(this.timer);
      this.timer = 0;
      return;
    }
    const { lang } = document.documentElement;
    this.find("[data-clock]").textContent = new Date().toLocaleTimeString(lang, { timeStyle: "short" });
    const running = this.since ? Date.now() - this.since : 0;
    this.find("[data-stopwatch]").textContent = lengthOfTime((this.counted + running) / 1000);
  }

  startOrStop() {
    if (this.since) this.counted += Date.now() - this.since;
    this.since = this.since ? 0 : Date.now();
    const button = this.find("[data-does=stopwatch]");
    const { start, stop } = button.dataset;
    button.textContent = this.since ? stop : start;
    this.tick();
  }

  restart() {
    this.counted = 0;
    if (this.since) this.since = Date.now();
    this.tick();
  }
}

/**
 * Return copies of what stands in a part of the page, as text to read: nothing in them can be followed,
 * and what is hidden there stays away.
 *
 * @param {Element | null} part
 */
function copies(part) {
  if (!part) return [];
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const hidden of copy.querySelectorAll("[hidden], .told, .badge-key, audio, video")) hidden.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const link of copy.querySelectorAll("a, button")) link.replaceWith(...link.childNodes);
  return [...copy.childNodes];
}

/** @param {number} seconds */
function lengthOfTime(seconds) {
  const whole = Math.floor(seconds);
  /** @param {number} part */
  const two = (part) => String(Math.floor(part)).padStart(2, "0");
  const hours = Math.floor(whole / HOUR_S);
  const minutes = (whole % HOUR_S) / MINUTE_S;
  return `${hours ? `${hours}:${two(minutes)}` : Math.floor(minutes)}:${two(whole % MINUTE_S)}`;
}
