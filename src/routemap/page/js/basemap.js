// Land, water and lines, drawn on a canvas beneath the route: it moves with the map as tiles would,
// and is drawn anew when the map has come to rest.

import { BasemapPainter } from "./basemap_painter.js";
import { BasemapTiles } from "./basemap_tiles.js";
import { padded } from "./boxes.js";
import { decorativeCanvas, fitCanvas } from "./canvas.js";
import { cssColours } from "./css_colours.js";
import { isCloseUp, kmPerPixel } from "./web_map.js";

const PADDING = 0.3; // of the view, drawn round it, so that a drag shows no edge
const FETCHED = 0.05; // of the view, fetched round it
const REDRAW_MS = 120;
const HAIR = 1e-9; // of the web map: a box inside its cells meets no others
const BAND_KM = 2; // to either side a tenth of a millimetre on a map of 1:10 million, as on paper
const NAME_COLOURS = ["water-name", "town-name", "country-name"];
const OWN_COLOURS = ["green", "building", "area", "road", "road-edge", "rail", "path", "hairline"];
const COLOURS = [
  "page",
  "land",
  "water",
  "coast",
  "shore",
  "river",
  "border",
  "border-band",
  ...NAME_COLOURS,
  ...OWN_COLOURS,
];

/** @type {any} */
const Renderer = L.Renderer; // its types leave out what those who extend it must know

export class Basemap extends Renderer {
  /**
   * @param {import("./types.js").BasemapSettings} settings
   * @param {import("./basemap_source.js").BasemapSource} source
   */
  constructor(settings, source) {
    super({ pane: "ground", padding: PADDING });
    this.look = settings.look;
    this.leftOut = new Set(settings.left_out);
    /** @type {import("./own_ground.js").OwnGround | null} */
    this.own = null;
    this.tiles = new BasemapTiles(source, settings.grids, () => this.soon());
  }

  _initContainer() {
    this._container = decorativeCanvas("ground-canvas");
    this._context = this._container.getContext("2d");
    this.colourOf = cssColours(this._map.getContainer(), COLOURS, () => this.soon());
  }

  _destroyContainer() {
    this._container.remove(); // kept, for when it is added again
    delete this._bounds;
  }

  getEvents() {
    return { ...super.getEvents(), move: this._onMove, settled: this.draw };
  }

  // L.Renderer would also move the canvas by parts of a pixel, which blurs it.
  _reset() {
    this._update();
  }

