// A presentation: keys, clickers and swipes step; blank screen, notes, full screen, list of keys.

import { reducedMotion } from "./browser.js";
import { Quiz } from "./quiz.js";

const SWIPE_PX = 60;
const WANDER_PX = 160;
const LETTERS_OFF = "routemap-letter-keys-off";

function remembersOff() {
  try {
    return Boolean(window.localStorage.getItem(LETTERS_OFF));
  } catch {
    return false; // who has forbidden cookies has no memory either
  }
}

function rememberOff(isOff) {
  try {
    if (isOff) window.localStorage.setItem(LETTERS_OFF, "yes");
    else window.localStorage.removeItem(LETTERS_OFF);
  } catch {
    // Asked again next time.
  }
}

export class Presentation {
  constructor(page, view, stepper) {
    Object.assign(this, { page, view, stepper });
    const find = (selector) => page.querySelector(selector);
    this.box = find(".moments");
    this.blanket = find(".blank");
    this.notes = find("aside.notes");
    this.dialog = find(".keys-dialog");
    this.letters = find("[data-letter-keys]");
    this.letters.checked = !remembersOff();
    this.letters.addEventListener("change", () => rememberOff(!this.letters.checked));
    const on = (does, act) => find(`.tools [data-does=${does}]`).addEventListener("click", act);
    on("wander-back", () => this.wanderBack());
    on("notes", () => this.toggleNotes());
    on("blank", () => this.blank(true));
    on("full-screen-slide", () => this.toggleFullScreen());
    on("keys", () => this.dialog.showModal());
    find(".tools [data-does=full-screen-slide]").hidden = !document.fullscreenEnabled;
    this.blanket.addEventListener("click", () => this.blank(false));
    this.asking = new Quiz(page, view, stepper);
    // The arrow keys step here, wherever the focus is; the map is moved with Shift.
    view.map.keyboard.disable();
    view.map.on("moveend zoomend", () => this.tellWandering());
    page.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("scroll", () => this.tellMore(), { passive: true });
    new ResizeObserver(() => this.tellMore()).observe(this.box);
    this.listenToSwipes();
  }

  // What each key does; letters and signs can be switched off (WCAG 2.1.4).
  actionOf(event) {
    const keys = {
      ArrowRight: () => this.stepper.step(1),
      PageDown: () => this.stepper.step(1),
      " ": () => this.stepper.step(event.shiftKey ? -1 : 1),
      ArrowLeft: () => this.stepper.step(-1),
      PageUp: () => this.stepper.step(-1),
      Home: () => this.stepper.choose(this.stepper.first),
      End: () => this.stepper.choose(this.stepper.last),
      ArrowDown: () => this.scroll(1),
      ArrowUp: () => this.scroll(-1),
      Escape: () => this.leave(),
    };
    const letters = {
      b: () => this.blank(true),
      ".": () => this.blank(true), // what many clickers send
      f: () => this.toggleFullScreen(),
      n: () => this.toggleNotes(),
      w: () => this.asking.toggle(),
      "?": () => this.dialog.showModal(),
      0: () => this.wanderBack(),
      "+": () => this.view.map.zoomIn(),
      "-": () => this.view.map.zoomOut(),
    };
    const wander = {
      ArrowRight: [WANDER_PX, 0],
      ArrowLeft: [-WANDER_PX, 0],
      ArrowDown: [0, WANDER_PX],
      ArrowUp: [0, -WANDER_PX],
    };
    if (event.shiftKey && event.key in wander) {
      return () => this.view.map.panBy(wander[event.key], { animate: !reducedMotion() });
    }
    if (event.key in keys) return keys[event.key];
    return this.letters.checked ? letters[event.key.toLowerCase()] : undefined;
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return; // it has keys of its own
    if (!this.blanket.hidden) {
      event.preventDefault();
      this.blank(false);
      return;
    }
    // Space and Enter press what has the focus.
    if (event.key === " " && event.target.closest("button, a, .stop, summary, input[type=checkbox]")) return;
    if (event.key === "Enter" && event.target.closest("button, a, .stop, summary")) return;
    const act = (this.asking.isOn && this.asking.actionOf(event)) || this.actionOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Called after each step.
  adopt(moment) {
    this.asking.adopt(moment);
    const shown = this.box.querySelector(".moment:not([hidden])");
    const notes = shown.querySelector(".moment-notes");
    this.notes.replaceChildren(...(notes ? notes.cloneNode(true).childNodes : []));
    this.tellMore();
  }

  scroll(direction) {
    this.box.scrollBy({
      top: direction * this.box.clientHeight * 0.7,
      behavior: reducedMotion() ? "auto" : "smooth",
    });
  }

  // Whether there is more of the story below.
  tellMore() {
    const { scrollTop, clientHeight, scrollHeight } = this.box;
    this.box.toggleAttribute("data-more", scrollTop + clientHeight < scrollHeight - 4);
  }

  wanderBack() {
    this.view.showWholeRoute();
    this.tellWandering();
  }

  tellWandering() {
    this.page.querySelector("[data-does=wander-back]").hidden = !this.view.movedByHand;
  }

  blank(isBlank) {
    this.blanket.hidden = !isBlank;
    for (const part of this.page.querySelectorAll(".page-head, main > :not(.blank)")) part.inert = isBlank;
    if (isBlank) this.page.querySelector("[data-announcement]").textContent = this.blanket.textContent;
  }

  toggleNotes() {
    this.notes.hidden = !this.notes.hidden;
    this.page.querySelector(".tools [data-does=notes]").setAttribute("aria-pressed", String(!this.notes.hidden));
  }

  toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }

  // In full screen the browser takes Esc for itself: the first one ends that.
  leave() {
    this.page.querySelector("[data-leave]").click();
  }

  listenToSwipes() {
    let from = null;
    this.box.addEventListener(
      "touchstart",
      ({ touches }) => {
        from = touches.length === 1 ? touches[0] : null;
      },
      { passive: true },
    );
    this.box.addEventListener(
      "touchend",
      ({ changedTouches: [to] }) => {
        if (!from) return;
        const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
        if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.stepper.step(x < 0 ? 1 : -1);
        from = null;
      },
      { passive: true },
    );
  }
}
