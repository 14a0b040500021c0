// The one place that leans on Streamlit's markup: makes the map follow the page's date slider,
// and gives the page what Streamlit cannot: keys, links that step, and a link to share.
//
// The map lives in a frame of the page's own origin. Where a part of the page is not found, the
// map stays as it was drawn: right for the moment it tells.

import { reducedMotion, whenStyled } from "./browser.js";
import { followEdition } from "./edition.js";
import { fillIn } from "./elements.js";
import { openMap } from "./open_map.js";

const SLIDER = ".st-key-moment input[type=range]";
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const TAKES_KEYS = "input, textarea, select, [contenteditable], [role=slider], [role=radio], [role=tab], iframe";

// `name`: of the settings, which lie in an element of the page (map_settings.html).
export function openInStreamlit(map, name) {
  whenThere(`[data-map-settings="${name}"]`, ({ textContent }) => open(map, JSON.parse(textContent)));
}

// The page's elements come in their order, but nobody promises that the frame is the later.
function whenThere(selector, then) {
  const page = hostDocument();
  const found = page?.querySelector(selector);
  if (!page || found) {
    if (found) then(found);
    return;
  }
  const observer = new MutationObserver(() => {
    const late = page.querySelector(selector);
    if (!late) return;
    observer.disconnect();
    then(late);
  });
  observer.observe(page.body, { childList: true, subtree: true });
  window.addEventListener("pagehide", () => observer.disconnect());
}

function open(map, settings) {
  const view = openMap(map, settings, document.getElementById("root") ?? document.body);
  connect(view, settings);
  reportClicks(view);
  // The style sheets come later than the scripts: only then do boxes have their sizes.
  whenStyled(() => view.restyle());
}

function connect(view, { content: { language }, label, edition }) {
  const page = hostDocument();
  if (!page) return;
  finishFrame(language, label);
  const life = new AbortController();
  const until = { signal: life.signal };
  window.addEventListener("pagehide", () => life.abort());
  page.documentElement.lang = language;
  followTheme(page, life.signal);
  if (edition) followEdition(page, edition, life.signal);
  followSlider(page, view, life.signal);
  fitTicks(page, life.signal);
  page.querySelector(".st-key-announcement")?.setAttribute("role", "status");
  page.addEventListener("keydown", (event) => stepByKey(page, event), until);
  document.addEventListener("keydown", (event) => stepByKey(page, event), until);
  page.addEventListener("click", (event) => followLink(page, view, event), until);
}

// Only clicks on stops and legs are sent to Python, in streamlit-folium's words; nothing at the
// start, which would run the page's script a second time. Its own sending, 250 ms after a click,
// finds no change. The text starts with a number, which tells what was clicked.
function reportClicks(view) {
  const told = window.__GLOBAL_DATA__;
  if (!told) return;
  told.last_object_clicked_count = null;
  view.map.on("stopclick legclick", ({ text, originalEvent }) => {
    // Once streamlit-folium's own hook, which comes later than ours, has noted what was clicked.
    queueMicrotask(() => {
      told.last_object_clicked_count = (told.last_object_clicked_count || 0) + 1;
      told.last_object_clicked_tooltip = text;
      const { last_object_clicked_count, last_object_clicked_tooltip } = told;
      told.previous_data = { last_object_clicked_count, last_object_clicked_tooltip };
      window.Streamlit.setComponentValue(told.previous_data);
    });
    // Who clicks with a mouse goes on with the arrow keys of the page, not of the map.
    if (originalEvent instanceof MouseEvent) {
      hostDocument()?.querySelector(SLIDER)?.focus({ preventScroll: true });
    }
  });
}

// The frame is a document of its own, and streamlit-folium leaves it without title and parts.
function finishFrame(language, label) {
  document.documentElement.lang = language;
  document.title = label;
  document.getElementById("root").setAttribute("role", "main");
  const heading = document.createElement("h1");
  heading.className = "unseen";
  heading.textContent = label;
  document.getElementById("root").prepend(heading);
  // folium forbids enlarging the page with two fingers.
  for (const viewport of document.querySelectorAll("meta[name=viewport]")) {
    viewport.content = "width=device-width, initial-scale=1";
  }
}

function hostDocument() {
  try {
    return window.parent === window ? null : window.parent.document;
  } catch {
    return null; // a frame of another origin
  }
}

