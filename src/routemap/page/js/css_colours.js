// Colours of the style sheet for what is drawn on a canvas, which knows no style sheet.

import { whenStyled } from "./browser.js";

const CHANGES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

// The colour of each name is that of the class `ground-paint-…`. `onChange` is called when the
// look turns dark or light, or the reader's own colours are forced.
export function cssColours(container, names, onChange) {
  const probes = new Map(
    names.map((name) => {
      const probe = document.createElement("span");
      probe.className = `ground-paint ground-paint-${name}`;
      probe.hidden = true;
      container.append(probe);
      return [name, probe];
    }),
  );
  let known = new Map();
  const change = () => {
    known = new Map();
    onChange();
  };
  const queries = CHANGES.map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", change);
  whenStyled(change);
  // The dashboard sets the look on the root element (streamlit.js).
  const observer = new MutationObserver(change);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return {
    colour(name) {
      if (!known.has(name)) known.set(name, window.getComputedStyle(probes.get(name)).color);
      return known.get(name);
    },
    change,
    forget() {
      observer.disconnect();
      for (const query of queries) query.removeEventListener("change", change);
      for (const probe of probes.values()) probe.remove();
    },
  };
}
