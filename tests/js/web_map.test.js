import assert from "node:assert/strict";
import { test } from "node:test";

import { extentText } from "../../src/routemap/page/js/web_map.js";

const scaleAt = (zoom) => 256 * 2 ** zoom;

function extentOf(view, zoom) {
  return extentText(view, scaleAt(zoom)).split(",").map(Number);
}

test("the extent of a picture is as fine as a pixel of the map, however close up", () => {
  const view = { south: 48.85701, west: 2.34912, north: 48.86213, east: 2.36201 };
  assert.equal(extentText(view, scaleAt(16)), "2.34912,48.85701,2.36201,48.86213");
  assert.equal(extentText({ south: -10, west: -20, north: 30, east: 40 }, scaleAt(3)), "-20.00,-10.00,40.00,30.00");
});

test("a view smaller than a picture may be becomes as large as that, round its middle", () => {
  for (const latitude of [0, 59.4, -70]) {
    const [west, south, east, north] = extentOf(
      { south: latitude, west: 20, north: latitude + 0.0008, east: 20.003 },
      18,
    );
    const km = Math.max(north - south, (east - west) * Math.cos((latitude * Math.PI) / 180)) * 111.2;
    assert.ok(km >= 0.5 && km < 0.53, `${km}`);
    assert.ok(Math.abs((west + east) / 2 - 20.0015) < 1e-5);
    assert.ok(Math.abs((south + north) / 2 - latitude - 0.0004) < 1e-5);
  }
});

test("a view over the date line, or on another turn of the world, has degrees from -180 to 180", () => {
  const across = { south: -20, west: 160, north: 20, east: 215.5 };
  assert.deepEqual(extentOf(across, 3), [160, -20, -144.5, 20]);
  assert.deepEqual(extentOf({ ...across, west: 160 - 720, east: 215.5 - 720 }, 3), [160, -20, -144.5, 20]);
  assert.deepEqual(extentOf({ ...across, west: -200, east: -150 }, 3), [160, -20, -150, 20]);
});

test("no picture holds more than the world", () => {
  assert.deepEqual(extentOf({ south: -60, west: -300, north: 80, east: 340 }, 1), [-160, -60, 200, 80]);
});
