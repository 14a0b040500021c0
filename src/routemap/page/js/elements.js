// Elements made and marked by hand, their text as text.

const STATES = ["ahead", "current", "visited"];

export function element(tag, className, text, lang) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  if (lang) made.lang = lang;
  made.dir = "auto";
  return made;
}

// Leaflet takes tooltips as markup; outerHTML has escaped the text.
export function tooltip(text) {
  return element("span", "", text).outerHTML;
}

// Puts words into the {places} of a sentence, as they are: `replace` would take "$&" in them for
// a command, and a second one would look for places in what the first has put in.
export function fillIn(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => words[name] ?? place);
}

export function setState(target, state) {
  target.classList.remove(...STATES);
  target.classList.add(state);
}
