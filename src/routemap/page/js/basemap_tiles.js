// Tiles of the basemap: which there are, and those that a view has needed.

import { readTile } from "./basemap_tile.js";
import { latitudeAt, worldY } from "./web_map.js";

const TILES_KEPT = 240;
const RETRY_MS = 4000;
const SEA = "~";
const LAND = "#";

/** One scale: the size of its tiles, and a letter for each. */
export class Grid {
  /** @param {import("./types.js").GridSettings} settings */
  constructor(settings) {
    this.settings = settings;
    this.columns = 360 / settings.width;
    this.rows = 180 / settings.height;
    // y of each row's southern edge; the last is the North Pole.
    this.edges = Array.from({ length: this.rows + 1 }, (_, row) => worldY(row * settings.height - 90));
  }

  /**
   * Return the cells within a box of the web map; columns run on beyond 0 to 1.
   *
   * @param {import("./types.js").Box} box
   */
  cells({ left, top, right, bottom }) {
    /** @param {number} y */
    const row = (y) => Math.floor((latitudeAt(y) + 90) / this.settings.height);
    const found = [];
    for (let y = Math.max(row(bottom), 0); y <= Math.min(row(top), this.rows - 1); y += 1) {
      for (let x = Math.floor(left * this.columns); x <= Math.floor(right * this.columns); x += 1) {
        found.push(this.cell(x, y));
      }
    }
    return found;
  }

  /** @param {number} x @param {number} row */
  cell(x, row) {
    const { scale, tiles, width, height } = this.settings;
    const column = ((x % this.columns) + this.columns) % this.columns;
    const [south, west] = [row * height - 90, column * width - 180];
    return {
      key: `${scale}/${south}_${west}`,
      kind: tiles[row][column],
      south,
      west,
      turn: (x - column) / this.columns,
      left: x / this.columns,
      right: (x + 1) / this.columns,
      top: this.edges[row + 1],
      bottom: this.edges[row],
    };
  }
}

/** @typedef {ReturnType<Grid["cell"]>} Cell */

export class BasemapTiles {
  /**
   * @param {import("./basemap_source.js").BasemapSource} source
   * @param {import("./types.js").GridSettings[]} grids  from coarse to fine
   * @param {() => void} onTile  called when one has come
   */
  constructor(source, grids, onTile) {
    this.source = source;
    this.grids = grids.map((grid) => new Grid(grid));
    this.onTile = onTile;
    /** @type {Map<string, import("./basemap_tile.js").Tile>} */
    this.tiles = new Map();
    /** @type {Map<string, number>} */
    this.askedUntil = new Map();
  }

  /** @param {number} zoom */
  gridAt(zoom) {
    return this.grids.findLast((grid) => zoom >= grid.settings.least_zoom) ?? this.grids[0];
  }

  /** @param {Grid} grid */
  coarser(grid) {
    return this.grids[this.grids.indexOf(grid) - 1];
  }

  /**
   * Return what lies in a cell, undefined if it has not come.
   *
   * @param {Grid} grid
   * @param {Cell} cell
   */
  get(grid, { key, kind, south, west }) {
    if (kind === SEA) return readTile({}, grid.settings, south, west);
    if (kind === LAND) return readTile(allLand(grid.settings), grid.settings, south, west);
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key); // to the end: the first are those not drawn for longest
      this.tiles.set(key, tile);
    }
    return tile;
  }

  /**
   * Ask for what is not there yet; what could not be had is asked for again after a while.
   *
   * @param {Grid} grid
   * @param {Cell[]} cells
   */
  want(grid, cells, isFetched = true) {
    for (const cell of cells) {
      if (this.get(grid, cell) || this.askedUntil.get(cell.key) > Date.now()) continue;
      const kept = this.source.kept(cell.key);
      if (kept) this.keep(grid, cell, kept);
      else if (isFetched) this.fetch(grid, cell);
    }
  }

  // What stands in where a tile has not come.
  wantWorld() {
    const [world] = this.grids;
    this.want(world, world.cells({ left: 0, right: 0, top: 0, bottom: 1 }));
  }

  /** @param {Grid} grid @param {Cell} cell @param {import("./basemap_tile.js").Content} content */
  keep(grid, { key, south, west }, content) {
    this.tiles.set(key, readTile(content, grid.settings, south, west));
    while (this.tiles.size > TILES_KEPT) this.tiles.delete(this.tiles.keys().next().value);
  }

  /** @param {Grid} grid @param {Cell} cell */
  async fetch(grid, cell) {
    this.askedUntil.set(cell.key, Infinity);
    try {
      this.keep(grid, cell, await this.source.tile(cell.key));
      this.askedUntil.delete(cell.key);
    } catch {
      // The coarser scale stands in until the view moves again.
      this.askedUntil.set(cell.key, Date.now() + RETRY_MS);
    }
    this.onTile();
  }
}

/** @param {import("./types.js").GridSettings} settings @returns {import("./basemap_tile.js").Content} */
function allLand({ width, height, units }) {
  const [x, y] = [width * units, height * units];
  return { land: [[[0, 0, x, 0, 0, y, -x, 0]]] };
}
