import assert from "node:assert/strict";
import { test } from "node:test";

import { arrowsAlong } from "../../src/routemap/page/js/arrows.js";

const look = { arrow: 14.4, arrow_width: 9, arrow_every: 120, arrow_shift: 34, arrow_from_end: 26 };

test("of a leg far longer than the screen only the arrows in sight are placed, each where it was", () => {
  const line = Array.from({ length: 400 }, (_, n) => [n * 100, 3000 * Math.sin(n / 40)]);
  const seen = { left: 12000, top: -2000, right: 14000, bottom: 3000 };
  const all = arrowsAlong(line, look).map(String);
  const placed = arrowsAlong(line, look, seen).map(String);
  assert.ok(placed.length < all.length / 4);
  assert.ok(placed.every((arrow) => all.includes(arrow)));
  for (const arrow of all) {
    const [x, y] = arrow.split(",").map(Number);
    const isSeen = x > seen.left && x < seen.right && y > seen.top && y < seen.bottom;
    if (isSeen) assert.ok(placed.includes(arrow), arrow);
  }
});

test("of a short leg all are placed, wherever the map is", () => {
  const line = [
    [0, 0],
    [500, 0],
  ];
  const far = { left: 9000, top: 9000, right: 9900, bottom: 9900 };
  assert.deepEqual(arrowsAlong(line, look, far), arrowsAlong(line, look));
});
