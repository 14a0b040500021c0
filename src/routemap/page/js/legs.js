// The lines of legs on the map: each leg its own, or, of a long journey, many that look alike as one.

import { arrowsAlong, MANY_ARROWS } from "./arrows.js";
import { drawnLine, lengthOf, simplified, squaredDistance } from "./drawn_line.js";
import { setState, tooltip } from "./elements.js";
import { Tracks } from "./tracks.js";

/**
 * @typedef {import("./route_view.js").RouteView} RouteView
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./types.js").LatLng} LatLng
 * @typedef {(at: LatLng) => Pair} Project  from degrees to pixels of the layer
 */

// Leaflet would round the points of a line to whole pixels, further off than a line may be, and turn
// an arrow by degrees.
/** @type {any} */
const Polyline = L.Polyline; // its types leave out what those who extend it must know

const FineLine = Polyline.extend({
  /** @this {any} @param {L.LatLng[][]} lines @param {L.Point[][]} rings @param {L.Bounds} bounds */
  _projectLatlngs(lines, rings, bounds) {
    const origin = this._map.getPixelOrigin();
    for (const line of lines) {
      const points = line.map((at) => this._map.project(at).subtract(origin));
      for (const point of points) bounds.extend(point);
      rings.push(points.map((point) => point.multiplyBy(10).round().divideBy(10)));
    }
  },
});

// What is drawn along a path: casing, line, stubs off it and arrows.
class LegLine {
  /** @param {RouteView} view @param {import("./types.js").Leg} leg @param {boolean} hasStub */
  constructor(view, { look, traveller }, hasStub) {
    const whose = view.travellers.lookOf(traveller);
    /** @param {string} className */
    const options = (className, interactive = false) => ({
      pane: "legs",
      renderer: view.renderer,
      smoothFactor: 0, // `lay` gets simplified lines
      className: `leg leg-${className} ${whose}`.trim(),
      interactive,
    });
    this.view = view;
    this.traveller = traveller;
    // The casing takes the clicks: it is wider, and has no gaps between dashes.
    this.casing = new FineLine([], options(`casing leg-${look}`, true));
    this.line = new FineLine([], options(`line leg-${look}`));
    this.stub = hasStub ? new FineLine([], options("line leg-unknown leg-stub")) : null;
    this.arrows = new FineLine([], options(`arrow leg-${look}`));
    /** @type {Pair[][]} */
    this.drawn = [];
    /** @type {((seen: import("./types.js").Box) => Pair[][]) | null}  which arrows, clear of others, are there */
    this.arrowsIn = null;
    this.parts = [this.casing, this.line, this.stub, this.arrows].filter(Boolean);
    for (const part of this.parts) part.addTo(view.map);
  }

  /** @param {State} state */
  setState(state) {
    const { travellers } = this.view;
    for (const part of this.parts) {
      const drawn = part.getElement();
      setState(drawn, state);
      drawn.classList.toggle("dimmed", travellers.isDimmed(this.traveller));
    }
    if (state !== "ahead") for (const part of this.parts) part.bringToFront();
  }

  putBack() {
    for (const part of [...this.parts].reverse()) part.bringToBack();
  }

  // Takes lines as points of the layer, and returns them on all turns of the world.
  /** @param {Pair[][]} lines @param {Pair[][]} stubs */
  lay(lines, stubs) {
    const { map, world } = this.view;
    const origin = map.getPixelOrigin().x;
    /** @param {Pair[]} line */
    const onMap = (line) => line.map((point) => map.layerPointToLatLng(point));
    const drawn = world.copies(lines, origin);
    for (const part of [this.casing, this.line]) part.setLatLngs(drawn.map(onMap));
    const drawnStubs = world.copies(stubs, origin);
    this.stub?.setLatLngs(drawnStubs.map(onMap));
    this.drawn = drawn;
    this.isLong = drawn.some((line) => lengthOf(line) > MANY_ARROWS * this.view.look.arrow_every);
    return [...drawn, ...drawnStubs];
  }

  // A zoom ends a move, too: by then they are laid.
  moved() {
    if (this.isLong && !this.laidAt.equals(this.view.map.containerPointToLayerPoint([0, 0]))) this.layArrows();
  }

