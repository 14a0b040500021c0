// How land, water and lines are put on a canvas.

import { overlap, padded } from "./boxes.js";
import { clippedLine, clippedRing } from "./clipping.js";

const SKIP_PX = 0.6; // a point nearer to the one before is left out
const FAR_PX = 4096; // beyond the view, from where on a line is cut
const HAIR = 1e-12; // of the web map: the box of a level line has no height
const CUT_PX = 64; // beyond the view, where it is cut
const BAND_STROKES = 14; // one on the other, so that a band has no edge
const BAND_COLOURS = { coast: "shore", border: "border-band" };

export class BasemapPainter {
  /**
   * @param {import("./basemap.js").Basemap} basemap
   * @param {ReturnType<import("./basemap.js").Basemap["frame"]>} frame
   */
  constructor(basemap, frame) {
    this.frame = frame;
    this.look = basemap.look;
    this.leftOut = basemap.leftOut;
    this.colourOf = basemap.colourOf;
    this.zoom = basemap._zoom;
    this.markScale = basemap._map.markScale;
    /** @type {Box[]} */
    this.covers = basemap.own?.covers(frame.drawn) ?? [];
    /** @type {CanvasRenderingContext2D} */
    this.context = basemap._context;
  }

  /**
   * Call `act` with everything outside some cells covered.
   *
   * @param {import("./basemap_tiles.js").Cell[]} cells
   * @param {number} ratio
   * @param {() => void} act
   */
  within(cells, ratio, act) {
    const { context } = this;
    const { scale, origin } = this.frame;
    /** @param {number} at @param {number} start  whole pixels, or else a seam shows */
    const pixel = (at, start) => Math.round((at * scale - start) * ratio) / ratio;
    context.save();
    context.beginPath();
    for (const cell of cells) {
      const [left, top] = [pixel(cell.left, origin.x), pixel(cell.top, origin.y)];
      context.rect(left, top, pixel(cell.right, origin.x) - left, pixel(cell.bottom, origin.y) - top);
    }
    context.clip();
    act();
    context.restore();
  }

