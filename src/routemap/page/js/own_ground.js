// An author's own basemap: the picture of a map, and shapes by their kinds, painted on the basemap's
// canvas whenever that is drawn.

import { BasemapPainter } from "./basemap_painter.js";
import { worldX, worldY } from "./web_map.js";

/**
 * @typedef {import("./types.js").XY} XY
 * @typedef {import("./types.js").GroundLook} GroundLook
 * @typedef {Float64Array & { box: [number, number, number, number] }} Line  x, y on the web map, in turn
 * @typedef {{ kind: string, form: string, name: string, lines: Line[] }} Shape
 * @typedef {{ at: XY, room: number }} Spot  a place for a name, in pixels, and the width that there is
 */

// Where along a line, and how far down an area, a name may stand: the middle first.
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
// Which names find room first: those that name nothing else, then what is widest.
const NAMED_FIRST = ["label", "water", "river", "green", "area", "rail", "road", "building", "path", "border"];

const MOST_NAMES = 1000; // those that come first find all the room

export class OwnGround {
  /**
   * @param {import("./types.js").OwnGroundSettings} settings
   * @param {import("./basemap.js").Basemap} basemap
   */
  constructor(settings, basemap) {
    this.settings = settings;
    this.basemap = basemap;
    /** @type {Shape[]} */
    this.shapes = settings.shapes.map((shape) => ({
      ...shape,
      lines: shape.lines.map((steps) => readLine(steps, settings.units)),
    }));
    const rank = ({ kind = "" }) => NAMED_FIRST.indexOf(kind);
    this.named = this.shapes.filter(isNamed).sort((a, b) => rank(a) - rank(b));
    if (settings.image) this.fetch(settings.image.address);
    basemap.own = this;
    basemap.on("drawn", () => this.paint());
  }

  /** @param {string} address */
  fetch(address) {
    const image = new Image();
    image.addEventListener("load", () => {
      this.image = image;
      this.basemap.soon();
    });
    image.src = address;
  }

  paint() {
    const { context, frame } = this.begin();
    const { left, top, right, bottom } = this.basemap.worldOn(frame);
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    if (this.image) this.paintImage(context, frame);
    for (const [kind, look] of Object.entries(this.settings.looks)) {
      if (this.zoom >= (look.least_zoom ?? 0)) this.paintKind(kind, look);
    }
    context.restore();
    this.basemap._container.toggleAttribute("data-own", !this.settings.image || Boolean(this.image));
  }

  /**
   * Return where the picture of a map lies on the web map, on each turn of the world.
   *
   * @param {import("./types.js").Box} view
   */
  covers({ left: first, right: last }) {
    if (!this.settings.image) return [];
    const [south, west, north, east] = this.settings.image.extent;
    const [left, top, right, bottom] = [worldX(west), worldY(north), worldX(east), worldY(south)];
    const found = [];
    for (let turn = Math.ceil(first - right); turn <= last - left; turn += 1) {
      found.push({ left: left + turn, top, right: right + turn, bottom });
    }
    return found;
  }

  begin() {
    const { basemap } = this;
    const [context, frame] = [basemap._context, basemap.frame()];
    this.zoom = basemap._zoom;
    this.painter = new BasemapPainter(basemap, frame);
    const first = Math.floor(frame.origin.x / frame.scale) - 1; // a line may run on past the edge
    const last = Math.floor((frame.origin.x + frame.size.x) / frame.scale) + 1;
    this.turns = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    context.setTransform(basemap.ratio, 0, 0, basemap.ratio, 0, 0);
    return { context, frame };
  }

  /** @param {CanvasRenderingContext2D} context @param {ReturnType<import("./basemap.js").Basemap["frame"]>} frame */
  paintImage(context, { scale, origin }) {
    const { extent, opacity } = this.settings.image;
    const [south, west, north, east] = extent;
    context.globalAlpha = opacity;
    context.imageSmoothingQuality = "high";
    for (const turn of this.turns) {
      const left = (worldX(west) + turn) * scale - origin.x;
      const right = (worldX(east) + turn) * scale - origin.x;
      const [top, bottom] = [worldY(north), worldY(south)].map((y) => y * scale - origin.y);
      context.drawImage(this.image, left, top, right - left, bottom - top);
    }
    context.globalAlpha = 1;
  }

