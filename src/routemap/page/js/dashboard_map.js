// The script of the dashboard's map, in the frame of streamlit-folium; folium's page calls it.
// What stands round the frame is dashboard_page.js, which hears of the map by an event.

import "./annotations.js";
import "./travellers.js";
import { whenStyled } from "./browser.js";
import { element } from "./elements.js";
import { openMap } from "./open_map.js";

/** @type {any} */
const frame = window; // on which streamlit-folium keeps what it sends

/**
 * @param {L.Map} map
 * @param {string} name  of the settings, which lie in an element of the page (map_settings.html)
 */
function openInStreamlit(map, name) {
  whenThere(`[data-map-settings="${name}"]`, ({ textContent }) => open(map, JSON.parse(textContent)));
}

// The page's elements come in their order, but nobody promises that the frame is the later.
/** @param {string} selector @param {(found: Element) => void} then */
function whenThere(selector, then) {
  const page = hostDocument();
  if (!page) return;
  const look = () => {
    const found = page.querySelector(selector);
    if (!found) return;
    observer.disconnect();
    then(found);
  };
  const observer = new MutationObserver(look);
  observer.observe(page.body, { childList: true, subtree: true });
  window.addEventListener("pagehide", () => observer.disconnect());
  look();
}

/** @param {L.Map} map @param {import("./types.js").Settings} settings */
function open(map, settings) {
  const view = openMap(map, settings, document.getElementById("root") ?? document.body);
  finishFrame(settings.content, settings.label);
  reportClicks(view);
  frame.routemap.opened = { view, edition: settings.edition };
  hostDocument()?.dispatchEvent(new Event("routemap-opened"));
  // The style sheets come later than the scripts: only then do boxes have their sizes.
  whenStyled(() => view.restyle());
}

// Only clicks on stops and legs are sent to Python, in streamlit-folium's words; nothing at the
// start, which would run the page's script a second time. Its own sending, 250 ms after a click,
// finds no change. The text starts with a number, which says what was clicked.
/** @param {import("./route_view.js").RouteView} view */
function reportClicks(view) {
  const sent = frame.__GLOBAL_DATA__;
  if (!sent) return;
  sent.last_object_clicked_count = null;
  view.map.on("stopclick legclick", (/** @type {any} */ { text }) => {
    // Once streamlit-folium's own hook, which comes later than ours, has noted what was clicked.
    queueMicrotask(() => {
      sent.last_object_clicked_count = (sent.last_object_clicked_count || 0) + 1;
      sent.last_object_clicked_tooltip = text;
      const { last_object_clicked_count, last_object_clicked_tooltip } = sent;
      sent.previous_data = { last_object_clicked_count, last_object_clicked_tooltip };
      frame.Streamlit.setComponentValue(sent.previous_data);
    });
  });
}

// The frame is a document of its own, and streamlit-folium leaves it without title and parts.
/** @param {import("./types.js").Content} content @param {string} label */
function finishFrame(content, label) {
  document.documentElement.lang = content.told_language;
  document.body.lang = content.language;
  document.title = label;
  const root = document.getElementById("root");
  root.setAttribute("role", "main");
  root.prepend(element("h1", "unseen", label));
  // folium and streamlit-folium each forbid enlarging the page with two fingers.
  for (const viewport of document.querySelectorAll("meta[name=viewport]")) {
    viewport.setAttribute("content", "width=device-width, initial-scale=1");
  }
}

function hostDocument() {
  try {
    return window.parent === window ? null : window.parent.document;
  } catch {
    return null; // a frame of another origin
  }
}

frame.routemap = { openInStreamlit };
