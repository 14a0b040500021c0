import assert from "node:assert/strict";
import { test } from "node:test";

import { boxAt, isInside, overlap } from "../../src/routemap/page/js/boxes.js";
import { CollisionIndex } from "../../src/routemap/page/js/collision_index.js";

const size = { x: 600, y: 400 };

test("boxes that only touch do not overlap", () => {
  assert.ok(overlap(boxAt(0, 0, 10, 10), boxAt(9, 9, 10, 10)));
  for (const [x, y] of [
    [10, 0],
    [-10, 0],
    [0, 10],
    [0, -10],
  ])
    assert.ok(!overlap(boxAt(0, 0, 10, 10), boxAt(x, y, 10, 10)));
});

test("a box is inside only if it is clear of every edge", () => {
  const inner = boxAt(4, 4, size.x - 8, size.y - 8);
  assert.ok(isInside(inner, size, 4));
  for (const side of ["left", "top"]) assert.ok(!isInside({ ...inner, [side]: 3 }, size, 4), side);
  for (const side of ["right", "bottom"]) assert.ok(!isInside({ ...inner, [side]: inner[side] + 1 }, size, 4), side);
});

test("a name is in the way of a name, a leg only of what must be free of legs", () => {
  const index = new CollisionIndex(size);
  index.addBox(boxAt(100, 100, 50, 20));
  index.addLine([
    [0, 300],
    [600, 310],
  ]);
  assert.ok(!index.isFree(boxAt(140, 110, 50, 20)));
  assert.ok(!index.isUncovered(boxAt(140, 110, 50, 20)));
  assert.ok(index.isFree(boxAt(151, 110, 50, 20)));
  assert.ok(!index.isFree(boxAt(300, 295, 20, 20)));
  assert.ok(index.isUncovered(boxAt(300, 295, 20, 20)));
});

test("a segment passes through a box, beside it, or ends before it", () => {
  const crossed = (line) => {
    const index = new CollisionIndex(size);
    index.addLine(line);
    return !index.isFree(boxAt(200, 100, 100, 50));
  };
  const cases = {
    slanting: [
      [
        [150, 80],
        [350, 170],
      ],
      true,
    ],
    upright: [
      [
        [250, 0],
        [250, 400],
      ],
      true,
    ],
    level: [
      [
        [0, 125],
        [600, 125],
      ],
      true,
    ],
    "upright beside it": [
      [
        [310, 0],
        [310, 400],
      ],
      false,
    ],
    "past its corner": [
      [
        [150, 130],
        [240, 200],
      ],
      false,
    ],
    "ending before it": [
      [
        [0, 125],
        [190, 125],
      ],
      false,
    ],
    "within it": [
      [
        [240, 120],
        [260, 130],
      ],
      true,
    ],
  };
  for (const [name, [line, expected]] of Object.entries(cases)) assert.equal(crossed(line), expected, name);
});

test("a leader line is clear unless it crosses a leg", () => {
  const index = new CollisionIndex(size);
  index.addLine([
    [100, 0],
    [100, 400],
  ]);
  assert.ok(
    !index.isClear(
      [
        [80, 100],
        [120, 110],
      ],
      [],
    ),
  );
  assert.ok(
    index.isClear(
      [
        [110, 100],
        [150, 110],
      ],
      [],
    ),
  );
});

test("a leg that runs far beyond the map costs what of it is near", () => {
  const index = new CollisionIndex(size);
  index.addLine([
    [-1e6, 200],
    [1e6, 200],
  ]);
  index.addLine([
    [-1e6, -5000],
    [1e6, -5000],
  ]);
  assert.ok(!index.isFree(boxAt(300, 190, 20, 20)));
  const kept = [...new Set([...index.segments.values()].flat())];
  assert.ok(kept.length <= 4096 && kept.every(([[, y]]) => y === 200));
});
