// Colours of the style sheet for what is drawn on a canvas, which knows no style sheet.

import { whenStyled } from "./browser.js";
import { element } from "./elements.js";

const CHANGES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/**
 * Return a function that reads the colour of a name, that of the class `ground-paint-…`.
 *
 * @param {HTMLElement} container
 * @param {string[]} names
 * @param {() => void} onChange  called when the look turns dark or light, or the reader's own colours
 *   are forced
 */
export function cssColours(container, names, onChange) {
  const probes = new Map(names.map((name) => [name, element("span", `ground-paint ground-paint-${name}`)]));
  for (const probe of probes.values()) probe.hidden = true;
  container.append(...probes.values());
  /** @type {Map<string, string>} */
  const known = new Map();
  const change = () => {
    known.clear();
    onChange();
  };
  for (const query of CHANGES) window.matchMedia(query).addEventListener("change", change);
  whenStyled(change);
  // The dashboard sets the look on the root element (dashboard_page.js).
  const observer = new MutationObserver(change);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return (/** @type {string} */ name) => {
    if (!known.has(name)) known.set(name, window.getComputedStyle(probes.get(name)).color);
    return known.get(name);
  };
}