  /** @param {string} kind @param {GroundLook} look */
  paintKind(kind, look) {
    const { painter, settings } = this;
    const shapes = this.shapes.filter((shape) => shape.kind === kind);
    const areas = shapes.filter(({ form }) => form === "area");
    const lines = shapes.filter(({ form }) => form === "line").flatMap((shape) => shape.lines);
    const { context } = painter;
    painter.pieces = this.turns.map((turn) => ({ turn, tile: /** @type {any} */ (null) }));
    context.globalAlpha = kind === "border" ? settings.border_opacity : 1;
    context.lineJoin = "round";
    context.lineCap = look.dash ? "butt" : "round";
    context.setLineDash([]);
    // One by one: where areas overlap, all of both is filled.
    if (look.fill) for (const area of areas) painter.fill(look.fill, () => area.lines);
    if (look.edge) painter.stroke(cssName(look.edge), settings.edge, () => areas.flatMap((area) => area.lines));
    const width = this.widthOf(look);
    if (look.casing) painter.stroke(cssName(look.casing), width + 2 * settings.casing, () => lines);
    const dashes = (look.dash ?? "").split(" ").filter(Boolean);
    context.setLineDash(dashes.map((px) => Number(px) * painter.markScale));
    painter.stroke(cssName(look.line), width, () => lines);
  }

  // As `ground_width` of look.py.
  /** @param {GroundLook} look */
  widthOf({ far, near }) {
    const { far_zoom: farZoom, near_zoom: nearZoom } = this.settings;
    const share = Math.min(Math.max((this.zoom - farZoom) / (nearZoom - farZoom), 0), 1);
    return far * (near / far) ** share;
  }

  // Names ------------------------------------------------------------------------------------

  /**
   * Return the names in sight, those that matter most first, each with the places it may stand at.
   *
   * @param {number} scale  pixels of the web map
   * @param {L.Point} corner  of the view, in these
   * @param {L.Point} size
   */
  names(scale, corner, size) {
    const zoom = Math.log2(scale / 256);
    /** @type {Map<string, { kind: string, name: string, isDot: boolean, spots: Spot[] }>} */
    const found = new Map();
    for (const shape of this.named) {
      if (zoom < (this.settings.looks[shape.kind].least_zoom ?? 0)) continue;
      const isDot = shape.form === "point" && shape.kind !== "label";
      const spots = this.spots(shape, scale, corner, size);
      const key = isDot ? `${found.size}` : `${shape.kind} ${shape.name}`;
      if (!spots.length) continue;
      const entry = found.get(key) ?? { kind: shape.kind, name: shape.name, isDot, spots: [] };
      entry.spots.push(...spots);
      found.set(key, entry);
    }
    return [...found.values()].slice(0, MOST_NAMES);
  }

  /** @param {Shape} shape @param {number} scale @param {L.Point} corner @param {L.Point} size */
  spots({ form, lines }, scale, corner, size) {
    /** @type {Spot[]} */
    const spots = [];
    const [line] = lines; // of an area the outer ring
    const [left, top, right, bottom] = line.box;
    const shift = Math.ceil(corner.x / scale - right);
    for (const turn of [shift, shift + 1]) {
      if ((left + turn) * scale > corner.x + size.x || (right + turn) * scale < corner.x) continue;
      if (top * scale > corner.y + size.y || bottom * scale < corner.y) continue;
      /** @type {XY[]} */
      const places = [];
      for (let n = 0; n < line.length; n += 2) {
        places.push({ x: (line[n] + turn) * scale - corner.x, y: line[n + 1] * scale - corner.y });
      }
      if (form === "point") spots.push({ at: places[0], room: Infinity });
      else if (form === "line") spots.push(...alongLine(places, size));
      else spots.push(...rowsOf(places, size));
    }
    return spots.sort((a, b) => b.room - a.room);
  }
}

