import assert from "node:assert/strict";
import { test } from "node:test";

import { BasemapPainter } from "../../src/routemap/page/js/basemap_painter.js";
import { BasemapTiles } from "../../src/routemap/page/js/basemap_tiles.js";
import { linesOf } from "../../src/routemap/page/js/line_breaks.js";
import { latitudeAt, worldX, worldY } from "../../src/routemap/page/js/web_map.js";

// Tiles of 90°, ten units to a degree: the south is sea, then land, then what a file tells.
const grids = [
  { scale: "coarse", width: 90, height: 90, units: 10, tiles: ["~~~~", "#xxx"], least_zoom: 0 },
  { scale: "fine", width: 45, height: 45, units: 100, tiles: Array(4).fill("xxxxxxxx"), least_zoom: 4 },
];
const island = { land: [[[100, 100, 100, 0, 0, 100, -100, 0]]], towns: [[150, 150, 5, "Here", "여기"]] };

function tilesFrom(tile, kept = () => undefined) {
  const asked = [];
  const source = {
    kept,
    tile: (key) => {
      asked.push(key);
      return tile(key);
    },
  };
  let come = 0;
  const tiles = new BasemapTiles(source, grids, () => (come += 1));
  return { tiles, asked, come: () => come };
}

const settled = () => new Promise((done) => setTimeout(done));
const whole = { left: 0.01, top: 0.01, right: 0.99, bottom: 0.99 };

test("a place of the web map comes back to its latitude", () => {
  assert.equal(worldX(0), 0.5);
  assert.ok(Math.abs(worldY(0) - 0.5) < 1e-12);
  for (const latitude of [-60, 0, 43.4, 80]) assert.ok(Math.abs(latitudeAt(worldY(latitude)) - latitude) < 1e-9);
});

test("the scale follows the zoom, and each has a coarser one but the coarsest", () => {
  const { tiles } = tilesFrom(() => ({}));
  const [coarse, fine] = tiles.grids;
  assert.deepEqual(
    [0, 3.9, 4, 9].map((zoom) => tiles.gridAt(zoom)),
    [coarse, coarse, fine, fine],
  );
  assert.equal(tiles.coarser(fine), coarse);
  assert.equal(tiles.coarser(coarse), undefined);
});

test("cells run on round the world, and say on which turn they are seen", () => {
  const [grid] = tilesFrom(() => ({})).tiles.grids;
  const cells = grid.cells({ left: 0.9, right: 1.1, top: 0.3, bottom: 0.4 });
  assert.deepEqual(
    cells.map(({ key, turn }) => [key, turn]),
    [
      ["coarse/0_90", 0],
      ["coarse/0_-180", 1],
    ],
  );
});

test("only what a file tells is asked for, and only once; sea and land are there", async () => {
  const { tiles, asked, come } = tilesFrom(async () => island);
  const [grid] = tiles.grids;
  const cells = grid.cells(whole);
  tiles.want(grid, cells);
  tiles.want(grid, cells);
  assert.deepEqual(asked.sort(), ["coarse/0_-90", "coarse/0_0", "coarse/0_90"]);
  assert.equal(cells.filter((cell) => tiles.get(grid, cell)).length, 5);
  await settled();
  assert.ok(cells.every((cell) => tiles.get(grid, cell)));
  assert.equal(come(), 3);
});

test("what could not be had is asked for again after a while, not at once", async () => {
  const { tiles, asked } = tilesFrom(async () => Promise.reject(new Error("no net")));
  const [grid] = tiles.grids;
  const [cell] = grid.cells(whole).filter(({ kind }) => kind === "x");
  tiles.want(grid, [cell]);
  await settled();
  tiles.want(grid, [cell]);
  assert.equal(asked.length, 1);
  tiles.askedUntil.set(cell.key, Date.now() - 1);
  tiles.want(grid, [cell]);
  assert.equal(asked.length, 2);
});

test("a tile is land with coast, names with their places, and knows its edges", async () => {
  const { tiles } = tilesFrom(
    () => ({}),
    () => island,
  );
  const [grid] = tiles.grids;
  const cell = grid.cells(whole).find(({ key }) => key === "coarse/0_0");
  tiles.want(grid, [cell]);
  const { land, towns } = tiles.get(grid, cell);
  assert.deepEqual([land.rings.length, land.coast.length, land.seams.length], [1, 1, 0]);
  assert.deepEqual(land.rings[0].slice(0, 2), land.rings[0].slice(-2)); // closed
  assert.deepEqual(land.rings[0].box, [worldX(10), worldY(20), worldX(20), worldY(10)]);
  assert.deepEqual(towns, [{ x: worldX(15), y: worldY(15), zoom: 5, names: ["Here", "여기"] }]);
});

test("land that fills its tile is seams all round, not coast", () => {
  const { tiles } = tilesFrom(() => ({}));
  const [grid] = tiles.grids;
  const cell = grid.cells(whole).find(({ kind }) => kind === "#");
  const { land } = tiles.get(grid, cell);
  assert.deepEqual([land.rings.length, land.coast.length, land.seams.length], [1, 0, 1]);
  assert.deepEqual(land.rings[0].box, [0, worldY(90), 0.25, 0.5]);
});

test("a long name breaks before a bracket, else where its lines are most alike", () => {
  assert.deepEqual(linesOf("Peru"), ["Peru"]);
  assert.deepEqual(linesOf("Yellow Sea"), ["Yellow Sea"]); // of ten letters, in one line as on paper
  assert.deepEqual(linesOf("Bay of Fundy"), ["Bay of", "Fundy"]);
  assert.deepEqual(linesOf("Papua New Guinea"), ["Papua New", "Guinea"]);
  assert.deepEqual(linesOf("Burma (Republic of the Union)"), ["Burma", "(Republic of the Union)"]);
});

/** Return what is drawn of a lake and an island: the colour and width of each stroke of a coast. */
function strokedCoasts(look) {
  const strokes = [];
  const context = {
    setLineDash() {},
    save() {},
    restore() {},
    beginPath: () => (context.points = 0),
    moveTo: () => (context.points += 1),
    lineTo: () => (context.points += 1),
    fill() {},
    stroke() {
      if (context.points && context.strokeStyle === "coast") strokes.push(context.lineWidth);
    },
  };
  const frame = { scale: 100, origin: { x: 0, y: 0 }, size: { x: 100, y: 100 } };
  const basemap = {
    look,
    colourOf: (colour) => colour,
    _zoom: 3,
    leftOut: new Set(),
    _map: { markScale: 1 },
    _context: context,
  };
  const line = Object.assign([0, 0, 0.5, 0, 0.5, 0.5], { box: [0, 0, 0.5, 0.5] });
  const tile = {
    land: { rings: [line], seams: [], coast: [line] },
    lakes: { rings: [line], seams: [], coast: [line] },
    rivers: [],
    borders: [],
    disputedBorders: [],
  };
  new BasemapPainter(basemap, frame).draw([{ turn: 0, tile }]);
  return strokes;
}

const look = { coast: 0.8, river: 0.9, border: 1, disputed_dash: "4 3", smallest_lake: 60 };

test("the shore of a lake is half as wide as a coast, as on paper", () => {
  assert.deepEqual(strokedCoasts(look), [0.4, 0.8]);
});

test("a lake smaller than look.py wants it is left out", () => {
  assert.deepEqual(strokedCoasts({ ...look, smallest_lake: 2501 }), [0.8]);
});
