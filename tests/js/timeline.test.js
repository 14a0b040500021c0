import assert from "node:assert/strict";
import { test } from "node:test";

import { Changes, stateAt } from "../../src/routemap/page/js/timeline.js";

test("a stop is ahead until its span begins, then current, and visited when it has ended", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((moment) => stateAt([1, 3], moment)),
    ["ahead", "current", "current", "visited"],
  );
});

test("a step touches what changes between the two moments, either way, and nothing else", () => {
  const changes = new Changes([
    [0, 1],
    [1, 3],
    [3, 4],
  ]);
  assert.deepEqual([...changes.between(0, 1)], [0, 1]);
  assert.deepEqual([...changes.between(1, 0)], [0, 1]);
  assert.deepEqual([...changes.between(1, 2)], []);
  assert.deepEqual([...changes.between(2, 4)].sort(), [1, 2]);
});
