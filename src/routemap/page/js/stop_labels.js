// The names of stops on the map: measured once, and placed anew whenever the view or a state changes.

import { boxAt, overlap, padded } from "./boxes.js";
import { afterPaint } from "./browser.js";
import { CollisionIndex } from "./collision_index.js";
import { discBox, placeLabels } from "./label_placement.js";

/**
 * @typedef {import("./stop_mark.js").StopMark} StopMark
 * @typedef {import("./types.js").Pair} Pair
 */

const LABELLED_AT_MOST = 200;
const FURNITURE = ".map-date, .map-buttons, .map-key, .map-credit, .map-scale, .leaflet-bar";
const FURNITURE_GAP_PX = 4;

// The current stop is named first, then the first and the last, then those that stand at the least zoom.
/** @param {StopMark} mark */
function rank({ state, stop, number, view }) {
  if (state === "current") return -2;
  return number === 0 || number === view.stops.length - 1 ? -1 : (stop.zoom ?? 0);
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
    const weight = mark.state === "current" || this.view.current === null ? "bold" : "plain";
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
   */
  arrange(pointOf, lines, stands) {
    const { map, look, stops } = this.view;
    const size = map.getSize();
    const standing = stops
      .map((mark) => ({ mark, at: pointOf(mark) }))
      .filter(({ at }) => at.x >= 0 && at.y >= -1 && at.x <= size.x && at.y <= size.y + 1)
      .filter(({ mark }) => mark.icon && stands(mark))
      .map(({ mark, at }) => {
        const radius = mark.state === "current" ? look.disc_halo : look.disc + look.disc_edge;
        return { mark, x: at.x + mark.aside, y: at.y, radius };
      })
      .sort((a, b) => rank(a.mark) - rank(b.mark) || a.mark.number - b.mark.number);
    // Asked before anything is moved, or else the browser lays out the page again.
    const labelled = standing.slice(0, LABELLED_AT_MOST).map((disc) => ({ ...disc, ...this.sizeOf(disc.mark) }));
    const occupied = new CollisionIndex(size);
    this.furnitureBoxes ??= this.boxesOfFurniture();
    for (const box of this.furnitureBoxes) occupied.addBox(box);
    for (const disc of standing) occupied.addBox(discBox(disc));
    for (const line of lines) occupied.addLine(line);
    const places = placeLabels(labelled, occupied, size, look);
    /** @type {Map<StopMark, { place: import("./label_placement.js").LabelPlace, x: number, y: number }>} */
    const named = new Map();
    for (const [n, { mark, x, y }] of labelled.entries()) if (places[n]) named.set(mark, { place: places[n], x, y });
    return { named, occupied };
  }

  /** @param {L.Point} size */
  furnitureOnMap(size) {
    this.furnitureBoxes ??= this.boxesOfFurniture();
    const map = boxAt(0, 0, size.x, size.y);
    return this.furnitureBoxes.filter((box) => overlap(box, map));
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
