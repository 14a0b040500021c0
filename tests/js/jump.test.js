import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, momentAt } from "../../src/routemap/page/js/jump.js";

test("a day, a month and a year are read, the longer ones as their first day", () => {
  const texts = ["2023-09-13", " 2023-09 ", "2023", "-44-3-15"];
  assert.deepEqual(texts.map(dayOf), [20230913, 20230901, 20230101, -439685]);
});

test("what is no date is none", () => {
  for (const text of ["", "soon", "12/09/2023", "2023-13", "2023-00", "2023-09-32"])
    assert.equal(dayOf(text), null, text);
});

test("a date leads to the first moment on it or later", () => {
  const moments = [null, 20230910, null, 20230912, 20230915].map((day) => ({ day }));
  assert.equal(momentAt(moments, 20230910), 1);
  assert.equal(momentAt(moments, 20230911), 3);
  assert.equal(momentAt(moments, 10000101), 1);
});

test("a date after the last leads to the last that is dated", () => {
  const moments = [20230910, 20230912, null].map((day) => ({ day }));
  assert.equal(momentAt(moments, 20240101), 1);
  assert.equal(momentAt([{ day: null }], 20240101), 0);
});
