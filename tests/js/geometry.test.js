// The map's scripts draw lines, arrows and standing stops as paper does: geometry.json, which
// tests/geometry_cases.py writes.

import assert from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { arrowsAlong } from "../../src/routemap/page/js/arrows.js";
import { standing } from "../../src/routemap/page/js/declutter.js";
import { drawnLine } from "../../src/routemap/page/js/drawn_line.js";

const cases = JSON.parse(readFileSync(new URL("geometry.json", import.meta.url)));

function assertNear(found, expected) {
  if (!Array.isArray(expected)) {
    assert(Math.abs(found - expected) < 0.002, `${found} is not ${expected}`);
    return;
  }
  assert.equal(found.length, expected.length);
  for (const [n, each] of expected.entries()) assertNear(found[n], each);
}

for (const [name, { segments, drawn, arrows }] of Object.entries(cases.lines)) {
  const given = segments.map(({ line, lane, is_forward: isForward }) => ({ line, lane, isForward }));

  test(`a line is drawn as on paper: ${name}`, () => {
    assertNear(drawnLine(given, cases.sizes), drawn);
  });

  test(`its arrows stand as on paper: ${name}`, () => {
    assertNear(arrowsAlong(drawnLine(given, cases.sizes), cases.sizes), arrows);
  });
}

for (const { places, stands, current, apart, standing: expected } of cases.standing) {
  test(`the same stops stand as on paper: ${current} of ${places.length}`, () => {
    assert.deepEqual(standing(places, stands, current, apart), expected);
  });
}
