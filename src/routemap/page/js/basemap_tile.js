// Reads what a tile's file holds: whole numbers from its corner on, each step from the one before
// (see basemap/tiles.py and tools/geography/grid.py).

import { worldX, worldY } from "./web_map.js";

/**
 * @typedef {Record<string, any[]>} Content  lines and names by kind, as they stand in the file
 * @typedef {Float64Array & { box: number[] }} Line  [x, y, x, y, …] of the web map, and the box round it
 * @typedef {ReturnType<typeof readTile>} Tile
 */

/**
 * @param {Content} content
 * @param {{ width: number, height: number, units: number }} grid
 * @param {number} south
 * @param {number} west
 */
export function readTile(content, { width, height, units }, south, west) {
  /** @param {number} x @param {number} y */
  const place = (x, y) => [worldX(west + x / units), worldY(south + y / units)];

  /** @param {number[]} steps */
  const line = (steps, isClosed = false) => {
    const points = [];
    let [x, y] = [0, 0];
    for (let n = 0; n < steps.length; n += 2) {
      x += steps[n];
      y += steps[n + 1];
      points.push(...place(x, y));
    }
    return lineOf(isClosed ? [...points, points[0], points[1]] : points);
  };

  // The outline of a polygon in two: coast, and the tile's own edge, where the sheet ends and the
  // land goes on.
  /** @param {number[]} steps */
  const outline = (steps) => {
    /** @type {{ coast: number[][], seams: number[][] }} */
    const parts = { coast: [], seams: [] };
    /** @type {number[]} */
    let points;
    /** @type {boolean | undefined} */
    let wasSeam;
    let [x, y] = steps;
    const first = [x, y];
    /** @param {number} toX @param {number} toY */
    const step = (toX, toY) => {
      const [isUpright, isLevel] = [x === toX, y === toY];
      const [right, top] = [width * units, height * units];
      const isSeam = (isUpright && (x === 0 || x === right)) || (isLevel && (y === 0 || y === top));
      if (isSeam !== wasSeam) {
        points = [...place(x, y)];
        parts[isSeam ? "seams" : "coast"].push(points);
      }
      wasSeam = isSeam;
      points.push(...place(toX, toY));
      [x, y] = [toX, toY];
    };
    for (let n = 2; n < steps.length; n += 2) step(x + steps[n], y + steps[n + 1]);
    step(first[0], first[1]);
    return { coast: parts.coast.map(lineOf), seams: parts.seams.map(lineOf) };
  };

  /** @param {any[]} entry */
  const named = ([atX, atY, zoom, ...names]) => {
    const [x, y] = place(atX, atY);
    return { x, y, zoom, /** @type {string[]} */ names };
  };

  const of = (/** @type {string} */ kind) => content[kind] ?? [];
  const polygons = (/** @type {string} */ kind) => {
    const rings = of(kind).flat();
    const outlines = rings.map(outline);
    return {
      rings: rings.map((steps) => line(steps, true)),
      coast: outlines.flatMap(({ coast }) => coast),
      seams: outlines.flatMap(({ seams }) => seams),
    };
  };
  return {
    land: polygons("land"),
    lakes: polygons("lakes"),
    rivers: of("rivers").map(([zoom, ...parts]) => ({
      zoom,
      lines: parts.map((/** @type {number[]} */ steps) => line(steps)),
    })),
    borders: of("borders").map((steps) => line(steps)),
    disputedBorders: of("disputed_borders").map((steps) => line(steps)),
    towns: of("towns").map(named),
    lakeNames: of("lake_names").map(named),
  };
}

/** @param {number[]} points @returns {Line} */
function lineOf(points) {
  const [xs, ys] = [0, 1].map((axis) => points.filter((_, n) => n % 2 === axis));
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return Object.assign(Float64Array.from(points), { box });
}