/** @param {Shape} shape  a place without a name is a dot */
function isNamed({ name, form, kind }) {
  return Boolean(name) || (form === "point" && kind !== "label");
}

/** @param {string} colour  as look.py names it */
function cssName(colour) {
  return colour.replace("_", "-");
}

/** @param {number[]} steps @param {number} units @returns {Line} */
function readLine(steps, units) {
  const line = /** @type {Line} */ (new Float64Array(steps.length));
  let [x, y] = [0, 0];
  line.box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < steps.length; n += 2) {
    x += steps[n];
    y += steps[n + 1];
    line[n] = worldX(x / units);
    line[n + 1] = worldY(y / units);
    line.box[0] = Math.min(line.box[0], line[n]);
    line.box[1] = Math.min(line.box[1], line[n + 1]);
    line.box[2] = Math.max(line.box[2], line[n]);
    line.box[3] = Math.max(line.box[3], line[n + 1]);
  }
  return line;
}

/**
 * Return places along the longest part of a line that is in sight.
 *
 * @param {XY[]} places
 * @param {XY} size
 * @returns {Spot[]}
 */
function alongLine(places, size) {
  /** @param {XY} at */
  const isSeen = ({ x, y }) => x >= 0 && y >= 0 && x <= size.x && y <= size.y;
  const all = dense(places);
  let [from, first, count] = [0, 0, 0];
  for (const [n, place] of all.entries()) {
    if (!isSeen(place)) from = n + 1;
    else if (n + 1 - from > count) [first, count] = [from, n + 1 - from];
  }
  const best = all.slice(first, first + count);
  if (best.length < 2) return [];
  const [xs, ys] = [best.map(({ x }) => x), best.map(({ y }) => y)];
  const room = Math.max(most(xs) - least(xs), most(ys) - least(ys));
  return SHARES.map((share) => ({
    at: best[Math.round(share * (best.length - 1))],
    room: room - Math.abs(share - 0.5),
  }));
}

const STEP_PX = 12;
const MOST_STEPS = 400; // of a segment: one far longer than any screen is looked at less closely

/** @param {XY[]} places */
function dense(places) {
  const found = places.slice(0, 1);
  for (let n = 1; n < places.length; n += 1) {
    const [a, b] = [places[n - 1], places[n]];
    const steps = Math.min(Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STEP_PX) || 1, MOST_STEPS);
    for (let step = 1; step <= steps; step += 1) {
      found.push({ x: a.x + ((b.x - a.x) * step) / steps, y: a.y + ((b.y - a.y) * step) / steps });
    }
  }
  return found;
}

/**
 * Return the middles of rows within a ring, as far as they are in sight, with their widths.
 *
 * @param {XY[]} ring
 * @param {XY} size
 * @returns {Spot[]}
 */
function rowsOf(ring, size) {
  const ys = ring.map(({ y }) => y);
  const [top, bottom] = [Math.max(least(ys), 0), Math.min(most(ys), size.y)];
  return SHARES.flatMap((share) => {
    const y = top + share * (bottom - top);
    /** @type {number[]} */
    const crossed = [];
    for (let n = 1; n < ring.length; n += 1) {
      const [a, b] = [ring[n - 1], ring[n]];
      if (a.y > y !== b.y > y) crossed.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
    crossed.sort((a, b) => a - b);
    const spots = [];
    for (let n = 0; n + 1 < crossed.length; n += 2) {
      const [left, right] = [Math.max(crossed[n], 0), Math.min(crossed[n + 1], size.x)];
      if (right > left) spots.push({ at: { x: (left + right) / 2, y }, room: right - left });
    }
    return spots;
  });
}

/** @param {number[]} numbers */
function most(numbers) {
  return numbers.reduce((high, number) => Math.max(high, number), -Infinity);
}

/** @param {number[]} numbers  as many as there may be points, too many for `Math.min` */
function least(numbers) {
  return numbers.reduce((low, number) => Math.min(low, number), Infinity);
}
