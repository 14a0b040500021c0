// The lines of legs on the map: each leg its own, or, of a long journey, many that look alike as one.

import { arrowsAlong } from "./arrows.js";
import { setState, tooltip } from "./elements.js";
import { layParallel, sharedSegments, simplified } from "./parallel_offset.js";

const SIMPLIFY_PX = 1.6;
const MOST_JOINED = 200; // legs: a step draws the line of those that change anew
const HAIR_DEGREES = 1e-9; // a longitude that was moved round the world is no longer the very same

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
    this.casing = L.polyline([], options("casing", { interactive: true }));
    this.line = L.polyline([], options("line"));
    this.stub = hasStub ? L.polyline([], unknown) : null;
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
  constructor(view, number, stretches) {
    Object.assign(this, { view, number, stretches });
    const { look, stub, text } = view.content.legs[number];
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
    const laid = this.stretches.map((line) => layParallel(line, project, SIMPLIFY_PX, this.view.scale));
    const count = this.view.content.legs[this.number].lines.length; // after them comes the stub
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
    return [simplified(this.pixels, SIMPLIFY_PX)];
  }

  draw() {
    this.isStale = false;
    const parts = new Map([...this.lines.keys()].map((state) => [state, []]));
    for (let from = 0, to; from < this.numbers.length; from = to) {
      to = from + 1;
      while (to < this.numbers.length && this.states[to] === this.states[from]) to += 1;
      const points = this.pixels.slice(this.starts[from], this.starts[to] + 1);
      const state = this.states[from];
      parts.set(state, [...(parts.get(state) || []), simplified(points, SIMPLIFY_PX)]);
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
  nearest(point, state) {
    let best = { away: Infinity };
    this.numbers.forEach((number, n) => {
      if (this.states[n] !== state) return;
      for (let at = this.starts[n]; at < this.starts[n + 1]; at += 1) {
        const away = L.LineUtil.pointToSegmentDistance(point, this.pixels[at], this.pixels[at + 1]);
        if (away < best.away) best = { away, number };
      }
    });
    return best.number;
  }
}

// Drawings of all legs, in order, and the drawing of each. Legs join where they follow each other
// without a gap, look alike and have their ground for themselves.
export function drawLegs(view) {
  const { legs, is_long: isLong } = view.content;
  const stretches = sharedSegments(legs.map(({ lines, stub }) => [...lines, ...stub]));
  const isPlain = (number) =>
    stretches[number].length === 1 &&
    stretches[number][0].length === 1 &&
    !stretches[number][0][0].lane &&
    !legs[number].stub.length;
  const goesOn = (before, number) => {
    const [end, start] = [legs[before].lines[0].at(-1), legs[number].lines[0][0]];
    return legs[before].look === legs[number].look && Math.hypot(end[0] - start[0], end[1] - start[1]) < HAIR_DEGREES;
  };
  const drawings = [];
  const drawingOf = [];
  for (let number = 0; number < legs.length; ) {
    const joined = [number];
    if (isLong && isPlain(number)) {
      while (
        joined.length < MOST_JOINED &&
        number + joined.length < legs.length &&
        isPlain(number + joined.length) &&
        goesOn(joined.at(-1), number + joined.length)
      ) {
        joined.push(number + joined.length);
      }
    }
    const drawing = joined.length > 1 ? new JoinedLegs(view, joined) : new OneLeg(view, number, stretches[number]);
    drawings.push(drawing);
    for (const leg of joined) drawingOf[leg] = drawing;
    number += joined.length;
  }
  return { drawings, drawingOf };
}
