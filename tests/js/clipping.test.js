import assert from "node:assert/strict";
import { test } from "node:test";

import { clippedLine, clippedRing } from "../../src/routemap/page/js/clipping.js";

const box = { left: 0, top: 0, right: 100, bottom: 50 };

// A generator with a fixed seed (mulberry32): the same outlines at each run.
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Even-odd, as the canvas fills.
function isInside(ring, x, y) {
  let inside = false;
  for (let n = 0; n < ring.length; n += 2) {
    const m = (n || ring.length) - 2;
    const [ax, ay, bx, by] = [ring[m], ring[m + 1], ring[n], ring[n + 1]];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

test("what an outline holds of the view it holds when it is cut, however far it reaches", () => {
  const next = numbersFrom(20);
  for (let round = 0; round < 300; round += 1) {
    const reach = 10 ** (2 + 5 * next());
    const count = 3 + Math.floor(12 * next());
    const ring = Array.from({ length: 2 * count }, () => (next() - 0.5) * reach);
    ring.push(ring[0], ring[1]);
    const cut = clippedRing(ring, box);
    assert.ok(cut.every((at, n) => at >= -1e-6 && at <= (n % 2 ? box.bottom : box.right) + 1e-6));
    for (let n = 0; n < 20; n += 1) {
      const [x, y] = [1 + 98 * next(), 1 + 48 * next()];
      assert.equal(isInside(cut, x, y), isInside(ring, x, y), `round ${round}: ${x}, ${y}`);
    }
  }
});

test("an outline round the whole view is the view, and one beside it nothing", () => {
  const around = [-1e8, -1e8, 1e8, -1e8, 1e8, 1e8, -1e8, 1e8, -1e8, -1e8];
  assert.ok(isInside(clippedRing(around, box), 50, 25));
  assert.deepEqual(clippedRing([200, 0, 300, 0, 300, 10, 200, 0], box), []);
});

test("of a line those parts are left that lie in the view", () => {
  assert.deepEqual(clippedLine([-100, 25, 300, 25], box), [[0, 25, 100, 25]]);
  assert.deepEqual(clippedLine([50, -50, 50, 25, 150, 25, 150, 40, 50, 40], box), [
    [50, 0, 50, 25, 100, 25],
    [100, 40, 50, 40],
  ]);
  assert.deepEqual(clippedLine([10, 10, 20, 20, 30, 10], box), [[10, 10, 20, 20, 30, 10]]);
  assert.deepEqual(clippedLine([-10, -10, -10, 60], box), []);
});
