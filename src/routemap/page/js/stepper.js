// Slider, ticks, buttons and Play of a page: they choose a moment and always show the chosen one.

import { fitTicks } from "./ticks.js";

const PLAY_MS = 3500;

// `wordsOf(number)` names a moment for screen readers; `onStep(number)` hears of each choice.
export class Stepper {
  constructor(page, wordsOf, onStep) {
    Object.assign(this, { wordsOf, onStep });
    this.slider = page.querySelector("#moment");
    this.ticks = [...page.querySelectorAll(".tick")];
    const button = (does) => page.querySelector(`.steps [data-does=${does}]`);
    this.buttons = { previous: button("previous"), play: button("play"), next: button("next") };
    this.first = Number(this.slider?.min ?? 0);
    this.last = Number(this.slider?.max ?? 0);
    this.timer = null;
    this.playWord = this.buttons.play?.querySelector("span").textContent;
    this.buttons.previous?.addEventListener("click", () => this.step(-1));
    this.buttons.next?.addEventListener("click", () => this.step(1));
    this.buttons.play?.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.slider?.addEventListener("input", () => this.choose(Number(this.slider.value)));
    if (this.ticks.length) fitTicks(this.slider);
  }

  step(by) {
    this.choose(Math.min(Math.max(this.number + by, this.first), this.last));
  }

  press(key) {
    const { number, first, last } = this;
    const moments = { ArrowLeft: number - 1, ArrowRight: number + 1, Home: first, End: last };
    this.choose(Math.min(Math.max(moments[key], first), last));
  }

  choose(number) {
    this.pause();
    if (number !== this.number) this.onStep(number);
  }

  // Who chose has shown the moment already; here is only what tells of it.
  tell(number) {
    this.number = number;
    if (!this.slider) return;
    this.slider.value = String(number);
    const share = (number - this.first) / (this.last - this.first);
    this.slider.style.setProperty("--done", `${share * 100}%`);
    this.slider.setAttribute("aria-valuetext", this.wordsOf(number));
    this.ticks.forEach((tick, n) => {
      tick.classList.toggle("now", n === number);
      tick.classList.toggle("past", n < number);
    });
    // A disabled button would lose the focus, and with it the next key.
    this.buttons.previous.setAttribute("aria-disabled", String(number === this.first));
    this.buttons.next.setAttribute("aria-disabled", String(number === this.last));
  }

  play() {
    if (this.number === this.last) this.onStep(this.first);
    this.timer = window.setInterval(() => {
      this.onStep(this.number + 1);
      if (this.number === this.last) this.pause();
    }, PLAY_MS);
    this.tellPlaying();
  }

  pause() {
    if (!this.timer) return;
    window.clearInterval(this.timer);
    this.timer = null;
    this.tellPlaying();
  }

  tellPlaying() {
    const { play } = this.buttons;
    play.classList.toggle("is-playing", Boolean(this.timer));
    play.querySelector("span").textContent = this.timer ? play.dataset.pause : this.playWord;
  }
}
