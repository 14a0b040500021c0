import assert from "node:assert/strict";
import { test } from "node:test";
import { CollisionIndex } from "../../src/routemap/page/js/collision_index.js";
import { placeLabels } from "../../src/routemap/page/js/label_placement.js";

const size = { x: 600, y: 400 };
const look = { label_gap: 6, label_leader: 34, label_edge: 4 };
const stop = { x: 300, y: 200, radius: 13, rise: 13, width: 80, height: 20 };

function placed(stops, { boxes = [], lines = [] } = {}) {
  const occupied = new CollisionIndex(size);
  for (const box of boxes) occupied.addBox(box);
  for (const line of lines) occupied.addLine(line);
  return placeLabels(stops, occupied, size, look);
}

const right = { left: 319, top: 190, right: 399, bottom: 210 };
const left = { left: 201, top: 190, right: 281, bottom: 210 };

test("a name alone stands right of its stop, else left of it, else above", () => {
  const places = [[], [right], [right, left]].map((boxes) => placed([stop], { boxes })[0]);
  assert.deepEqual(
    places.map(({ align, box }) => [align, box.left, box.top]),
    [
      ["start", 319, 190],
      ["end", 201, 190],
      ["middle", 260, 161],
    ],
  );
  assert.ok(places.every(({ leader }) => !leader));
});

// A block round the disc, so that only a leader line gets out.
const block = [{ left: 262, top: 165, right: 338, bottom: 235 }];

test("where there is no room beside it, a name stands at the end of a leader line", () => {
  const [place] = placed([stop], { boxes: block });
  assert.equal(place.align, "start");
  assert.deepEqual(place.leader[1], [347, 223.5]);
  const [x, y] = place.leader[0];
  assert.ok(Math.abs(Math.hypot(x - stop.x, y - stop.y) - (stop.radius + 2)) < 1e-9); // as on paper
  assert.equal(place.box.left, 350);
});

test("a leader line crosses no leg", () => {
  const lines = [
    [
      [340, 0],
      [340, 400],
    ],
  ];
  const [place] = placed([stop], { boxes: block, lines });
  assert.ok(place.leader[1][0] < 300);
});

test("a name without room is left out, the more important one is not", () => {
  const large = { ...stop, width: 590, height: 390 };
  const [first, second] = placed([stop, large]);
  assert.ok(first);
  assert.equal(second, null);
});

test("a name stays clear of the edge of the map", () => {
  const [place] = placed([{ ...stop, x: 510 }]);
  assert.equal(place.align, "end");
});

test("a name that must stand goes further off, else over legs, but over no disc", () => {
  const wall = [{ left: 200, top: 120, right: 400, bottom: 280 }];
  const must = { ...stop, mustStand: true };
  assert.equal(placed([stop], { boxes: wall })[0], null);
  const [far] = placed([must], { boxes: wall });
  assert.ok(far.leader && (far.box.left >= 400 || far.box.right <= 200 || far.box.top >= 280 || far.box.bottom <= 120));
  const lines = Array.from({ length: 60 }, (_, n) => [
    [n * 10 + 5, 0],
    [n * 10 + 5, 400],
  ]);
  assert.equal(placed([stop], { lines })[0], null);
  assert.deepEqual(placed([must], { lines })[0].box, right);
  const all = [{ left: 0, top: 0, right: size.x, bottom: size.y }];
  assert.equal(placed([must], { boxes: all })[0], null);
});