  /** @param {Piece[]} pieces */
  draw(pieces) {
    const { context, look } = this;
    this.pieces = pieces;
    context.lineJoin = "round";
    context.lineCap = "butt";
    context.setLineDash([]);
    // All land in one path, and a line where tiles meet: a hair of water would show between them.
    this.fill("land", (tile) => tile.land.rings);
    this.stroke("land", 1, (tile) => tile.land.seams);
    if (!this.leftOut.has("rivers") && !this.frame.band) {
      this.stroke("river", look.river, (tile) =>
        tile.rivers.filter(({ zoom }) => zoom <= this.zoom + 1).flatMap(({ lines }) => lines),
      );
    }
    /** @param {Line} line */
    const isWide = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]) * this.frame.scale ** 2 >= look.smallest_lake;
    this.fill("water", (tile) => tile.lakes.rings.filter(isWide));
    this.stroke("water", 1, (tile) => tile.lakes.seams);
    this.line("coast", look.coast / 2, (tile) => tile.lakes.coast.filter(isWide));
    this.line("coast", look.coast, (tile) => tile.land.coast);
    if (!this.leftOut.has("borders")) this.strokeBorders();
  }

  /**
   * Return whether any of these lines runs through a box of the web map, outside an author's own map.
   *
   * @param {Box} view
   * @param {LinesOf} linesOf
   */
  sees(view, linesOf) {
    return this.pieces.some(({ turn, tile }) => {
      const there = { ...view, left: view.left - turn, right: view.right - turn };
      const isOpen = (/** @type {number[]} */ part) => {
        for (let n = 0; n < part.length; n += 2) if (!this.isCovered(part[n] + turn, part[n + 1])) return true;
        return false;
      };
      return linesOf(tile).some((line) => {
        const [left, top, right, bottom] = line.box;
        return overlap(padded({ left, top, right, bottom }, HAIR), there) && clippedLine(line, there).some(isOpen);
      });
    });
  }

  // Whether a place of the web map lies beneath an author's own map.
  /** @param {number} x @param {number} y */
  isCovered(x, y) {
    return this.covers.some(({ left, top, right, bottom }) => x > left && x < right && y > top && y < bottom);
  }

  strokeBorders() {
    const { context, look } = this;
    context.save();
    this.leaveOutCovered();
    context.globalAlpha = look.border_opacity;
    this.line("border", look.border, (tile) => tile.borders);
    context.setLineDash(look.disputed_dash.split(" ").map((/** @type {string} */ px) => Number(px) * this.markScale));
    this.line("border", look.border, (tile) => tile.disputedBorders);
    context.restore();
  }

  // No border of ours runs over the picture of an author's own map, which has those of its time.
  leaveOutCovered() {
    const { context } = this;
    const { scale, origin, size } = this.frame;
    for (const { left, top, right, bottom } of this.covers) {
      context.beginPath();
      context.rect(-1, -1, size.x + 2, size.y + 2);
      context.rect(left * scale - origin.x, top * scale - origin.y, (right - left) * scale, (bottom - top) * scale);
      context.clip("evenodd");
    }
  }

  // A coast or border: closer up than it was drawn for, a soft band as wide as it may be wrong.
  /** @param {"coast" | "border"} colour @param {number} width @param {LinesOf} linesOf */
  line(colour, width, linesOf) {
    const { band } = this.frame;
    if (!band) {
      this.stroke(colour, width, linesOf);
      return;
    }
    const { context } = this;
    context.save();
    context.lineCap = "round";
    context.setLineDash(context.getLineDash().map((px) => px * band));
    const { globalAlpha } = context;
    // Each so opaque that the sum grows evenly from nothing to the whole colour in the middle.
    for (let n = BAND_STROKES; n; n -= 1) {
      context.globalAlpha = globalAlpha / n;
      this.stroke(BAND_COLOURS[colour], ((n / BAND_STROKES) * band) / this.markScale, linesOf);
    }
    context.restore();
  }

  /** @param {string} colour @param {LinesOf} linesOf */
  fill(colour, linesOf) {
    this.trace(linesOf, true);
    this.context.fillStyle = this.colourOf(colour);
    this.context.fill("evenodd");
  }

  /** @param {string} colour @param {number} width @param {LinesOf} linesOf */
  stroke(colour, width, linesOf) {
    this.trace(linesOf);
    this.context.strokeStyle = this.colourOf(colour);
    this.context.lineWidth = width * this.markScale;
    this.context.stroke();
  }

  /** @param {LinesOf} linesOf */
  trace(linesOf, isRing = false) {
    this.context.beginPath();
    for (const { turn, tile } of this.pieces) {
      for (const line of linesOf(tile)) this.traceLine(line, turn, isRing);
    }
  }

  /** @param {Line} line @param {number} turn @param {boolean} isRing */
  traceLine(line, turn, isRing) {
    const { scale, origin, size } = this.frame;
    const { context } = this;
    const shiftX = turn * scale - origin.x;
    const [left, top, right, bottom] = line.box;
    const past = this.frame.band ?? 0; // so far its half may reach into the view
    if (right * scale + shiftX < -past || left * scale + shiftX > size.x + past) return;
    if (bottom * scale - origin.y < -past || top * scale - origin.y > size.y + past) return;
    const isFar =
      left * scale + shiftX < -FAR_PX ||
      right * scale + shiftX > size.x + FAR_PX ||
      top * scale - origin.y < -FAR_PX ||
      bottom * scale - origin.y > size.y + FAR_PX;
    if (isFar) {
      this.traceCut(line, shiftX, isRing);
      return;
    }
    if ((right - left) * scale < SKIP_PX && (bottom - top) * scale < SKIP_PX) return;
    let x = line[0] * scale + shiftX;
    let y = line[1] * scale - origin.y;
    context.moveTo(x, y);
    const last = line.length - 2;
    for (let n = 2; n <= last; n += 2) {
      const toX = line[n] * scale + shiftX;
      const toY = line[n + 1] * scale - origin.y;
      if (n < last && Math.abs(toX - x) < SKIP_PX && Math.abs(toY - y) < SKIP_PX) continue;
      context.lineTo(toX, toY);
      [x, y] = [toX, toY];
    }
  }

  // What lies far off is cut away before it comes to the canvas.
  /** @param {Line} line @param {number} shiftX @param {boolean} isRing */
  traceCut(line, shiftX, isRing) {
    const { scale, origin, size, band } = this.frame;
    const past = CUT_PX + (band ?? 0);
    const box = { left: -past, top: -past, right: size.x + past, bottom: size.y + past };
    const points = line.map((at, n) => at * scale + (n % 2 ? -origin.y : shiftX));
    for (const part of isRing ? [clippedRing(points, box)] : clippedLine(points, box)) tracePoints(this.context, part);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number[]} points */
function tracePoints(context, points) {
  for (let n = 0; n < points.length; n += 2) {
    if (n) context.lineTo(points[n], points[n + 1]);
    else context.moveTo(points[n], points[n + 1]);
  }
}

/**
 * @typedef {import("./basemap_tile.js").Tile} Tile
 * @typedef {import("./basemap_tile.js").Line} Line
 * @typedef {import("./types.js").Box} Box
 * @typedef {(tile: Tile) => Line[]} LinesOf
 * @typedef {{ tile: Tile, turn: number }} Piece  a tile, and the turn of the world it is seen on
 */
