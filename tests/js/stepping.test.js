import assert from "node:assert/strict";
import { test } from "node:test";

import { isPlainClick, isStepKey } from "../../src/routemap/page/js/input.js";
import { momentAfter } from "../../src/routemap/page/js/stepping.js";

const press = (key, more = {}) => ({ key, target: { closest: () => null }, ...more });

test("arrow keys go one moment on or back, Home and End to the ends", () => {
  const now = { number: 3, first: 0, last: 7 };
  const keys = ["ArrowLeft", "ArrowRight", "Home", "End"];
  assert.deepEqual(
    keys.map((key) => momentAfter(key, now)),
    [2, 4, 0, 7],
  );
});

test("no key leads beyond the first or the last moment", () => {
  assert.equal(momentAfter("ArrowLeft", { number: -1, first: -1, last: 7 }), -1);
  assert.equal(momentAfter("ArrowRight", { number: 7, first: -1, last: 7 }), 7);
});

test("a key steps unless it is modified, answered already, or means something where the focus is", () => {
  const inField = { target: { closest: (selector) => (selector === "input" ? {} : null) } };
  assert.ok(isStepKey(press("ArrowRight"), "input"));
  assert.ok(isStepKey(press("End", inField), "textarea"));
  assert.ok(!isStepKey(press("End", inField), "input"));
  assert.ok(!isStepKey(press("a"), "input"));
  assert.ok(!isStepKey(press("ArrowRight", { defaultPrevented: true }), "input"));
  for (const modifier of ["altKey", "ctrlKey", "metaKey", "shiftKey"]) {
    assert.ok(!isStepKey(press("ArrowRight", { [modifier]: true }), "input"), modifier);
  }
});

test("a click with a modifier or another button is the browser's", () => {
  assert.ok(isPlainClick({ button: 0 }));
  assert.ok(!isPlainClick({ button: 1 }));
  assert.ok(!isPlainClick({ button: 0, ctrlKey: true }));
});
