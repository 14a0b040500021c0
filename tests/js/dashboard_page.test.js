// The page of the dashboard, as far as it can be told without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import followMap from "../../src/routemap/page/js/dashboard_page.js";
import { OneTraveller } from "../../src/routemap/page/js/one_traveller.js";

class Slider {
  attributes = {};

  constructor(value) {
    this.value = value;
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }
}

/** Return the moments that a map of two shows when the slider stands there, and what is heard. */
function shownAt(value) {
  const slider = new Slider(value);
  const shown = [];
  const nothing = { addEventListener() {}, removeEventListener() {} };
  const view = {
    content: { moments: [{ text: "12 September" }, { text: "13 September" }] },
    map: { getContainer: () => ({ ownerDocument: { ...nothing, documentElement: {} } }), on() {} },
    show: (moment) => shown.push(moment),
    travellers: new OneTraveller(),
  };
  const found = {
    ".st-key-map iframe": { contentWindow: { routemap: { opened: { view } } } },
    ".st-key-moment input[type=range]": slider,
  };
  globalThis.document = {
    ...nothing,
    documentElement: {},
    body: {},
    querySelector: (selector) => found[selector] ?? null,
  };
  globalThis.window = { location: { search: "", href: "http://localhost/" } };
  globalThis.MutationObserver = class {
    observe() {}
    disconnect() {}
  };
  const leave = followMap();
  leave();
  return { shown, heard: slider.attributes["aria-valuetext"] };
}

test("the map follows the slider, which tells the date", () => {
  assert.deepEqual(shownAt("1"), { shown: [1], heard: "13 September" });
});

test("a slider with more moments than the map still shown moves nothing", () => {
  for (const value of ["2", "7"]) assert.deepEqual(shownAt(value), { shown: [], heard: undefined });
});
