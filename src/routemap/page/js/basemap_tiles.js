// Tiles of the ground: which there are, and those that a view has needed.

const TILES_KEPT = 240;
const RETRY_MS = 4000;
const SEA = "~";
const LAND = "#";
const MAX_LATITUDE = 85.0511287798; // the web map ends here

// Where a place lies on the web map, whose width and height are 1.
function worldX(longitude) {
  return longitude / 360 + 0.5;
}

function worldY(latitude) {
  const bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

function latitudeAt(y) {
  return (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;
}

// One scale: the size of its tiles, and a letter for each.
class Grid {
  constructor({ scale, width, height, units, tiles, least_zoom: leastZoom }) {
    Object.assign(this, { scale, width, height, units, tiles, leastZoom });
    this.columns = 360 / width;
    this.rows = 180 / height;
    const rows = Array.from({ length: this.rows + 1 }, (_, row) => worldY(row * height - 90));
    this.edges = rows; // y of each row's southern edge; the last is the North Pole
  }

  // The cells within a box of the web map {left, top, right, bottom}; columns run on beyond 0 to 1.
  cells({ left, top, right, bottom }) {
    const row = (y) => Math.floor((latitudeAt(y) + 90) / this.height);
    const rows = [Math.max(row(bottom), 0), Math.min(row(top), this.rows - 1)];
    const columns = [Math.floor(left * this.columns), Math.floor(right * this.columns)];
    const found = [];
    for (let y = rows[0]; y <= rows[1]; y += 1) {
      for (let x = columns[0]; x <= columns[1]; x += 1) found.push(this.cell(x, y));
    }
    return found;
  }

  cell(x, row) {
    const column = ((x % this.columns) + this.columns) % this.columns;
    return {
      kind: this.tiles[row][column],
      south: row * this.height - 90,
      west: column * this.width - 180,
      turn: (x - column) / this.columns,
      left: x / this.columns,
      right: (x + 1) / this.columns,
      top: this.edges[row + 1],
      bottom: this.edges[row],
    };
  }
}

// A line of the web map as [x, y, x, y, …], with the box round it.
function lineOf(points) {
  const line = Float64Array.from(points);
  line.box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < line.length; n += 2) {
    line.box[0] = Math.min(line.box[0], line[n]);
    line.box[1] = Math.min(line.box[1], line[n + 1]);
    line.box[2] = Math.max(line.box[2], line[n]);
    line.box[3] = Math.max(line.box[3], line[n + 1]);
  }
  return line;
}

// Reads a tile's whole numbers: see ground_files.py and tools/geography/grid.py.
class Reader {
  constructor(grid, { south, west }) {
    Object.assign(this, { grid, south, west });
    this.size = [grid.width * grid.units, grid.height * grid.units];
  }

  place(x, y) {
    const { units } = this.grid;
    return [worldX(this.west + x / units), worldY(this.south + y / units)];
  }

  line(steps, closed) {
    const points = [];
    let [x, y] = [0, 0];
    for (let n = 0; n < steps.length; n += 2) {
      x += steps[n];
      y += steps[n + 1];
      points.push(...this.place(x, y));
    }
    if (closed) points.push(points[0], points[1]);
    return lineOf(points);
  }

  // The outline of a polygon in two: coast, and the tile's own edge, where the sheet ends and the
  // land goes on.
  outline(steps) {
    const [width, height] = this.size;
    const lines = { inner: [], edge: [] };
    let points = null;
    let wasAlong = null;
    let [x, y] = steps;
    const first = [x, y];
    const step = (toX, toY) => {
      const alongSide = x === toX && (x === 0 || x === width);
      const along = alongSide || (y === toY && (y === 0 || y === height));
      if (along !== wasAlong) {
        points = [...this.place(x, y)];
        lines[along ? "edge" : "inner"].push(points);
      }
      wasAlong = along;
      points.push(...this.place(toX, toY));
      [x, y] = [toX, toY];
    };
    for (let n = 2; n < steps.length; n += 2) step(x + steps[n], y + steps[n + 1]);
    step(...first);
    return { inner: lines.inner.map(lineOf), edge: lines.edge.map(lineOf) };
  }

  named([x, y, zoom, ...names]) {
    const [atX, atY] = this.place(x, y);
    return { x: atX, y: atY, zoom, names };
  }

  read(content) {
    const rings = (name) => (content[name] || []).flat();
    const lines = (name) => (content[name] || []).map((steps) => this.line(steps));
    const named = (name) => (content[name] || []).map((entry) => this.named(entry));
    const land = rings("land").map((steps) => this.outline(steps));
    const lakes = rings("lakes").map((steps) => this.outline(steps));
    return {
      land: rings("land").map((steps) => this.line(steps, true)),
      lakes: rings("lakes").map((steps) => this.line(steps, true)),
      coast: land.flatMap(({ inner }) => inner),
      landSeams: land.flatMap(({ edge }) => edge),
      shores: lakes.flatMap(({ inner }) => inner),
      lakeSeams: lakes.flatMap(({ edge }) => edge),
      rivers: (content.rivers || []).map(([zoom, ...parts]) => ({
        zoom,
        lines: parts.map((steps) => this.line(steps)),
      })),
      borders: lines("borders"),
      disputedBorders: lines("disputed_borders"),
      towns: named("towns"),
      lakeNames: named("lake_names"),
    };
  }
}

// `source` is a GroundSource; `grids` from coarse to fine, as route_map.py gives them.
export class BasemapTiles {
  constructor({ source, grids }, onTile) {
    this.source = source;
    this.grids = grids.map((grid) => new Grid(grid));
    this.onTile = onTile;
    this.tiles = new Map();
    this.asked = new Map();
  }

  gridAt(zoom) {
    return this.grids.filter((grid, n) => n === 0 || zoom >= grid.leastZoom).at(-1);
  }

  coarser(grid) {
    return this.grids[this.grids.indexOf(grid) - 1];
  }

  isEmpty(cell) {
    return cell.kind === SEA;
  }

  isLand(cell) {
    return cell.kind === LAND;
  }

  get(grid, cell) {
    const key = this.key(grid, cell);
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key); // to the end: the first are those not drawn for longest
      this.tiles.set(key, tile);
    }
    return tile;
  }

  // Asks for what is not there yet; what could not be had is asked for again after a while.
  want(grid, cells, isFetched = true) {
    for (const cell of cells) {
      const key = this.key(grid, cell);
      if (this.isEmpty(cell) || this.isLand(cell) || this.tiles.has(key)) continue;
      if (this.asked.get(key) > Date.now()) continue;
      const kept = this.source.kept(key);
      if (kept) this.keep(key, grid, cell, kept);
      else if (isFetched) this.fetch(grid, cell, key);
    }
  }

  keep(key, grid, cell, content) {
    this.tiles.set(key, new Reader(grid, cell).read(content));
    while (this.tiles.size > TILES_KEPT) this.tiles.delete(this.tiles.keys().next().value);
  }

  async fetch(grid, cell, key) {
    this.asked.set(key, Infinity);
    try {
      this.keep(key, grid, cell, await this.source.tile(key));
      this.asked.delete(key);
    } catch {
      // The coarser scale stands in until the view moves again.
      this.asked.set(key, Date.now() + RETRY_MS);
    }
    this.onTile();
  }

  key(grid, { south, west }) {
    return `${grid.scale}/${south}_${west}`;
  }
}

export const webMap = { worldX, worldY, latitudeAt };
