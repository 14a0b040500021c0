import assert from "node:assert/strict";
import { test } from "node:test";

import { fitRoute, roomsOf, shiftClear } from "../../src/routemap/page/js/route_fit.js";

const RADIUS = 20;
const size = { x: 800, y: 600 };
const key = { left: 600, top: 400, right: 800, bottom: 600 };
const scaleAt = (zoom) => 256 * 2 ** zoom;

function routeOf(points, line = points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  return { discs: points.map(([x, y]) => ({ x, y, aside: [0, 0] })), lines: [line], box, radius: RADIUS };
}

/** Return where the discs lie on the map. */
function discsIn(route, view) {
  const scale = scaleAt(view.zoom);
  return route.discs.map(({ x, y }) => [x * scale + view.left, y * scale + view.top]);
}

const none = () => 0;

test("a route fills the map's width or height, with its discs", () => {
  const wide = routeOf([
    [0.4, 0.5],
    [0.6, 0.52],
  ]);
  const [[left], [right]] = discsIn(wide, fitRoute(wide, size, [], 4, 18, none));
  assert.ok(Math.abs(left - RADIUS - 4) < 3 && Math.abs(size.x - right - RADIUS - 4) < 3);
  const tall = routeOf([
    [0.5, 0.4],
    [0.51, 0.6],
  ]);
  const [[, top], [, bottom]] = discsIn(tall, fitRoute(tall, size, [], 4, 18, none));
  assert.ok(Math.abs(top - RADIUS - 4) < 3 && Math.abs(size.y - bottom - RADIUS - 4) < 3);
});

test("a route stands beside the legend, or above it, or round it if it can", () => {
  const falling = routeOf([
    [0.4, 0.4],
    [0.6, 0.6],
  ]);
  const beside = discsIn(falling, fitRoute(falling, size, [key], 4, 18, none));
  for (const [x, y] of beside) assert.ok(x + RADIUS <= key.left || y + RADIUS <= key.top);
  // This one has nothing in the corner of the legend, and takes the whole map.
  const rising = routeOf([
    [0.4, 0.55],
    [0.6, 0.45],
  ]);
  const [[left], [right]] = discsIn(rising, fitRoute(rising, size, [key], 4, 18, none));
  assert.ok(right - left > size.x - 2 * RADIUS - 14);
});

test("a leg beneath the legend counts, too", () => {
  const ends = [
    [0.4, 0.55],
    [0.6, 0.45],
  ];
  const bent = routeOf(ends, [ends[0], [0.599, 0.549], ends[1]]);
  const view = fitRoute(bent, size, [key], 4, 18, none);
  const scale = scaleAt(view.zoom);
  const [x, y] = [0.599 * scale + view.left, 0.549 * scale + view.top];
  assert.ok(x <= key.left || y <= key.top);
});

test("for names a view is a little further off, and no further than helps", () => {
  const route = routeOf([
    [0.4, 0.5],
    [0.6, 0.52],
  ]);
  const tight = fitRoute(route, size, [], 4, 18, none);
  const looser = fitRoute(route, size, [], 4, 18, ({ zoom }) => (zoom < tight.zoom - 0.06 ? 0 : 1));
  assert.ok(looser.zoom < tight.zoom && looser.zoom > tight.zoom - 0.2);
  assert.equal(fitRoute(route, size, [], 4, 18, () => 1).zoom, tight.zoom);
});

test("one place is shown as close as may be, in the middle of the room", () => {
  const place = routeOf([[0.5, 0.5]]);
  const view = fitRoute(place, size, [], 4, 18, none);
  assert.equal(view.zoom, 18);
  assert.deepEqual(discsIn(place, view), [[400, 300]]);
});

test("no more than must be is shown of what lies beyond the edge of the world", () => {
  const northern = routeOf([
    [0.1, 0.1],
    [0.9, 0.3],
  ]);
  Object.assign(northern.box, { left: 0, right: 1 }); // round the world
  const view = fitRoute(northern, size, [], 4, 18, none);
  assert.ok(Math.abs(scaleAt(view.zoom) - size.x) < 1); // the whole width, to the edges
  assert.ok(Math.abs(view.top) < 1);
  const atEdge = routeOf([
    [0.5, 0],
    [0.5, 0.2],
  ]);
  const [[, top]] = discsIn(atEdge, fitRoute(atEdge, size, [], 4, 18, none));
  assert.ok(top >= RADIUS); // its disc is whole
});

test("rooms lie between any edges, those without furniture among them", () => {
  const map = { left: 0, top: 0, right: 800, bottom: 600 };
  const rooms = roomsOf(map, [key]);
  for (const wanted of [map, { ...map, right: 600 }, { ...map, bottom: 400 }]) {
    assert.ok(rooms.some((room) => JSON.stringify(room) === JSON.stringify(wanted)));
  }
});

test("a box moves no further than it must to lie within the map and clear of furniture", () => {
  const map = { left: 0, top: 0, right: size.x, bottom: size.y };
  const boxAt = (x, y) => ({ left: x - 20, top: y - 20, right: x + 20, bottom: y + 20 });
  assert.deepEqual(shiftClear(boxAt(300, 300), map, [key]), [0, 0]);
  assert.deepEqual(shiftClear(boxAt(-15, 590), map, [key]), [35, -10]);
  assert.deepEqual(shiftClear(boxAt(610, 500), map, [key]), [-30, 0]);
  assert.deepEqual(shiftClear(boxAt(790, 430), map, [key]), [-10, -50]);
  assert.deepEqual(shiftClear(boxAt(300, 300), map, [map]), [0, 0]);
});
