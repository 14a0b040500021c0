import assert from "node:assert/strict";
import test from "node:test";
import { discAt, placeWords } from "../../src/routemap/page/js/annotation_places.js";
import { CollisionIndex } from "../../src/routemap/page/js/collision_index.js";

const SIZE = { x: 400, y: 300 };
const LOOK = { label_edge: 4, label_leader: 34 };
const WORDS = { x: 200, y: 150, width: 80, height: 16, radius: 2 };

test("a label stands at its place, a second one at a leader from there", () => {
  const occupied = new CollisionIndex(SIZE);
  const first = placeWords({ ...WORDS, kind: "label" }, occupied, SIZE, LOOK);
  assert.deepEqual(first, { box: { left: 160, top: 142, right: 240, bottom: 158 } });
  const second = placeWords({ ...WORDS, kind: "label", y: 160 }, occupied, SIZE, LOOK);
  assert.ok(second?.leader);
});

test("a callout always has a leader, from the edge of the disc that lies there", () => {
  const occupied = new CollisionIndex(SIZE);
  const disc = { x: 203, y: 150, radius: 14 };
  occupied.addDisc(disc);
  assert.equal(discAt({ ...WORDS, kind: "callout" }, occupied), disc);
  const [[x, y]] = placeWords({ ...WORDS, kind: "callout" }, occupied, SIZE, LOOK)?.leader ?? [[0, 0]];
  assert.ok(Math.abs(Math.hypot(x - disc.x, y - disc.y) - 15) < 1e-9);
});

test("a leader crosses no way, and words without room are left out", () => {
  const occupied = new CollisionIndex(SIZE);
  occupied.addLine([
    [190, 0],
    [190, 300],
  ]);
  const place = placeWords({ ...WORDS, kind: "callout" }, occupied, SIZE, LOOK);
  assert.ok(place && place.box.left > 190);
  occupied.addBox({ left: 0, top: 0, right: 400, bottom: 300 });
  for (const kind of ["label", "callout", "area"]) {
    assert.equal(placeWords({ ...WORDS, kind }, occupied, SIZE, LOOK), null);
  }
});

test("the words of an area keep near its middle", () => {
  const occupied = new CollisionIndex(SIZE);
  occupied.addBox({ left: 150, top: 140, right: 250, bottom: 160 });
  const place = placeWords({ ...WORDS, kind: "area" }, occupied, SIZE, LOOK);
  assert.equal(place?.leader, undefined);
  assert.equal(Math.abs((place?.box.top ?? 0) + 8 - WORDS.y), 24);
});