function followTheme(page, signal) {
  const app = page.querySelector(".stApp");
  if (!app) return;
  const adopt = () => {
    document.documentElement.style.colorScheme = page.defaultView.getComputedStyle(app).colorScheme;
  };
  const observer = new MutationObserver(adopt);
  observer.observe(app, { attributes: true, attributeFilter: ["class"] });
  signal.addEventListener("abort", () => observer.disconnect());
  adopt();
}

function followSlider(page, view, signal) {
  let slider = null;
  const { moments } = view.content;
  const adopt = () => {
    const number = Number(slider.value);
    view.show(number);
    // Streamlit shows a value as Markdown, and so has it with escapes; these are not to be heard.
    const { text } = moments[number];
    if (slider.getAttribute("aria-valuetext") !== text) slider.setAttribute("aria-valuetext", text);
  };
  const onValue = new MutationObserver(adopt);
  // Streamlit may make the slider anew: look again whenever the page's elements change.
  const find = () => {
    const found = page.querySelector(SLIDER);
    if (found === slider) return;
    slider = found;
    onValue.disconnect();
    if (!slider) return;
    onValue.observe(slider, { attributes: true, attributeFilter: ["value", "aria-valuetext"] });
    adopt();
  };
  const onElements = new MutationObserver(find);
  onElements.observe(page.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    onValue.disconnect();
    onElements.disconnect();
  });
  find();
}

// Tells the style sheet whether the words of all moments fit beneath the slider.
function fitTicks(page, signal) {
  const root = page.documentElement;
  const fit = () => {
    delete root.dataset.ticks;
    const boxes = [...page.querySelectorAll(".tick-words")].map((words) => words.getBoundingClientRect());
    const touch = boxes.some((box, n) => n > 0 && box.left < boxes[n - 1].right + 4);
    if (touch) root.dataset.ticks = "crowded";
  };
  const observer = new page.defaultView.ResizeObserver(fit);
  const slider = page.querySelector(".st-key-slider");
  if (slider) observer.observe(slider);
  page.fonts.ready.then(fit);
  signal.addEventListener("abort", () => observer.disconnect());
}

// Arrow keys step when the focus is in neither map nor field: the slider gets the focus and this
// first key; the next ones it gets from the browser.
function stepByKey(page, event) {
  const slider = page.querySelector(SLIDER);
  const stepKey = event.key in STEPS || event.key === "Home" || event.key === "End";
  if (!slider || !stepKey || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest(TAKES_KEYS) || event.target.closest(".leaflet-container")) return;
  event.preventDefault();
  slider.focus({ preventScroll: true });
  for (const type of ["keydown", "keyup"]) {
    const { key, code } = event;
    slider.dispatchEvent(new page.defaultView.KeyboardEvent(type, { key, code, bubbles: true, cancelable: true }));
  }
}

// The Pictures page starts with what the map shows.
function aimAtPictures(page, view, link) {
  const asked = new URLSearchParams(page.location.search);
  asked.delete("stop");
  if (view.movedByHand) {
    const bounds = view.map.getBounds();
    const degrees = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    asked.set("extent", degrees.map((number) => number.toFixed(2)).join(","));
  }
  link.search = asked;
}

// The presentation starts with the same moment, and the Teach page leads back to it.
function aimAtMoment(page, link) {
  const asked = new URLSearchParams(page.location.search);
  asked.delete("stop");
  link.search = asked;
}

function followLink(page, view, event) {
  const pictures = event.target.closest("a[data-pictures]");
  if (pictures) aimAtPictures(page, view, pictures);
  const presentation = event.target.closest("a[data-present], a[data-teach]");
  if (presentation) aimAtMoment(page, presentation);
  const link = event.target.closest("a[data-stop], a[data-share]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.hasAttribute("data-share")) {
    event.preventDefault();
    share(page, view);
    return;
  }
  const number = view.content.stops.findIndex(({ id }) => id === link.dataset.stop);
  if (number < 0) return;
  event.preventDefault();
  view.stopClicked(number, {});
  // From far beneath, what has changed is out of sight.
  page.querySelector(".st-key-map").scrollIntoView({
    block: "nearest",
    behavior: reducedMotion() ? "auto" : "smooth",
  });
}

async function share(page, view) {
  const { share_copied: copied, share_failed: failed } = view.content.words;
  const address = page.location.href.split("#")[0];
  const told = page.querySelector("[data-share-told]");
  try {
    await page.defaultView.navigator.clipboard.writeText(address);
  } catch {
    told.textContent = fillIn(failed, { address }); // stays, to be copied by hand
    return;
  }
  told.textContent = copied;
  window.setTimeout(() => {
    told.textContent = "";
  }, 4000);
}
