// Elements made and marked by hand, their text as text.

/** @type {import("./types.js").State[]} */
const STATES = ["ahead", "current", "visited"];

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 * @param {string} [lang]
 */
export function element(tag, className, text, lang) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  if (lang) made.lang = lang;
  made.dir = "auto";
  return made;
}

/**
 * Return text as Leaflet takes it for tooltips: as markup, in which outerHTML has escaped it.
 *
 * @param {string} text
 */
export function tooltip(text) {
  return element("span", "", text).outerHTML;
}

/**
 * Put words into the {places} of a sentence, as they are: `replace` would take "$&" in them for a
 * command, and a second one would look for places in what the first has put in.
 *
 * @param {string} sentence
 * @param {Record<string, string>} words
 */
export function fillIn(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => words[name] ?? place);
}

/**
 * @param {Element} target
 * @param {import("./types.js").State} state
 */
export function setState(target, state) {
  target.classList.remove(...STATES);
  target.classList.add(state);
}
