// The page “What follows”: sliders of speeds, and every bound that follows at them, told anew.

import { told } from "./bound_dates.js";
import { BoundList, noteOf } from "./bound_list.js";
import { filled, numberText, plain } from "./bound_words.js";
import { whatFollows } from "./time_bounds.js";

const TOLD_AFTER_MS = 500; // a screen reader hears of the last of many steps

/**
 * @typedef {import("./bound_words.js").Spoken} Spoken
 * @typedef {import("./bound_dates.js").Told} Told
 */

/**
 * Have the sliders of a page work; Python has told what follows at those of the tables.
 *
 * @param {HTMLElement} root
 */
export function follow(root) {
  /** @type {Spoken & { modes: (number | null)[] }} */
  const stated = JSON.parse(part(root, "network").textContent);
  /** @type {HTMLInputElement[]} */
  const sliders = Array.from(root.querySelectorAll("[data-speed-of]"));
  const atFirst = sliders.map(({ value }) => value);
  const many = Number(root.dataset.shownAtOnce);
  const reset = /** @type {HTMLButtonElement | null} */ (part(root, "reset"));
  const more = part(root, "more");
  const list = new BoundList(part(root, "bounds"), stated);
  let most = many;
  let isAwaited = false;
  let telling = 0;

  const speedOf = (/** @type {HTMLInputElement} */ { value, max }) => (value === max ? null : Number(value));

  function show() {
    isAwaited = false;
    const found = whatFollows(stated, sliders.map(speedOf));
    const bounds = told(found.bounds, stated);
    /** @type {Map<number, Told[]>} */
    const groups = new Map();
    for (const each of bounds) {
      const { stop } = each.bound;
      if (groups.has(stop)) groups.get(stop).push(each);
      else groups.set(stop, [each]);
    }
    list.show(new Map([...groups].slice(0, most)));
    part(root, "contradictions").replaceChildren(...found.contradictions.map((each) => noteOf(each, stated)));
    more.hidden = groups.size <= most;
    if (!more.hidden) more.textContent = filledIn("follows_more", { number: groups.size - most });
    const summary = summaryOf(bounds, found.contradictions.length > 0);
    part(root, "summary").textContent = summary;
    clearTimeout(telling);
    telling = window.setTimeout(() => {
      part(root, "told").textContent = summary;
    }, TOLD_AFTER_MS);
  }

  /** @param {Told[]} bounds @param {boolean} isContradicted */
  function summaryOf(bounds, isContradicted) {
    if (isContradicted) return stated.words.follows_no_bounds;
    if (!bounds.length) return stated.words.follows_nothing;
    const assumed = bounds.filter(({ grounds }) => grounds.travel.size).length;
    return filledIn("follows_told", { number: bounds.length, assumed });
  }

  /** @param {string} key @param {Record<string, number>} numbers */
  function filledIn(key, numbers) {
    const values = Object.entries(numbers).map(([name, number]) => [name, [numberText(number, stated)]]);
    return plain(filled(stated.words[key], Object.fromEntries(values)));
  }

  function showSpeeds() {
    for (const slider of sliders) {
      const speed = speedOf(slider);
      const words = speed === null ? stated.words.follows_any_speed : filledIn("follows_at_most", { speed });
      slider.setAttribute("aria-valuetext", words);
      slider.nextElementSibling.textContent = words;
    }
    if (reset) reset.disabled = sliders.every(({ value }, number) => value === atFirst[number]);
    if (!isAwaited) requestAnimationFrame(show);
    isAwaited = true;
  }

  for (const slider of sliders) slider.addEventListener("input", showSpeeds);
  reset?.addEventListener("click", () => {
    for (const [number, slider] of sliders.entries()) slider.value = atFirst[number];
    showSpeeds();
    sliders[0].focus(); // for the button can no longer be pressed
  });
  more.addEventListener("click", () => {
    most += many;
    show();
  });
  show();
}

/** @param {HTMLElement} root @param {string} name @returns {HTMLElement} */
function part(root, name) {
  return root.querySelector(`[data-follows-${name}]`);
}