  // A long drag leaves what was drawn: draw again on the way, but not at each step.
  _onMove() {
    if (this._map._animatingZoom || this._leaving || !this._bounds) return;
    const corners = [L.point(0, 0), this._map.getSize()];
    const view = L.bounds(corners.map((corner) => this._map.containerPointToLayerPoint(corner)));
    if (this._bounds.contains(view)) return;
    this._leaving = window.setTimeout(() => {
      this._leaving = null;
      if (this._map && !this._map._animatingZoom) this._update();
    }, REDRAW_MS);
  }

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.ratio = fitCanvas(this._container, this._bounds.getSize());
    this.draw();
  }

  // Several tiles that come together are drawn together.
  soon() {
    this._waiting ??= window.setTimeout(() => {
      this._waiting = null;
      if (this._map && !this._map._animatingZoom) this.draw();
    }, REDRAW_MS / 3);
  }

  // From the web map's 0 to 1 to pixels of the canvas, for the zoom drawn.
  frame() {
    const scale = this._map.options.crs.scale(this._zoom);
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const size = this._bounds.getSize();
    /** @param {number} shareOfView  by which the box is larger than the view */
    const box = (shareOfView) => {
      const grow = size.multiplyBy((shareOfView - PADDING) / (1 + 2 * PADDING));
      const [least, most] = [origin.subtract(grow), origin.add(size).add(grow)];
      return { left: least.x / scale, top: least.y / scale, right: most.x / scale, bottom: most.y / scale };
    };
    const band = this.bandAt(scale);
    return { scale, origin, size, band, view: box(0), drawn: box(PADDING), fetched: box(FETCHED) };
  }

  draw() {
    if (!this._bounds) return;
    const frame = this.frame();
    const grid = this.tiles.gridAt(this._zoom);
    const wanted = this.isDrawnByAuthor() ? [] : grid.cells(frame.fetched);
    // What comes in large files is not fetched for a view that fonts may yet change.
    const isSettled = !this.tiles.source.files || !this._map.getContainer().hasAttribute("aria-busy");
    this.tiles.want(grid, wanted, isSettled);
    const context = this._context;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = this.colourOf("page");
    context.fillRect(0, 0, frame.size.x, frame.size.y);
    const world = this.worldOn(frame);
    context.fillStyle = this.colourOf(this.isDrawnByAuthor() ? "land" : "water");
    context.fillRect(world.left, world.top, world.right - world.left, world.bottom - world.top);
    /** @type {import("./basemap_painter.js").Piece[]} */
    this.named = [];
    context.save();
    context.beginPath();
    context.rect(world.left, world.top, world.right - world.left, world.bottom - world.top);
    context.clip();
    if (!this.isDrawnByAuthor()) this.drawCells(frame, grid, grid.cells(frame.drawn));
    context.restore();
    this.drawEdge(world);
    const isComplete = wanted.every((cell) => this.tiles.get(grid, cell));
    if (!isComplete && isSettled) this.tiles.wantWorld();
    this._container.toggleAttribute("data-complete", isComplete);
    this._map.fire("grounddrawn", this.shown(frame));
    this.fire("drawn");
  }

  // How wide, in pixels, the ground leaves open where a line runs; 0 while that is less than the line.
  /** @param {number} scale */
  bandAt(scale) {
    const perPixel = kmPerPixel(scale, this._map.getCenter().lat);
    return isCloseUp(perPixel * this._map.getSize().x) ? BAND_KM / perPixel : 0;
  }

  // Close up an author's own areas are the ground, where there are such.
  isDrawnByAuthor() {
    if (!this.own?.settings.draws_ground) return false;
    const scale = this._map.options.crs.scale(this._zoom);
    return isCloseUp(kmPerPixel(scale, this._map.getCenter().lat) * this._map.getSize().x);
  }

  // Which parts of the ground are in the view, for the key and the credits.
  /** @param {ReturnType<Basemap["frame"]>} frame */
  shown(frame) {
    const painter = new BasemapPainter(this, frame);
    painter.pieces = this.named;
    const view = padded(frame.view, (frame.band || 0) / 2 / frame.scale);
    const hasBorders = !this.leftOut.has("borders");
    return {
      hasGround: !this.isDrawnByAuthor(),
      borders: hasBorders && painter.sees(view, (tile) => tile.borders),
      disputedBorders: hasBorders && painter.sees(view, (tile) => tile.disputedBorders),
    };
  }

  // Where there is a world, in pixels of the canvas: the web map ends in the north and in the south,
  // and where the map is wider than the world, to the east and west, too.
  /** @param {{ scale: number, origin: import("./types.js").XY, size: import("./types.js").XY }} frame */
  worldOn({ scale, origin, size }) {
    const { world } = this._map;
    const sides = world?.isOnce
      ? { left: world.left - origin.x, right: world.left + scale - origin.x }
      : { left: -1, right: size.x + 1 };
    return { ...sides, top: Math.max(-origin.y, -1), bottom: Math.min(scale - origin.y, size.y + 1) };
  }

  /** @param {ReturnType<Basemap["worldOn"]>} world */
  drawEdge({ left, top, right, bottom }) {
    const { _context: context } = this;
    context.strokeStyle = this.colourOf("coast");
    context.lineWidth = this.look.coast * (this._map.markScale || 1);
    context.strokeRect(left, top, right - left, bottom - top);
  }

  // Draws cells of a scale; where a tile has not come, the coarser scale stands in.
  /**
   * @param {ReturnType<Basemap["frame"]>} frame
   * @param {import("./basemap_tiles.js").Grid} grid
   * @param {import("./basemap_tiles.js").Cell[]} cells
   */
  drawCells(frame, grid, cells) {
    const painter = new BasemapPainter(this, frame);
    const missing = cells.filter((cell) => !this.tiles.get(grid, cell));
    const coarser = this.tiles.coarser(grid);
    if (missing.length && coarser) {
      painter.within(missing, this.ratio, () => {
        const left = Math.min(...missing.map((cell) => cell.left)) + HAIR;
        const top = Math.min(...missing.map((cell) => cell.top)) + HAIR;
        const right = Math.max(...missing.map((cell) => cell.right)) - HAIR;
        const bottom = Math.max(...missing.map((cell) => cell.bottom)) - HAIR;
        this.drawCells(frame, coarser, coarser.cells({ left, top, right, bottom }));
      });
    }
    const pieces = cells.map((cell) => ({ turn: cell.turn, tile: this.tiles.get(grid, cell) }));
    const there = pieces.filter(({ tile }) => tile);
    painter.draw(there);
    this.named.push(...there);
  }
}
