import assert from "node:assert/strict";
import { test } from "node:test";

import { WorldTurns } from "../../src/routemap/page/js/world_turns.js";

const W = 1000; // pixels to the width of the world

function turnsOf(middle, reach, width) {
  const turns = new WorldTurns(middle, reach);
  turns.adopt(W, width);
  return turns;
}

const across = [
  [900, 10],
  [1100, 30],
]; // a leg past the edge of a world whose cut is at 0

test("a route that is far from both edges of the view is drawn once", () => {
  const turns = turnsOf(10, [0, 20], 200);
  assert.deepEqual(turns.copies([across], 0), [across]);
});

test("a route that may be seen twice is drawn on the turns on both sides", () => {
  const turns = turnsOf(0, [-150, 150], 900);
  const copies = turns.copies([across], 0);
  assert.deepEqual(
    copies.map(([[x]]) => x),
    [-100, 900, 1900],
  );
});

test("on a map wider than the world a leg leaves at one edge and comes back at the other", () => {
  const turns = turnsOf(0, [-170, 200], 1500);
  assert.ok(turns.isOnce);
  assert.deepEqual(turns.copies([across], 0), [
    [
      [0, 20],
      [100, 30],
    ],
    [
      [900, 10],
      [1000, 20],
    ],
  ]);
  const bent = [
    [980, 0],
    [1020, 0],
    [990, 10],
  ];
  const copies = turns.copies([bent], 0);
  assert.ok(copies.flat().every(([x]) => x >= 0 && x <= 1000));
  assert.equal(copies.length, 3); // in, out, and in again
});

test("a line along an edge, or one that lies wholly off the world, is cut rightly", () => {
  const turns = turnsOf(0, [-170, 200], 1500);
  const upright = [
    [500, 0],
    [500, 80],
  ];
  assert.deepEqual(turns.copies([upright], 0), [upright]);
  const off = [
    [400, 0],
    [600, 0],
  ];
  assert.deepEqual(turns.copies([off], 0), [off]); // in the middle, and none of its copies
});

test("a stop stays where it is while that is in sight, else it is shown nearest to the middle", () => {
  const turns = turnsOf(0, [-170, 170], 900);
  assert.equal(turns.nearest(100, 0, 160), 100);
  assert.equal(turns.nearest(-170, 60, 160), 190);
  assert.equal(turns.nearest(170, -120, 160), -190);
  assert.equal(turns.turnsAway(170), 0);
  assert.equal(turns.turnsAway(-200), -1);
});
