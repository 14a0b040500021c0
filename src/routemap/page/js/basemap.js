// Land, water and lines, drawn on a canvas beneath the route: it moves with the map as tiles would,
// and is drawn anew when the map has come to rest.

import { BasemapPainter } from "./basemap_painter.js";
import { BasemapTiles } from "./basemap_tiles.js";
import { cssColours } from "./css_colours.js";

const PADDING = 0.3; // of the view, drawn round it, so that a drag shows no edge
const FETCHED = 0.05; // of the view, fetched round it
const FINEST_RATIO = 2; // device pixels: more cost time and show nothing
const SKIP_PX = 0.6; // a point nearer to the one before is left out
const LEAST_LAKE_PX2 = 60;
const REDRAW_MS = 120;
const PAINTS = ["land", "water", "coast", "river", "border", "water-name", "town-name", "country-name"];

export const Basemap = L.Renderer.extend({
  options: { pane: "ground", padding: PADDING },

  initialize(settings) {
    L.Util.setOptions(this, {});
    L.Util.stamp(this);
    this._layers = {}; // L.Renderer's own; there are no paths in this one
    this.look = settings.look;
    this.tiles = new BasemapTiles(settings, () => this.soon());
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "ground-canvas";
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
    this.paint = cssColours(this._map.getContainer(), PAINTS, () => this.soon());
  },

  _destroyContainer() {
    this.paint.forget();
    this._container.remove();
    delete this._container;
    delete this._bounds;
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove, settled: this.draw };
  },

  // L.Renderer would also move the canvas by parts of a pixel, which blurs it.
  _reset() {
    this._update();
  },

  // A long drag leaves what was drawn: draw again on the way, but not at each step.
  _onMove() {
    if (this._map._animatingZoom || this._leaving || !this._bounds) return;
    const view = L.bounds(
      this._map.containerPointToLayerPoint([0, 0]),
      this._map.containerPointToLayerPoint(this._map.getSize()),
    );
    if (this._bounds.contains(view)) return;
    this._leaving = window.setTimeout(() => {
      this._leaving = null;
      if (this._map && !this._map._animatingZoom) this._update();
    }, REDRAW_MS);
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const ratio = Math.min(window.devicePixelRatio || 1, FINEST_RATIO);
    const size = this._bounds.getSize();
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this.ratio = ratio;
    this.draw();
  },

  // Several tiles that come together are drawn together.
  soon() {
    if (this._waiting) return;
    this._waiting = window.setTimeout(() => {
      this._waiting = null;
      if (this._map && !this._map._animatingZoom) this.draw();
    }, REDRAW_MS / 3);
  },

  // From the web map's 0 to 1 to pixels of the canvas, for the zoom drawn.
  frame() {
    const scale = this._map.options.crs.scale(this._zoom);
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const size = this._bounds.getSize();
    const inset = size.multiplyBy(PADDING / (1 + 2 * PADDING));
    const box = (grow) => ({
      left: (origin.x - grow.x) / scale,
      top: (origin.y - grow.y) / scale,
      right: (origin.x + size.x + grow.x) / scale,
      bottom: (origin.y + size.y + grow.y) / scale,
    });
    const fetched = inset.multiplyBy(FETCHED / PADDING - 1);
    return { scale, originX: origin.x, originY: origin.y, size, drawn: box(L.point(0, 0)), fetched: box(fetched) };
  },

  draw() {
    if (!this._bounds) return;
    const frame = this.frame();
    const grid = this.tiles.gridAt(this._zoom);
    const wanted = grid.cells(frame.fetched);
    // What comes in large files is not fetched for a view that fonts may yet change.
    const isSettled = !this.tiles.source.files || !this._map.getContainer().hasAttribute("aria-busy");
    this.tiles.want(grid, wanted, isSettled);
    const context = this._context;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = this.paint.colour("water");
    context.fillRect(0, 0, frame.size.x, frame.size.y);
    this.named = [];
    this.drawCells(frame, grid, grid.cells(frame.drawn));
    const missing = wanted.filter((cell) => !this.has(grid, cell));
    if (missing.length && isSettled) this.wantWorld();
    this._container.toggleAttribute("data-complete", missing.length === 0);
    this.fire("drawn");
  },

  // What stands in where a tile has not come.
  wantWorld() {
    const [world] = this.tiles.grids;
    this.tiles.want(world, world.cells({ left: 0, right: 0, top: 0, bottom: 1 }));
  },

  has(grid, cell) {
    return this.tiles.isEmpty(cell) || this.tiles.isLand(cell) || Boolean(this.tiles.get(grid, cell));
  },

  // Draws cells of a scale; where a tile has not come, the coarser scale stands in.
  drawCells(frame, grid, cells) {
    const pen = new BasemapPainter(this._context, frame, this.paint, this.look, this._zoom, this._map.markScale);
    const missing = cells.filter((cell) => !this.has(grid, cell));
    const coarser = this.tiles.coarser(grid);
    if (missing.length && coarser) {
      pen.within(missing, this.ratio, () => {
        const box = (side, pick) => pick(...missing.map((cell) => cell[side]));
        this.drawCells(
          frame,
          coarser,
          coarser.cells({
            left: box("left", Math.min) + 1e-9,
            top: box("top", Math.min) + 1e-9,
            right: box("right", Math.max) - 1e-9,
            bottom: box("bottom", Math.max) - 1e-9,
          }),
        );
      });
    }
    const pieces = cells
      .filter((cell) => !this.tiles.isEmpty(cell))
      .map((cell) => ({ cell, tile: this.tiles.isLand(cell) ? null : this.tiles.get(grid, cell) }))
      .filter(({ cell, tile }) => tile || this.tiles.isLand(cell));
    pen.draw(pieces, { skip: SKIP_PX, leastLake: LEAST_LAKE_PX2 });
    for (const { cell, tile } of pieces) if (tile) this.named.push({ tile, turn: cell.turn });
  },
});
