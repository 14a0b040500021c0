// The map's scripts draw lines, arrows and standing stops as paper does: geometry.json, which
// tests/geometry_cases.py writes.

import assert from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { arrowsAlong } from "../../src/routemap/page/js/arrows.js";
import { CollisionIndex } from "../../src/routemap/page/js/collision_index.js";
import { standing, thinnedCrowds } from "../../src/routemap/page/js/declutter.js";
import { drawnLine } from "../../src/routemap/page/js/drawn_line.js";
import { placeLabels } from "../../src/routemap/page/js/label_placement.js";
import { areMet, reachesInRow, rowOf } from "../../src/routemap/page/js/rows.js";
import { cards, discGroups, spacingOf } from "../../src/routemap/page/js/stacks.js";
import { Tracks } from "../../src/routemap/page/js/tracks.js";

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

for (const [name, { legs, areBeside, arrows }] of Object.entries(cases.tracks)) {
  test(`arrows of legs near each other stand as on paper: ${name}`, () => {
    const tracks = new Tracks(legs, areBeside, cases.sizes);
    const found = [];
    for (const leg of tracks.order) found[leg] = tracks.arrowsOf(leg);
    assertNear(found, arrows);
  });
}

test("arrows that are laid again, when the map was moved, stand where they stood", () => {
  const { legs, areBeside } = cases.tracks.crossing;
  const tracks = new Tracks(legs, areBeside, cases.sizes);
  const found = [1, 0].map((leg) => tracks.arrowsOf(leg));
  assert.deepEqual(
    [1, 0].map((leg) => tracks.arrowsOf(leg)),
    found,
  );
});

for (const { places, stands, current, ends, apart, standing: expected } of cases.standing) {
  test(`the same stops stand as on paper: [${current}] of ${places.length}, ends ${ends}`, () => {
    assert.deepEqual(standing(places, stands, new Set(current), new Set(ends), apart), expected);
  });
}

for (const { places, current, ends, near, apart, standing: expected } of cases.thinned) {
  test(`crowds are thinned as on paper: [${current}] of ${places.length}, ends ${ends}`, () => {
    assert.deepEqual(thinnedCrowds(places, new Set(current), new Set(ends), near, apart), expected);
  });
}

const spacing = spacingOf(cases.disc_sizes, 1);
const everywhere = () => true;
const noRow = { row: () => [] };

for (const [name, { places, legs, groups }] of Object.entries(cases.meetings)) {
  test(`discs at one place or near it stand as on paper: ${name}`, () => {
    const found = discGroups(new Map(places.entries()), legs, spacing, everywhere, noRow);
    assert.deepEqual(
      found.map(({ stops }) => stops),
      groups.map(({ stops }) => stops),
    );
    for (const [n, { middle, spots }] of groups.entries()) {
      assertNear(found[n].middle, middle);
      if (spots) assertNear(found[n].spots, spots);
      else assert.equal(found[n].spots, null);
    }
  });
}

for (const [name, { places, legs, row, lowest, groups }] of Object.entries(cases.edged)) {
  test(`discs stand in a row and keep within the map as on paper: ${name}`, () => {
    const hasRoom = ([, y]) => y <= lowest;
    const inRow = { row: (stops, middle) => rowOf(middle, stops.length === row.length ? row : []) };
    const found = discGroups(new Map(places.entries()), legs, spacing, hasRoom, inRow);
    assert.equal(found.length, groups.length);
    for (const [n, { stops, spots, is_row: isRow }] of groups.entries()) {
      assert.deepEqual(found[n].stops, stops);
      assert.equal(Boolean(found[n].isRow), isRow);
      if (spots) assertNear(found[n].spots, spots);
      else assert.equal(found[n].spots, null);
    }
  });
}

test("the same stops of several travellers stand in a row as on paper", () => {
  const { content, sizes, asked } = cases.rows;
  for (const { stops, reaches } of asked) {
    const found = reachesInRow(stops, content, sizes);
    assert.equal(found.length, reaches.length);
    for (const [n, reach] of reaches.entries()) assert(Math.abs(found[n] - reach) < 0.01); // sent rounded
  }
  assert(asked.some(({ reaches }) => reaches.length));
});

test("only those who are at a place together are joined", () => {
  const { content } = cases.rows;
  assert(areMet([1, 5], content)); // in Ludwigslust
  assert(!areMet([2, 6], content)); // in Berlin, one after the other
  assert(!areMet([1, 5, 8], content));
});

for (const { count, tops, cards: expected } of cases.cards) {
  test(`a stack of ${count} lies as on paper with ${tops} on top`, () => {
    assertNear(
      cards(count, tops, spacing.step, spacing.beside).map(({ right, depth }) => [right, depth]),
      expected,
    );
  });
}

for (const [n, { size, leg, stops, labels }] of cases.labelled.entries()) {
  test(`names stand where they do on paper: layout ${n}`, () => {
    const [x, y] = size;
    const occupied = new CollisionIndex({ x, y });
    const named = stops.map(({ discs, size: [width, height] }) => {
      return { discs: discs.map(([x, y, radius]) => ({ x, y, radius })), width, height };
    });
    for (const { discs } of named) for (const disc of discs) occupied.addDisc(disc);
    occupied.addLine(leg);
    const found = placeLabels(named, occupied, { x, y }, cases.label_sizes);
    assert.deepEqual(
      found.map((place) => place && [place.align, !!place.leader]),
      labels.map((label) => label && [label.anchor, !!label.leader]),
    );
    for (const [n, label] of labels.entries()) {
      if (!label) continue;
      const { left, top, right, bottom } = found[n].box;
      assertNear([left, top, right, bottom], label.box);
      if (label.leader) assertNear(found[n].leader, label.leader);
    }
  });
}
