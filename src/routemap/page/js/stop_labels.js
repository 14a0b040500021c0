// The names of stops on the map: measured once, and placed anew whenever the view or a state changes.

import { boxAt, padded } from "./boxes.js";
import { afterPaint } from "./browser.js";
import { CollisionIndex } from "./collision_index.js";
import { discBox, placeLabels } from "./label_placement.js";
import { namedTogether, writeLabel } from "./stop_words.js";

/** @typedef {import("./stop_mark.js").StopMark} StopMark */

const LABELLED_AT_MOST = 200;
const FURNITURE = ".map-date, .map-buttons, .map-key, .map-credit, .map-scale, .leaflet-bar";
const FURNITURE_GAP_PX = 4;

// The current stop is named first, then those that stand at the least zoom.
/** @param {StopMark} mark */
function rank({ state, stop }) {
  return state === "current" ? -1 : (stop.zoom ?? 0);
}

export class StopLabels {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    /** @type {WeakMap<StopMark, Record<string, { width: number, height: number }>>} */
    this.sizes = new WeakMap();
    this.placeSoon = afterPaint(() => this.place());
  }

  measure() {
    this.forgetFurniture();
    this.sizes = new WeakMap();
    this.place();
  }

  // Where the furniture lies is asked once: each answer makes the browser lay out the page.
  forgetFurniture() {
    this.furnitureBoxes = null;
  }

  // A bold name is wider: each stop has a size for each of the two weights, measured once.
  /** @param {StopMark} mark */
  sizeOf(mark) {
    const weight = mark.state === "current" || this.view.current === null ? "bold" : "plain";
    const sizes = this.sizes.get(mark) ?? {};
    sizes[weight] ??= { width: mark.label.offsetWidth, height: mark.label.offsetHeight };
    this.sizes.set(mark, sizes);
    return sizes[weight];
  }

  place() {
    const { map, look, pixelLines, stops } = this.view;
    if (!pixelLines) return;
    const size = map.getSize();
    const { x: right, y: down } = map.layerPointToContainerPoint([0, 0]);
    const standing = stops
      .map((mark) => ({ mark, at: map.latLngToContainerPoint(mark.at) }))
      .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y)
      .filter(({ mark }) => !mark.isDot)
      .map(({ mark, at }) => {
        const radius = mark.state === "current" ? look.disc_halo : look.disc + look.disc_edge;
        return { mark, x: at.x + mark.aside[0], y: at.y + mark.aside[1], radius };
      })
      .sort((a, b) => rank(a.mark) - rank(b.mark) || a.mark.number - b.mark.number);
    // Asked before anything is moved, or else the browser lays out the page again.
    const labelled = this.labelled(standing).slice(0, LABELLED_AT_MOST);
    const occupied = new CollisionIndex(size);
    this.furnitureBoxes ??= this.boxesOfFurniture();
    for (const box of this.furnitureBoxes) occupied.addBox(box);
    for (const disc of standing) occupied.addBox(discBox(disc));
    for (const { mark, x, y } of standing) if (mark.depth === 0) occupied.addBox(countBox(mark, x, y, look));
    for (const line of pixelLines.flat()) occupied.addLine(line.map(([x, y]) => [x + right, y + down]));
    const places = placeLabels(labelled, occupied, size, look);
    const unlabelled = new Set(stops.filter(({ icon }) => icon));
    for (const [n, { mark, disc }] of labelled.entries()) {
      unlabelled.delete(mark);
      setLabel(mark, places[n], disc.x, disc.y);
    }
    for (const mark of unlabelled) setLabel(mark, null);
    // The names of the basemap take what room is left.
    this.occupied = occupied;
    map.fire("labelsplaced");
  }

  /**
   * Return for each label what it stands beside, the mark that bears it, and its size.
   *
   * @param {(import("./label_placement.js").Disc & { mark: StopMark })[]} standing
   */
  labelled(standing) {
    const discs = new Map(standing.map((disc) => [disc.mark, disc]));
    const bearing = [];
    for (const disc of standing) {
      const marks = namedTogether(disc.mark, this.view.stops).filter((mark) => discs.has(mark));
      if (marks[0] !== disc.mark) continue;
      if (writeLabel(marks)) this.sizes.delete(disc.mark);
      bearing.push({ disc, box: around(marks.map((mark) => discs.get(mark))) });
    }
    return bearing.map(({ disc, box }) => ({ disc, mark: disc.mark, ...box, ...this.sizeOf(disc.mark) }));
  }

  boxesOfFurniture() {
    const frame = this.view.map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(FURNITURE)].map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const box = {
        left: left - frame.left,
        top: top - frame.top,
        right: right - frame.left,
        bottom: bottom - frame.top,
      };
      return padded(box, FURNITURE_GAP_PX);
    });
  }
}

// Above the middle of a stack.
/** @param {StopMark} mark @param {number} x @param {number} y @param {import("./types.js").Look} look */
function countBox({ count, middleAside }, x, y, look) {
  const { offsetWidth: width, offsetHeight: height } = count;
  return boxAt(x + middleAside - width / 2, y - look.disc_current - look.disc_edge - height, width, height);
}

/** @param {import("./label_placement.js").Disc[]} discs */
function around(discs) {
  const boxes = discs.map(({ x, y, radius }) => boxAt(x - radius, y - radius, 2 * radius, 2 * radius));
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: (left + right) / 2, y: (top + bottom) / 2, radius: (right - left) / 2, rise: (bottom - top) / 2 };
}

// `x` and `y`: where the disc stands.
/** @param {StopMark} mark @param {import("./label_placement.js").LabelPlace | null} place */
function setLabel({ label, leader }, place, x = 0, y = 0) {
  label.classList.toggle("no-room", !place);
  leader.hidden = !place?.leader;
  if (!place) return;
  label.style.transform = `translate(${place.box.left - x}px, ${place.box.top - y}px)`;
  label.dataset.align = place.align;
  if (!place.leader) return;
  const [[fromX, fromY], [toX, toY]] = place.leader;
  const turn = Math.atan2(toY - fromY, toX - fromX);
  leader.style.width = `${Math.hypot(toX - fromX, toY - fromY)}px`;
  leader.style.transform = `translate(${fromX - x}px, ${fromY - y}px) rotate(${turn}rad)`;
}
