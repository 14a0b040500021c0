import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { dayOf, momentAt } from "../../src/routemap/page/js/jump.js";

// Of each text the day by which Python sorts it: tests/date_cases.py writes them.
const days = JSON.parse(readFileSync(new URL("dates.json", import.meta.url)));

for (const [text, day] of Object.entries(days)) {
  test(`“${text}” leads where it leads in the dashboard`, () => assert.equal(dayOf(text), day));
}

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
