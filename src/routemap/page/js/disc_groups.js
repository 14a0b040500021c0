// The discs of stops at one place or near it on the screen: how they stand, and a stack that is open.

import { distance } from "./drawn_line.js";
import { cards, discGroups, openRings, spacingOf, topCards } from "./stacks.js";

/**
 * @typedef {import("./stop_mark.js").StopMark} StopMark
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./stacks.js").Group} Group
 */

const HAIR_PX = 0.5;
const OPEN_APART_PX = 32; // between the discs of an open stack: as large as what can be pressed
const MOST_MET = 100; // more are not told apart: as in declutter.py
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

export class DiscGroups {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    /** @type {Group[]} */
    this.groups = [];
    /** @type {string} of the stops whose stack is open */
    this.open = "";
    this.isHandingOn = false; // the focus, to a stack that stays as it is
    this.tethers = L.layerGroup().addTo(view.map);
    view.map.on("click zoomstart", () => this.close());
    view.map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.open) return;
      event.stopPropagation();
      event.preventDefault();
      this.close();
    });
    // At a press of the mouse Leaflet gives the focus to the map: a click there closes by itself.
    view.map.getContainer().addEventListener("focusout", ({ relatedTarget }) => {
      const goesTo = /** @type {Element | null} */ (relatedTarget);
      if (!goesTo || goesTo === view.map.getContainer() || goesTo.closest(".stop.unfolded")) return;
      this.close();
    });
  }

  // Finds out anew which discs stand together: after each change of the zoom, and of what stands.
  lay() {
    const { map, pixelLines } = this.view;
    this.find(
      (mark) => {
        const { x, y } = map.latLngToLayerPoint(mark.at);
        return [x, y];
      },
      pixelLines?.flat() ?? [],
      (mark) => !mark.isDot,
      -map.getPixelOrigin().y,
    );
    this.stand();
  }

  /**
   * Find out which discs stand together in a view of the map, shown or not.
   *
   * @param {(mark: StopMark) => Pair} pointOf
   * @param {Pair[][]} lines  of the legs
   * @param {(mark: StopMark) => boolean} stands  whether a stop is a disc, no dot
   * @param {number} north  where the web map begins; its height is its width
   */
  find(pointOf, lines, stands, north) {
    const { stops, content, current, ends, travellers, world } = this.view;
    const half = world.width / 2;
    /** @param {Pair} place */
    const hasRoom = ([, y]) => Math.abs(y - north - half) < half + HAIR_PX;
    const met = content.is_long ? stops.filter(({ number }) => ends.has(number) || current.has(number)) : stops;
    const seen = met.filter((mark) => mark.state && stands(mark) && !mark.isHidden && !mark.isDimmed);
    if (seen.length > MOST_MET) seen.length = 0;
    this.places = new Map(seen.map((mark) => [mark.number, pointOf(mark)]));
    this.groups = discGroups(this.places, lines, this.spacing, hasRoom, travellers);
    const grouped = new Set(this.groups.flatMap(({ stops: inside }) => inside));
    for (const mark of stops) if (mark.group && !grouped.has(mark.number)) mark.stand(null, [0, 0], null);
    for (const group of this.groups) this.arrange(group);
  }

  // Puts each disc where it stands at this moment.
  stand() {
    const { stops } = this.view;
    this.tethers.clearLayers();
    for (const group of this.groups) this.arrange(group);
    this.makeWay();
    this.view.travellers.join(this.groups);
    for (const group of this.groups) for (const number of group.stops) this.tether(stops[number]);
    for (const mark of stops) if (mark.hasMoved && mark.icon) mark.dress();
    this.handOnFocus();
  }

  // What an open stack would stand on is not there until it closes; another stack goes as a whole.
  makeWay() {
    const { stops } = this.view;
    const open = this.groups.find(({ stops: inside }) => String(inside) === this.open);
    const fan = open ? this.spotsOf(open) : [];
    /** @param {StopMark} mark */
    const isMet = ({ layerPoint: { x, y }, aside: [right, down] }) =>
      fan.some((spot) => distance(spot, [x + right, y + down]) < this.openApart);
    for (const mark of stops) {
      const { group } = mark;
      const together = group && !group.spots ? group.stops.map((number) => stops[number]) : [mark];
      const isCovered = fan.length > 0 && group !== open && together.some(isMet);
      if (mark.isCovered !== isCovered) Object.assign(mark, { isCovered, hasMoved: true });
    }
  }

  // The cards beneath cannot be reached: if one of them has the focus, the top one gets it.
  handOnFocus() {
    const beneath = this.view.stops.find(({ depth, icon }) => depth > 0 && icon === document.activeElement);
    if (!beneath || this.isOpen(beneath)) return;
    this.isHandingOn = true;
    this.topOf(beneath.group).icon.focus({ preventScroll: true });
    this.isHandingOn = false;
  }

  // Other stops are current now: an open stack that holds none of them has had its time.
  step() {
    const { current, stops } = this.view;
    if (this.open && current.size && ![...current].some((number) => this.isOpen(stops[number]))) this.close();
    else this.stand();
  }

  get spacing() {
    return spacingOf(this.view.look, this.view.travellers.reach);
  }

  /** @param {Group} group */
  arrange(group) {
    const { stops } = this.view;
    const { stops: inside, middle } = group;
    const spots = this.spotsOf(group);
    const { step, beside } = this.spacing;
    const lying = cards(inside.length, topCards(inside.map((number) => stops[number].state)), step, beside);
    for (const [n, number] of inside.entries()) {
      const place = this.places.get(number);
      const at = spots?.[n] ?? /** @type {Pair} */ ([middle[0] + lying[n].right, middle[1]]);
      stops[number].stand(group, [at[0] - place[0], at[1] - place[1]], spots ? null : lying[n].depth);
    }
  }

  get openApart() {
    return OPEN_APART_PX * Math.max(this.view.scale, 1);
  }

  /** @param {Group} group @returns {Pair[] | null} */
  spotsOf({ stops, middle: [x, y], spots }) {
    if (String(stops) !== this.open) return spots;
    const around = openRings(stops.length, this.spacing, this.openApart);
    return around.map(([right, down]) => [x + right, y + down]);
  }

  // Leads from a disc to its place, if it does not cover that.
  /** @param {StopMark} mark */
  tether(mark) {
    const { map, renderer, look, travellers } = this.view;
    const [right, down] = mark.aside;
    if (mark.isCovered || travellers.covers(mark, Math.hypot(right, down))) return;
    const [x, y] = this.places.get(mark.number);
    const [place, at] = /** @type {Pair[]} */ ([
      [x, y],
      [x + right, y + down],
    ]);
    const [start, end] = [place, at].map((point) => map.layerPointToLatLng(point));
    const options = { pane: "legs", renderer, interactive: false };
    for (const className of ["tether-casing", "tether"]) {
      this.tethers.addLayer(L.polyline([start, end], { ...options, className }));
    }
    this.tethers.addLayer(L.circleMarker(start, { ...options, radius: look.dot, className: "tether-place" }));
  }

  /** @param {StopMark} mark */
  isOpen({ group }) {
    return Boolean(group) && String(group.stops) === this.open;
  }

  // Whether a stop lies in a stack that is not open.
  /** @param {StopMark} mark */
  isFolded({ group }) {
    return Boolean(group) && !this.spotsOf(group);
  }

  /** @param {StopMark} mark */
  unfold({ group }) {
    this.show(String(group.stops));
    const reach = Math.max(...this.spotsOf(group).map((spot) => distance(spot, group.middle))) + OPEN_APART_PX / 2;
    this.view.bringClear(group.middle, reach);
  }

  close() {
    if (this.open) this.show("");
  }

  // The stop of an open stack that an arrow key leads to, undefined if it leads to none.
  /** @param {StopMark} mark @param {string} key */
  besides(mark, key) {
    const by = STEPS[key];
    if (!by || !this.isOpen(mark)) return undefined;
    const { stops: inside } = mark.group;
    return this.view.stops[inside.at((inside.indexOf(mark.number) + by) % inside.length)];
  }

  /** @param {Group} group */
  topOf({ stops: inside }) {
    const { stops } = this.view;
    return stops[inside[topCards(inside.map((number) => stops[number].state))[0]]];
  }

  /** @param {string} open */
  show(open) {
    this.open = open;
    // The mouse is over the legs that meet there: what they say would lie on the discs.
    this.view.map.getContainer().classList.toggle("has-unfolded", open !== "");
    this.stand();
    this.view.names.place();
  }
}
