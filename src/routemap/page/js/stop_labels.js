// The names of stops on the map: measured once, and placed anew whenever the view or a state changes.

import { CollisionIndex } from "./collision_index.js";
import { discBox, placeLabels } from "./label_placement.js";

const LABELLED_AT_MOST = 200;

// The current stop is named first, then those that stand at the least zoom.
function rank({ state, stop }) {
  return state === "current" ? -1 : (stop.zoom ?? 0);
}

// `occupied` holds what they and the marks take, for the names of the ground.
export class StopLabels {
  constructor(view) {
    this.view = view;
  }

  measure() {
    this.forgetFurniture();
    for (const stop of this.view.stops) delete stop.sizes;
    this.place();
  }

  // Where the furniture lies is asked once: each answer makes the browser lay out the page.
  forgetFurniture() {
    this.furnitureBoxes = null;
  }

  // A bold name is wider: each stop has a size for each of the two weights, measured once.
  labelSize(stop, isBold) {
    stop.sizes = stop.sizes || {};
    if (!stop.sizes[isBold]) {
      const { offsetWidth: width, offsetHeight: height } = stop.label;
      stop.sizes[isBold] = { width, height };
    }
    return stop.sizes[isBold];
  }

  // After the next frame is painted: what a step changes is seen first, then names make way.
  placeSoon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    window.requestAnimationFrame(() =>
      window.setTimeout(() => {
        this.isWaiting = false;
        this.place();
      }),
    );
  }

  place() {
    const { map, look, pixelLines } = this.view;
    if (!pixelLines) return;
    const size = map.getSize();
    const corner = map.layerPointToContainerPoint([0, 0]);
    const toView = ([x, y]) => [x + corner.x, y + corner.y];
    const noCurrent = this.view.current === null;
    const inView = this.view.stops
      .map((stop, number) => ({ stop, number, at: map.latLngToContainerPoint(stop.at) }))
      .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y)
      .sort((a, b) => rank(a.stop) - rank(b.stop) || a.number - b.number);
    const standing = inView.filter(({ stop }) => !stop.isDot);
    const ranked = standing.slice(0, LABELLED_AT_MOST);
    const disc = ({ stop, at }) => ({
      x: at.x + stop.aside,
      y: at.y,
      radius: stop.state === "current" ? look.disc_halo : look.disc + look.disc_edge,
    });
    const discs = standing.map(disc);
    const stops = ranked.map(({ stop, at }) => ({
      ...disc({ stop, at }),
      ...this.labelSize(stop, stop.state === "current" || noCurrent),
    }));
    // Asked before anything is moved, or else the browser lays out the page again.
    const occupied = new CollisionIndex(size);
    this.furnitureBoxes ??= this.takenBoxes();
    for (const box of this.furnitureBoxes) occupied.addBox(box);
    for (const disc of discs) occupied.addBox(discBox(disc));
    for (const line of pixelLines.flat()) occupied.addLine(line.map(toView));
    const places = placeLabels(stops, occupied, size, look);
    const labelled = new Set(ranked.map(({ stop }) => stop));
    for (const stop of this.view.stops) {
      if (stop.icon && !labelled.has(stop)) this.setLabel(stop, null, null);
    }
    ranked.forEach(({ stop, at }, n) => {
      this.setLabel(stop, at.add([stop.aside, 0]), places[n]);
    });
    // The names of the ground take what room is left.
    this.occupied = occupied;
    map.fire("labelsplaced");
  }

  takenBoxes() {
    const gap = 4;
    const frame = this.view.map.getContainer().getBoundingClientRect();
    return [
      ...this.view.furniture.querySelectorAll(".map-date, .map-buttons, .map-key, .map-credit, .map-scale"),
      ...document.querySelectorAll(".leaflet-bar"),
    ]
      .map((box) => box.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => ({
        left: left - frame.left - gap,
        top: top - frame.top - gap,
        right: right - frame.left + gap,
        bottom: bottom - frame.top + gap,
      }));
  }

  setLabel({ label, leader }, at, place) {
    label.classList.toggle("no-room", !place);
    leader.hidden = !place?.leader;
    if (!place) return;
    label.style.transform = `translate(${place.box.left - at.x}px, ${place.box.top - at.y}px)`;
    label.dataset.align = place.align;
    if (!place.leader) return;
    const [[fromX, fromY], [toX, toY]] = place.leader;
    const [dx, dy] = [toX - fromX, toY - fromY];
    leader.style.width = `${Math.hypot(dx, dy)}px`;
    leader.style.transform = `translate(${fromX - at.x}px, ${fromY - at.y}px) rotate(${Math.atan2(dy, dx)}rad)`;
  }
}