  // Those in sight, and as far round it as the map can be dragged before this is called again.
  layArrows() {
    const { map, look } = this.view;
    const { x, y } = map.getSize();
    const [least, most] = [L.point(0, 0), L.point(x, y)].map((corner) => map.containerPointToLayerPoint(corner));
    this.laidAt = least;
    const seen = { left: least.x - x, top: least.y - y, right: most.x + x, bottom: most.y + y };
    const triangles = this.arrowsIn?.(seen) ?? this.drawn.flatMap((line) => arrowsAlong(line, look, seen));
    const closed = triangles.map((corners) => [...corners, corners[0]]);
    this.arrows.setLatLngs(closed.map((corners) => corners.map((point) => map.layerPointToLatLng(point))));
  }
}

class OneLeg {
  /** @param {RouteView} view @param {number} number */
  constructor(view, number) {
    this.view = view;
    this.leg = view.content.legs[number];
    this.segments = segmentsOf(this.leg);
    this.line = new LegLine(view, this.leg, this.leg.stub.length > 0);
    this.line.casing.bindTooltip(tooltip(this.leg.text), { sticky: true });
    this.line.casing.on("click", (/** @type {L.LeafletMouseEvent} */ event) => view.legClicked(number, event));
  }

  /** @param {number} _ @param {State} state */
  update(_, state) {
    this.line.setState(state);
  }

  settle() {}

  moved() {
    this.line.moved();
  }

  // Returns its lines as they are drawn at a zoom.
  /** @param {Project} project */
  linesAt(project) {
    return this.segments.map((segments) => {
      const projected = segments.map(({ points, ...rest }) => ({ line: points.map(project), ...rest }));
      return drawnLine(projected, this.view.look);
    });
  }

  // Returns its lines as points of the layer.
  /** @param {Project} project */
  lay(project) {
    const laid = this.linesAt(project);
    const count = this.leg.lines.length; // after them comes the stub
    return this.line.lay(laid.slice(0, count), laid.slice(count));
  }
}

class JoinedLegs {
  /** @param {RouteView} view @param {number[]} numbers */
  constructor(view, numbers) {
    this.view = view;
    this.numbers = numbers;
    const lines = numbers.map((number) => view.content.legs[number].lines[0]);
    this.points = [lines[0][0], ...lines.flatMap((line) => line.slice(1))];
    this.starts = [0]; // where each leg starts among the points, and where the last ends
    for (const line of lines) this.starts.push(this.starts.at(-1) + line.length - 1);
    /** @type {State[]} */
    this.states = [];
    /** @type {Map<State, LegLine>} */
    this.lines = new Map();
  }

  /** @param {number} number @param {State} state */
  update(number, state) {
    this.states[number - this.numbers[0]] = state;
    this.isStale = true;
  }

  moved() {
    for (const line of this.lines.values()) line.moved();
  }

  settle() {
    if (this.isStale && this.pixels) this.draw();
  }

  /** @param {Project} project */
  lay(project) {
    this.pixels = this.points.map(project);
    this.draw();
    const { map, look, world } = this.view;
    return world.copies([simplified(this.pixels, look.simplify)], map.getPixelOrigin().x);
  }

  /** @param {Project} project */
  linesAt(project) {
    return [simplified(this.points.map(project), this.view.look.simplify)];
  }

  draw() {
    this.isStale = false;
    const parts = new Map([...this.lines.keys()].map((state) => [state, /** @type {Pair[][]} */ ([])]));
    for (let from = 0, to; from < this.numbers.length; from = to) {
      const state = this.states[from];
      to = from + 1;
      while (to < this.numbers.length && this.states[to] === state) to += 1;
      const points = this.pixels.slice(this.starts[from], this.starts[to] + 1);
      parts.set(state, [...(parts.get(state) ?? []), simplified(points, this.view.look.simplify)]);
    }
    for (const [state, lines] of parts) {
      const line = this.lineOf(state);
      line.lay(lines, []);
      line.layArrows();
    }
    // What has been travelled lies on top, whenever the line of what is ahead was made.
    for (const state of /** @type {State[]} */ (["ahead", "visited", "current"])) {
      this.lines.get(state)?.setState(state);
    }
  }

