// Leaflet's scale bar in the words and figures of a language, as pictures have it.

import { element } from "./elements.js";

/**
 * Return the bar's length in words: "200 m", "1,000 km".
 *
 * @param {number} metres
 * @param {import("./types.js").Content} content
 */
export function lengthText(metres, { words, language }) {
  const [word, count] = metres < 1000 ? [words.metres, metres] : [words.kilometres, metres / 1000];
  return word.replace("{number}", new Intl.NumberFormat(language).format(count));
}

/** @param {import("./types.js").Content} content @param {number} maxWidth  px */
export function scaleBar(content, maxWidth) {
  /** @type {any} */
  const bar = L.control.scale({ imperial: false, maxWidth });
  const label = element("span", "scale-label"); // beside the bar: it may be longer
  /** @param {number} most  metres that the widest bar spans */
  bar._updateMetric = (most) => {
    const metres = bar._getRoundNum(most);
    bar._updateScale(bar._mScale, "", metres / most);
    label.textContent = lengthText(metres, content);
    bar._mScale.after(label);
  };
  return bar;
}
