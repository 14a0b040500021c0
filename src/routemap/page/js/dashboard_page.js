// What Streamlit's page cannot do by itself: makes the map follow the date slider, and adds keys,
// links that step, and a link to share. The one place that leans on Streamlit's markup.
//
// A component of Streamlit without a frame, called again at each run. The map lives in a frame of the
// page's own origin (dashboard_map.js). Where a part of the page is not found, the map stays as it was
// drawn: right for the moment it shows.

import { keepBands } from "./bands.js";
import { scrollIntoSight } from "./browser.js";
import { followEdition } from "./edition.js";
import { isPlainClick, isStepKey } from "./input.js";
import { whoIn, withWho } from "./page_address.js";
import { share } from "./sharing.js";
import { fitTicks } from "./ticks.js";
import { extentText } from "./web_map.js";

const SLIDER = ".st-key-moment input[type=range]";
const TAKES_KEYS =
  "input, textarea, select, [contenteditable], [role=slider], [role=radio], [role=tab], iframe, .leaflet-container";

/** @type {{ view: RouteView, edition?: import("./types.js").Edition } | null} */
let opened = null; // what dashboard_map.js gives
/** @type {AbortController | null} */
let life = null; // of what follows that map

/** @typedef {import("./route_view.js").RouteView} RouteView */

export default function followMap() {
  document.addEventListener("routemap-opened", adoptMap);
  adoptMap();
  return leaveMap;
}

function leaveMap() {
  document.removeEventListener("routemap-opened", adoptMap);
  life?.abort();
  opened = null;
}

function adoptMap() {
  /** @type {any} */
  const frame = document.querySelector(".st-key-map iframe");
  const found = frame?.contentWindow?.routemap?.opened;
  if (!found || found === opened) return;
  opened = found;
  life?.abort();
  life = new AbortController();
  connect(found.view, found.edition, life.signal);
}

/** @param {RouteView} view @param {import("./types.js").Edition} edition @param {AbortSignal} signal */
function connect(view, edition, signal) {
  const frame = view.map.getContainer().ownerDocument;
  document.documentElement.lang = view.content.told_language;
  document.body.lang = view.content.language;
  followTheme(frame, signal);
  if (edition) {
    const address = new URL(edition.address, frame.baseURI).href;
    followEdition({ ...edition, address }, signal);
  }
  keepBands(signal);
  view.travellers.adopt(whoIn(window.location.search));
  const keep = () => keepWho(view);
  view.map.on("whochange", keep);
  // Streamlit writes addresses of its own: all that it shows anew may be one.
  observe(document.body, { childList: true, subtree: true }, keep, signal);
  followSlider(view, signal);
  const slider = document.querySelector(".st-key-slider");
  if (slider) fitTicks(slider, signal);
  document.querySelector(".st-key-announcement")?.setAttribute("role", "status");
  for (const each of [document, frame]) each.addEventListener("keydown", stepByKey, { signal });
  document.addEventListener("click", (event) => followLink(view, event), { signal });
  view.map.on("stopclick legclick", (/** @type {any} */ { originalEvent }) => {
    // Who clicks with a mouse goes on with the arrow keys of the page, not of the map.
    if (originalEvent?.type === "click") dateSlider()?.focus({ preventScroll: true });
  });
}

/** @param {RouteView} view */
function keepWho({ travellers }) {
  if ((whoIn(window.location.search) ?? "") === travellers.who) return;
  window.history.replaceState(window.history.state, "", withWho(window.location.href, travellers.who));
}

/** @returns {HTMLInputElement | null} */
function dateSlider() {
  return document.querySelector(SLIDER);
}

/** @param {Node} target @param {MutationObserverInit} what @param {() => void} act @param {AbortSignal} signal */
function observe(target, what, act, signal) {
  const observer = new MutationObserver(act);
  observer.observe(target, what);
  signal.addEventListener("abort", () => observer.disconnect());
  act();
}

/** @param {Document} frame @param {AbortSignal} signal */
function followTheme(frame, signal) {
  const app = document.querySelector(".stApp");
  if (!app) return;
  const adopt = () => {
    frame.documentElement.style.colorScheme = window.getComputedStyle(app).colorScheme;
  };
  observe(app, { attributes: true, attributeFilter: ["class"] }, adopt, signal);
}

/** @param {RouteView} view @param {AbortSignal} signal */
function followSlider(view, signal) {
  /** @type {HTMLInputElement | null} */
  let slider = null;
  const onValue = new MutationObserver(() => adopt());
  signal.addEventListener("abort", () => onValue.disconnect());
  const adopt = () => {
    const number = Number(slider.value);
    // After an edit of the tables the slider may have more moments than the map still shown.
    const words = view.content.moments[number]?.text;
    if (words === undefined) return;
    view.show(number);
    const text = view.travellers.told(words, number);
    // Streamlit shows a value as Markdown, and so has it with escapes; these are not to be heard.
    if (slider.getAttribute("aria-valuetext") !== text) slider.setAttribute("aria-valuetext", text);
  };
  // Streamlit may make the slider anew: look again whenever the page's elements change.
  const find = () => {
    const found = dateSlider();
    if (found === slider) return;
    slider = found;
    onValue.disconnect();
    if (!slider) return;
    onValue.observe(slider, { attributes: true, attributeFilter: ["value", "aria-valuetext"] });
    adopt();
  };
  observe(document.body, { childList: true, subtree: true }, find, signal);
}

// The slider gets the focus and this first key; the next ones it gets from the browser.
/** @param {KeyboardEvent} event */
function stepByKey(event) {
  const slider = dateSlider();
  if (!slider || !isStepKey(event, TAKES_KEYS)) return;
  event.preventDefault();
  slider.focus({ preventScroll: true });
  const { key, code } = event;
  for (const type of ["keydown", "keyup"]) {
    slider.dispatchEvent(new KeyboardEvent(type, { key, code, bubbles: true, cancelable: true }));
  }
}

/** @param {RouteView} view @param {MouseEvent} event */
function followLink(view, event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link) return;
  const { dataset } = link;
  if ("pictures" in dataset || "present" in dataset || "teach" in dataset) {
    link.search = queryOfMoment("pictures" in dataset ? view : null).toString();
  } else if (!isPlainClick(event)) {
    return;
  } else if ("share" in dataset) {
    event.preventDefault();
    share(window.location.href.split("#")[0], view.content.words);
  } else if (dataset.stop) {
    const number = view.content.stops.findIndex(({ id }) => id === dataset.stop);
    if (number < 0) return;
    event.preventDefault();
    view.stopClicked(number);
    // From far beneath, what has changed is out of sight.
    scrollIntoSight(document.querySelector(".st-key-map"));
  }
}

// The other pages start with the same moment, Pictures also with what the map shows.
/** @param {RouteView | null} view */
function queryOfMoment(view) {
  const query = new URLSearchParams(window.location.search);
  query.delete("stop");
  if (view?.movedByHand) {
    const bounds = view.map.getBounds();
    const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    query.set("extent", extentText({ south, west, north, east }, view.world.width));
  }
  return query;
}
