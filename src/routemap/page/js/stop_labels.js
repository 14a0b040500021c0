// The names of stops on the map: measured once, and placed anew whenever the view or a state changes.

import { boxAt, overlap, padded } from "./boxes.js";
import { afterPaint } from "./browser.js";
import { CollisionIndex } from "./collision_index.js";
import { placeLabels } from "./label_placement.js";
import { namedTogether, writeLabel } from "./stop_words.js";

/**
 * @typedef {import("./stop_mark.js").StopMark} StopMark
 * @typedef {import("./types.js").Pair} Pair
 */

const LABELLED_AT_MOST = 200;
const FURNITURE = ".map-date, .map-buttons, .map-travellers > *, .map-key, .map-credit, .map-scale, .leaflet-bar";
const FURNITURE_GAP_PX = 4;

// A reader looks for where travellers are, begin and end: those are less than 0. Then come the stops that
// stand at the least zoom.
/** @param {StopMark} mark */
function rank({ state, stop, number, view }) {
  if (state === "current") return -2;
  return view.ends.has(number) ? -1 : (stop.zoom ?? 0);
}

export class StopLabels {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    /** @type {import("./types.js").Box[] | null} */
    this.furnitureBoxes = null;
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
    const weight = mark.state === "current" || !this.view.current.size ? "bold" : "plain";
    const sizes = this.sizes.get(mark) ?? {};
    sizes[weight] ??= { width: mark.label.offsetWidth, height: mark.label.offsetHeight };
    this.sizes.set(mark, sizes);
    return sizes[weight];
  }

  place() {
    const { map, pixelLines, stops } = this.view;
    if (!pixelLines) return;
    const { x: right, y: down } = map.layerPointToContainerPoint([0, 0]);
    const lines = pixelLines.flat().map((line) => line.map(([x, y]) => /** @type {Pair} */ ([x + right, y + down])));
    const { named, occupied } = this.arrange(
      ({ at }) => map.latLngToContainerPoint(at),
      lines,
      (mark) => !mark.isDot,
    );
    for (const mark of stops) {
      if (!mark.icon) continue;
      const { place, x, y } = named.get(mark) ?? { place: null };
      setLabel(mark, place, x, y);
    }
    // The names of the basemap take what room is left.
    this.occupied = occupied;
    map.fire("labelsplaced");
  }

  // Whether there are names, and letters to measure them by.
  get isMeasurable() {
    return this.view.stops.some(({ label }) => label?.offsetWidth);
  }

  /**
   * Find places for the names in a view of the map, shown or not.
   *
   * @param {(mark: StopMark) => L.Point} pointOf  where a stop lies on the map
   * @param {Pair[][]} lines  of the legs on the map
   * @param {(mark: StopMark) => boolean} stands  whether a stop is a disc, no dot
   * @param {boolean} [isTried]  whether another view may have more room
   */
  arrange(pointOf, lines, stands, isTried = false) {
    const { map, look, stops } = this.view;
    const size = map.getSize();
    const standing = stops
      .map((mark) => ({ mark, at: pointOf(mark) }))
      .filter(({ at }) => at.x >= 0 && at.y >= -1 && at.x <= size.x && at.y <= size.y + 1)
      .filter(({ mark }) => mark.icon && stands(mark) && !mark.isDimmed)
      .map(({ mark, at }) => {
        const radius = this.view.travellers.radiusOf(mark);
        return { mark, x: at.x + mark.aside[0], y: at.y + mark.aside[1], radius };
      })
      .sort((a, b) => rank(a.mark) - rank(b.mark) || a.mark.number - b.mark.number);
    // Asked before anything is moved, or else the browser lays out the page again.
    const labelled = this.labelled(standing, isTried).slice(0, LABELLED_AT_MOST);
    const occupied = new CollisionIndex(size);
    this.furnitureBoxes ??= this.boxesOfFurniture();
    for (const box of this.furnitureBoxes) occupied.addBox(box);
    for (const { mark, ...disc } of standing) {
      occupied.addDisc(disc);
      const [right, down] = mark.aside;
      const place = /** @type {Pair} */ ([disc.x - right, disc.y - down]);
      if (Math.hypot(right, down) > disc.radius) occupied.addLine([place, [disc.x, disc.y]]);
    }
    for (const { mark, x, y } of standing) if (mark.count.textContent) occupied.addBox(countBox(mark, x, y, look));
    for (const line of lines) occupied.addLine(line);
    const places = placeLabels(labelled, occupied, size, look);
    /** @type {Map<StopMark, { place: import("./label_placement.js").LabelPlace, x: number, y: number }>} */
    const named = new Map();
    for (const [n, { mark, discs }] of labelled.entries()) {
      if (places[n]) named.set(mark, { place: places[n], x: discs[0].x, y: discs[0].y });
    }
    return { named, occupied };
  }

  /** @param {L.Point} size */
  furnitureOnMap(size) {
    this.furnitureBoxes ??= this.boxesOfFurniture();
    const map = boxAt(0, 0, size.x, size.y);
    return this.furnitureBoxes.filter((box) => overlap(box, map));
  }

  /**
   * Return for each label the discs that it names, the one that bears it first, and its size.
   *
   * @param {(import("./collision_index.js").Disc & { mark: StopMark })[]} standing
   * @param {boolean} isTried
   */
  labelled(standing, isTried) {
    const discs = new Map(standing.map((disc) => [disc.mark, disc]));
    const bearing = [];
    for (const disc of standing) {
      const marks = namedTogether(disc.mark, this.view.stops).filter((mark) => discs.has(mark));
      if (marks[0] !== disc.mark) continue;
      if (writeLabel(marks)) this.sizes.delete(disc.mark);
      this.view.travellers.name(marks);
      bearing.push(marks.map((mark) => discs.get(mark)));
    }
    return bearing.map((discs) => {
      const { mark } = discs[0];
      const mustStand = mark.state === "current" && !isTried;
      return { discs, mark, isSought: rank(mark) < 0, mustStand, ...this.sizeOf(mark) };
    });
  }

  boxesOfFurniture() {
    const frame = this.view.map.getContainer().getBoundingClientRect();
    const shown = [...document.querySelectorAll(FURNITURE)].map((part) => part.getBoundingClientRect());
    return shown
      .filter(({ width }) => width)
      .map(({ left, top, right, bottom }) => {
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
