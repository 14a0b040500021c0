import assert from "node:assert/strict";
import { test } from "node:test";
import { CollisionIndex } from "../../src/routemap/page/js/collision_index.js";
import { placeLabels } from "../../src/routemap/page/js/label_placement.js";

const size = { x: 600, y: 400 };
const look = { label_gap: 6, label_apart: 6, label_leader: 34, label_edge: 4 };
const disc = { x: 300, y: 200, radius: 13 };
const stop = { discs: [disc], width: 80, height: 20 };

function placed(stops, { boxes = [], lines = [], discs = [] } = {}) {
  const occupied = new CollisionIndex(size);
  for (const box of boxes) occupied.addBox(box);
  for (const line of lines) occupied.addLine(line);
  for (const disc of [...discs, ...stops.flatMap(({ discs }) => discs)]) occupied.addDisc(disc);
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

// Furniture round the disc, so that only a leader line gets out.
const block = [
  { left: 319, top: 175, right: 330, bottom: 206 },
  { left: 319, top: 216, right: 330, bottom: 225 },
  { left: 270, top: 175, right: 281, bottom: 206 },
  { left: 270, top: 216, right: 281, bottom: 225 },
  { left: 290, top: 165, right: 310, bottom: 181 },
  { left: 290, top: 219, right: 310, bottom: 235 },
];

test("where there is no room beside it, a name stands at the end of a leader line", () => {
  const [place] = placed([stop], { boxes: block });
  assert.equal(place.align, "start");
  assert.deepEqual(place.leader[1], [347, 223.5]);
  const [x, y] = place.leader[0];
  assert.ok(Math.abs(Math.hypot(x - disc.x, y - disc.y) - (disc.radius + 2)) < 1e-9); // as on paper
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
  const [place] = placed([{ ...stop, discs: [{ ...disc, x: 510 }] }]);
  assert.equal(place.align, "end");
});

test("a name stands where it is clearly nearer to its disc than to another", () => {
  const [place] = placed([stop], { discs: [{ x: 350, y: 232, radius: 13 }] }); // 9 px below what is best
  assert.equal(place.align, "end");
  const [far] = placed([stop], { discs: [{ x: 350, y: 236, radius: 13 }] });
  assert.equal(far.align, "start");
});

test("a leader line runs beneath no other disc, name or furniture, nor ends beside a disc", () => {
  const inTheWay = { x: 327, y: 214, radius: 5 }; // on the way to the lower right
  const [round] = placed([stop], { boxes: block, discs: [inTheWay] });
  assert.ok(round.leader[1][0] < 300);
  const [beside] = placed([stop], { boxes: block, discs: [{ x: 390, y: 253, radius: 13 }] });
  assert.ok(beside.leader[1][0] < 300);
  const wall = { left: 335, top: 120, right: 337, bottom: 290 };
  const [walled] = placed([stop], { boxes: [...block, wall] });
  assert.ok(walled.leader[1][0] < 300);
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
