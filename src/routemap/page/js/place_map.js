// The map of the Open page, on which stops are placed. A component of Streamlit without a frame,
// called again at each run. Leaflet comes when the map is first shown: no other page needs it.

import { loaded } from "./browser.js";
import { element } from "./elements.js";

/**
 * @typedef {import("./placing_map.js").Placing} Placing
 * @typedef {{ data: Placing & { assets: Record<string, string> }, parentElement: ShadowRoot,
 *   setTriggerValue: (name: string, value: unknown) => void }} Component
 */

/** @type {WeakMap<ShadowRoot, Promise<import("./placing_map.js").PlacingMap>>} */
const maps = new WeakMap();

/** @param {Component} component */
export default function placeMap({ data, parentElement, setTriggerValue }) {
  const known = maps.get(parentElement);
  if (known) known.then((map) => map.update(data));
  else maps.set(parentElement, open(parentElement, data, setTriggerValue));
  return () => maps.get(parentElement)?.then((map) => map.remove());
}

/** @param {ShadowRoot} root @param {Component["data"]} data @param {Component["setTriggerValue"]} send */
async function open(root, data, send) {
  const { script, styles } = data.assets;
  const links = styles.split(" ").map((href) => Object.assign(element("link", ""), { rel: "stylesheet", href }));
  const styled = links.map(loaded);
  root.append(...links);
  await Promise.all([...styled, leaflet(script)]);
  const { PlacingMap } = await import("./placing_map.js"); // which cannot be read without Leaflet
  return new PlacingMap(root, data, send);
}

/** @param {string} src */
async function leaflet(src) {
  if (window.L) return;
  const script = document.createElement("script");
  const coming = loaded(script);
  script.src = src;
  document.head.append(script);
  await coming;
}
