// The names of stops on the map: measured once, and placed anew whenever the view or a state changes.

import { padded } from "./boxes.js";
import { afterPaint } from "./browser.js";
import { CollisionIndex } from "./collision_index.js";
import { discBox, placeLabels } from "./label_placement.js";

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
        return { mark, x: at.x + mark.aside, y: at.y, radius };
      })
      .sort((a, b) => rank(a.mark) - rank(b.mark) || a.mark.number - b.mark.number);
    // Asked before anything is moved, or else the browser lays out the page again.
    const labelled = standing.slice(0, LABELLED_AT_MOST).map((disc) => ({ ...disc, ...this.sizeOf(disc.mark) }));
    const occupied = new CollisionIndex(size);
    this.furnitureBoxes ??= this.boxesOfFurniture();
    for (const box of this.furnitureBoxes) occupied.addBox(box);
    for (const disc of standing) occupied.addBox(discBox(disc));
    for (const line of pixelLines.flat()) occupied.addLine(line.map(([x, y]) => [x + right, y + down]));
    const places = placeLabels(labelled, occupied, size, look);
    const unlabelled = new Set(stops.filter(({ icon }) => icon));
    for (const [n, { mark, x, y }] of labelled.entries()) {
      unlabelled.delete(mark);
      setLabel(mark, places[n], x, y);
    }
    for (const mark of unlabelled) setLabel(mark, null);
    // The names of the basemap take what room is left.
    this.occupied = occupied;
    map.fire("labelsplaced");
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
