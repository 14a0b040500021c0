// The lines of legs on the map: each leg its own, or, of a long journey, many that look alike as one.

import { arrowsAlong } from "./arrows.js";
import { drawnLine, simplified, squaredDistance } from "./drawn_line.js";
import { setState, tooltip } from "./elements.js";

// Leaflet would round the points of a line to whole pixels, further off than a line may be.
const FineLine = L.Polyline.extend({
  _projectLatlngs(lines, rings, bounds) {
    const origin = this._map.getPixelOrigin();
    for (const line of lines) {
      const ring = line.map((at) => this._map.project(at).subtract(origin));
      for (const point of ring) {
        bounds.extend(point);
        point.x = Math.round(10 * point.x) / 10;
        point.y = Math.round(10 * point.y) / 10;
      }
      rings.push(ring);
    }
  },
});

// What is drawn along a way: casing, line, stubs off it and arrows.
class LegLine {
  constructor(view, look, hasStub) {
    const options = (kind, extra) => ({
      pane: "legs",
      renderer: view.renderer,
      smoothFactor: 0, // `lay` gets simplified lines
      className: `leg leg-${kind} leg-${look}`,
      interactive: false,
      ...extra,
    });
    const unknown = options("line", { className: "leg leg-line leg-unknown leg-stub" });
    // The casing takes the clicks: it is wider, and has no gaps between dashes.
    this.casing = new FineLine([], options("casing", { interactive: true }));
    this.line = new FineLine([], options("line"));
    this.stub = hasStub ? new FineLine([], unknown) : null;
    this.arrows = L.polygon([], options("arrow"));
    this.parts = [this.casing, this.line, this.stub, this.arrows].filter(Boolean);
    for (const part of this.parts) part.addTo(view.map);
    this.view = view;
  }

  setState(state) {
    for (const part of this.parts) setState(part.getElement(), state);
    if (state !== "ahead") for (const part of this.parts) part.bringToFront();
  }

  putBack() {
    for (const part of [...this.parts].reverse()) part.bringToBack();
  }

  // Lines as points of the layer.
  lay(lines, stubs) {
    const { map, look } = this.view;
    const onMap = (line) => line.map((point) => map.layerPointToLatLng(point));
    for (const way of [this.casing, this.line]) way.setLatLngs(lines.map(onMap));
    this.stub?.setLatLngs(stubs.map(onMap));
    const triangles = lines.flatMap((line) => arrowsAlong(line, look));
    this.arrows.setLatLngs(triangles.map((corners) => [onMap(corners)]));
  }
}

class OneLeg {
  constructor(view, number) {
    Object.assign(this, { view, leg: view.content.legs[number] });
    const { look, stub, text } = this.leg;
    this.segments = segmentsOf(this.leg);
    this.line = new LegLine(view, look, stub.length > 0);
    this.line.casing.bindTooltip(tooltip(text), { sticky: true });
    this.line.casing.on("click", (event) => view.legClicked(number, event));
  }

  update(_, state) {
    this.line.setState(state);
  }

  settle() {}

  // Returns its lines as points of the layer.
  lay(project) {
    const laid = this.segments.map((segments) =>
      drawnLine(
        segments.map(({ points, ...rest }) => ({ line: points.map(project), ...rest })),
        this.view.look,
      ),
    );
    const count = this.leg.lines.length; // after them comes the stub
    this.line.lay(laid.slice(0, count), laid.slice(count));
    return laid;
  }
}

class JoinedLegs {
  constructor(view, numbers) {
    Object.assign(this, { view, numbers });
    const lines = numbers.map((number) => view.content.legs[number].lines[0]);
    this.points = [lines[0][0], ...lines.flatMap((line) => line.slice(1))];
    this.starts = [0]; // where each leg starts among the points, and where the last ends
    for (const line of lines) this.starts.push(this.starts.at(-1) + line.length - 1);
    this.states = [];
    this.lines = new Map(); // one for each state
  }

  update(number, state) {
    this.states[number - this.numbers[0]] = state;
    this.isStale = true;
  }

  settle() {
    if (this.isStale && this.pixels) this.draw();
  }

  lay(project) {
    this.pixels = this.points.map(project);
    this.draw();
    return [simplified(this.pixels, this.view.look.simplify)];
  }

  draw() {
    this.isStale = false;
    const parts = new Map([...this.lines.keys()].map((state) => [state, []]));
    for (let from = 0, to; from < this.numbers.length; from = to) {
      to = from + 1;
      while (to < this.numbers.length && this.states[to] === this.states[from]) to += 1;
      const points = this.pixels.slice(this.starts[from], this.starts[to] + 1);
      const state = this.states[from];
      parts.set(state, [...(parts.get(state) || []), simplified(points, this.view.look.simplify)]);
    }
    for (const [state, lines] of parts) this.lineOf(state).lay(lines, []);
    // What has been travelled lies on top, whenever the line of what is ahead was made.
    for (const state of ["visited", "current"]) this.lines.get(state)?.setState(state);
  }

  lineOf(state) {
    if (!this.lines.has(state)) {
      const line = new LegLine(this.view, this.view.content.legs[this.numbers[0]].look, false);
      line.setState(state);
      if (state === "ahead") line.putBack();
      const { casing } = line;
      casing.bindTooltip("", { sticky: true });
      casing.on("mouseover mousemove", ({ layerPoint, latlng }) => {
        if (this.view.dotAt(layerPoint)) {
          casing.closeTooltip();
          return;
        }
        const { text } = this.view.content.legs[this.nearest(layerPoint, state)];
        casing.setTooltipContent(tooltip(text)).openTooltip(latlng);
      });
      casing.on("click", (event) => this.view.legClicked(this.nearest(event.layerPoint, state), event));
      this.lines.set(state, line);
    }
    return this.lines.get(state);
  }

  // The number of the leg in this state that passes nearest to a point of the layer.
  nearest({ x, y }, state) {
    let best = { away: Infinity };
    this.numbers.forEach((number, n) => {
      if (this.states[n] !== state) return;
      for (let at = this.starts[n]; at < this.starts[n + 1]; at += 1) {
        const away = squaredDistance([x, y], this.pixels[at], this.pixels[at + 1]);
        if (away < best.away) best = { away, number };
      }
    });
    return best.number;
  }
}

// The segments of each line of a leg, the stub's last. `shared` are those in lanes, as content.py has
// them; between them the leg runs alone.
function segmentsOf({ lines, stub, shared = [] }) {
  return [...lines, ...stub].map((line, number) => {
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

// Drawings of all legs, in order, and the drawing of each.
export function drawLegs(view) {
  const { legs, joined } = view.content;
  const ends = new Map(joined);
  const drawings = [];
  const drawingOf = [];
  for (let number = 0; number < legs.length; ) {
    const end = ends.get(number) ?? number + 1;
    const numbers = Array.from({ length: end - number }, (_, n) => number + n);
    const drawing = ends.has(number) ? new JoinedLegs(view, numbers) : new OneLeg(view, number);
    drawings.push(drawing);
    for (const leg of numbers) drawingOf[leg] = drawing;
    number = end;
  }
  return { drawings, drawingOf };
}
