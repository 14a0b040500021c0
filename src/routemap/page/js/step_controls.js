// Slider, ticks, buttons and Play of a page: they choose a moment and always show the chosen one.

import { momentAfter } from "./stepping.js";
import { fitTicks } from "./ticks.js";

const PLAY_MS = 3500;

export class Stepper {
  /**
   * @param {(number: number) => string} wordsOf  names a moment for screen readers
   * @param {(number: number) => void} onStep  hears of each choice
   */
  constructor(wordsOf, onStep) {
    this.wordsOf = wordsOf;
    this.onStep = onStep;
    /** @type {HTMLInputElement | null} */
    this.slider = document.querySelector("#moment");
    this.ticks = [...document.querySelectorAll(".tick")];
    /** @param {string} does @returns {HTMLElement | null} */
    const button = (does) => document.querySelector(`.steps [data-does=${does}]`);
    const [previous, play, next] = ["previous", "play", "next"].map(button);
    this.buttons = { previous, play, next };
    this.first = Number(this.slider?.min ?? 0);
    this.last = Number(this.slider?.max ?? 0);
    this.number = this.first;
    this.timer = 0;
    /** @type {((key: string) => boolean) | null}  of a story that has more pages than one */
    this.turnPage = null;
    this.playWord = play?.querySelector("span").textContent;
    previous?.addEventListener("click", () => this.press("ArrowLeft"));
    next?.addEventListener("click", () => this.press("ArrowRight"));
    play?.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.slider?.addEventListener("input", () => this.choose(Number(this.slider.value)));
    if (this.ticks.length) fitTicks(this.slider.parentElement); // which holds them, too
  }

  /** @param {string} key  one that steps */
  press(key) {
    if (this.turnPage?.(key)) return this.pause();
    this.choose(momentAfter(key, this));
  }

  /** @param {number} number */
  choose(number) {
    this.pause();
    if (number !== this.number) this.onStep(number);
  }

  // Who chose has shown the moment already; here is only what says so.
  /** @param {number} number */
  show(number) {
    this.number = number;
    if (!this.slider) return;
    this.slider.value = String(number);
    const share = (number - this.first) / (this.last - this.first);
    this.slider.style.setProperty("--done", `${share * 100}%`);
    this.slider.setAttribute("aria-valuetext", this.wordsOf(number));
    for (const [n, tick] of this.ticks.entries()) {
      tick.classList.toggle("now", n === number);
      tick.classList.toggle("past", n < number);
    }
    // A disabled button would lose the focus, and with it the next key.
    this.buttons.previous.setAttribute("aria-disabled", String(number === this.first));
    this.buttons.next.setAttribute("aria-disabled", String(number === this.last));
  }

  play() {
    if (this.number === this.last) this.onStep(this.first);
    this.timer = window.setInterval(() => {
      if (this.turnPage?.("ArrowRight")) return;
      this.onStep(this.number + 1);
      if (this.number === this.last) this.pause();
    }, PLAY_MS);
    this.showPlaying();
  }

  pause() {
    if (!this.timer) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  showPlaying() {
    const { play } = this.buttons;
    play.classList.toggle("is-playing", Boolean(this.timer));
    play.querySelector("span").textContent = this.timer ? play.dataset.pause : this.playWord;
  }
}