  /** @param {State} state */
  lineOf(state) {
    if (!this.lines.has(state)) this.lines.set(state, this.makeLine(state));
    return this.lines.get(state);
  }

  /** @param {State} state */
  makeLine(state) {
    const { legs } = this.view.content;
    const line = new LegLine(this.view, legs[this.numbers[0]], false);
    line.setState(state);
    if (state === "ahead") line.putBack();
    const { casing } = line;
    casing.bindTooltip("", { sticky: true });
    casing.on("mouseover mousemove", (/** @type {L.LeafletMouseEvent} */ { layerPoint, latlng }) => {
      if (this.view.dots.at(layerPoint)) casing.closeTooltip();
      else casing.setTooltipContent(tooltip(legs[this.nearest(layerPoint, state)].text)).openTooltip(latlng);
    });
    casing.on("click", (/** @type {L.LeafletMouseEvent} */ event) =>
      this.view.legClicked(this.nearest(event.layerPoint, state), event),
    );
    return line;
  }

  /**
   * Return the number of the leg in this state that passes nearest to a point of the layer.
   *
   * @param {L.Point} point
   * @param {State} state
   */
  nearest({ x, y }, state) {
    const { turns, width } = this.view.world;
    let [nearest, best] = [this.numbers[0], Infinity];
    for (const [n, number] of this.numbers.entries()) {
      if (this.states[n] !== state) continue;
      for (let at = this.starts[n]; at < this.starts[n + 1]; at += 1) {
        for (const turn of turns) {
          const away = squaredDistance([x - turn * width, y], this.pixels[at], this.pixels[at + 1]);
          if (away < best) [nearest, best] = [number, away];
        }
      }
    }
    return nearest;
  }
}

/**
 * Lay the arrows of legs that are drawn each for itself: all must lie already, for none may touch
 * another's.
 *
 * @param {(OneLeg | JoinedLegs)[]} drawings
 * @param {import("./types.js").Look} look
 */
export function layArrows(drawings, look) {
  const single = /** @type {OneLeg[]} */ (drawings.filter((drawing) => drawing instanceof OneLeg));
  const lines = single.map(({ line }) => line.drawn);
  const areBeside = single.map(({ leg }) => Boolean(leg.shared));
  const tracks = new Tracks(lines, areBeside, look);
  for (const number of tracks.order) {
    const { line } = single[number];
    line.arrowsIn = (seen) => tracks.arrowsOf(number, seen);
    line.layArrows();
  }
}

/**
 * Return the segments of each line of a leg, the stub's last. Between those in lanes it runs alone.
 *
 * @param {import("./types.js").Leg} leg
 */
function segmentsOf({ lines, stub, shared = [] }) {
  return [...lines, ...stub].map((line, number) => {
    /** @type {{ points: LatLng[], lane?: number, isForward?: boolean }[]} */
    const segments = [];
    let from = 0;
    for (const [, first, last, lane] of shared.filter(([of]) => of === number)) {
      if (first > from) segments.push({ points: line.slice(from, first + 1) });
      segments.push({ points: line.slice(first, last + 1), lane: Math.abs(lane), isForward: lane > 0 });
      from = last;
    }
    if (from < line.length - 1) segments.push({ points: line.slice(from) });
    return segments;
  });
}

/**
 * Draw all legs; return the drawings in order, and the drawing of each leg.
 *
 * @param {RouteView} view
 */
export function drawLegs(view) {
  const { legs, joined } = view.content;
  const ends = new Map(joined);
  const drawings = [];
  /** @type {(OneLeg | JoinedLegs)[]} */
  const drawingOf = [];
  for (let number = 0; number < legs.length; number = drawingOf.length) {
    const count = (ends.get(number) ?? number + 1) - number;
    const numbers = Array.from({ length: count }, (_, n) => number + n);
    const drawing = ends.has(number) ? new JoinedLegs(view, numbers) : new OneLeg(view, number);
    drawings.push(drawing);
    drawingOf.push(...numbers.map(() => drawing));
  }
  return { drawings, drawingOf };
}
