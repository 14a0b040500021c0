// The view of the whole route: fitted to the room that the furniture leaves, with discs and names.

import { boxAt, overlap, padded } from "./boxes.js";
import { discsAt } from "./declutter.js";
import { simplified } from "./drawn_line.js";
import { fitRoute, MUCH_MISSED } from "./route_fit.js";
import { reachAside } from "./stacks.js";
import { latitudeAt, longitudeAt, worldX, worldY } from "./web_map.js";

/**
 * @typedef {import("./route_view.js").RouteView} RouteView
 * @typedef {import("./types.js").Pair} Pair
 */

const FINENESS = 4000; // a line is right to this part of the whole
const NAMES_TRIED = 60; // where more stand, not all have room anyway

// What needs room on the web map: how far discs at one place reach is known before the zoom is.
/** @param {RouteView} view */
function discsOf({ content: { stops }, groups: { spacing }, travellers }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { at } of stops) counts.set(String(at), (counts.get(String(at)) ?? 0) + 1);
  return stops.flatMap(({ at }) => {
    const [lat, lng] = at;
    const inRow = travellers.reachInRow(at);
    const reach = inRow || reachAside(counts.get(String(at)), spacing);
    const high = inRow ? 0 : reach;
    /** @type {Pair[]} */
    const asides = reach
      ? [
          [-reach, 0],
          [reach, 0],
          [0, -high],
          [0, high],
        ]
      : [[0, 0]];
    return asides.map((aside) => ({ x: worldX(lng), y: worldY(lat), aside }));
  });
}

export class WholeRoute {
  /** @param {RouteView} view */
  constructor(view) {
    this.view = view;
    const { extent, legs } = view.content;
    const [south, west, north, east] = extent;
    this.box = { left: worldX(west), top: worldY(north), right: worldX(east), bottom: worldY(south) };
    const fine = Math.max(this.box.right - this.box.left, this.box.bottom - this.box.top) / FINENESS;
    this.lines = legs
      .flatMap(({ lines, stub }) => [...lines, ...stub])
      .map((line) =>
        simplified(
          line.map(([lat, lng]) => /** @type {Pair} */ ([worldX(lng), worldY(lat)])),
          fine,
        ),
      );
    /** @type {Map<number, Pair[][]>} */
    this.drawn = new Map();
  }

  show() {
    const { map, look, names, stops, world, groups, travellers } = this.view;
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const radius = look.disc_halo * travellers.reach;
    const route = { discs: discsOf(this.view), lines: this.lines, box: this.box, radius };
    const furniture = names.furnitureOnMap(size);
    this.drawn.clear();
    const isTried = names.isMeasurable && stops.length <= NAMES_TRIED;
    /** @param {import("./route_fit.js").View} view */
    const missing = (view) => (isTried ? this.missing(view) : 0);
    const { zoom, left, top } = fitRoute(route, size, furniture, look.label_edge, map.options.maxZoom, missing);
    const scale = map.options.crs.scale(zoom);
    const centre = L.latLng(latitudeAt((size.y / 2 - top) / scale), longitudeAt((size.x / 2 - left) / scale));
    this.boundZoom(zoom);
    world.adopt(scale, size.x); // not as in the view tried last, and neither the discs and names
    map.setView(centre, zoom, { animate: false });
    if (!isTried) return;
    groups.lay();
    names.place();
  }

  // Whether furniture lies on a stop.
  get isCovered() {
    const { map, look, names, stops } = this.view;
    const furniture = names.furnitureOnMap(map.getSize());
    return stops.some(({ layerPoint, aside: [right, down] }) => {
      const { x, y } = map.layerPointToContainerPoint(layerPoint);
      const disc = padded(boxAt(x + right, y + down, 0, 0), look.disc);
      return furniture.some((box) => overlap(box, disc));
    });
  }

  // Never so far off that the world stands there twice, unless the route needs it.
  /** @param {number} fitted */
  boundZoom(fitted) {
    const { map } = this.view;
    const whole = Math.log2(map.getSize().x / map.options.crs.scale(0));
    // Not by setMinZoom, which may start a zoom that goes on after this.
    map.options.minZoom = Math.min(Math.max(whole, 0), fitted);
    map.fire("zoomlevelschange");
  }

  // The legs as they would be drawn at a zoom, from the web map's corner.
  /** @param {number} zoom */
  linesAt(zoom) {
    const scale = this.view.map.options.crs.scale(zoom);
    if (!this.drawn.has(zoom)) {
      /** @param {import("./types.js").LatLng} at @returns {Pair} */
      const project = ([lat, lng]) => [worldX(lng) * scale, worldY(lat) * scale];
      this.drawn.set(
        zoom,
        this.view.legs.drawings.flatMap((drawing) => drawing.linesAt(project)),
      );
    }
    return this.drawn.get(zoom);
  }

  /** @param {import("./route_fit.js").View} view */
  missing({ zoom, left, top }) {
    const { map, content, names, current, ends, world, stops, groups } = this.view;
    const size = map.getSize();
    const scale = map.options.crs.scale(zoom);
    /** @param {Pair} at @returns {Pair} */
    const toMap = ([x, y]) => [x * scale + left, y * scale + top];
    const lines = this.linesAt(zoom).map((line) => line.map(([x, y]) => /** @type {Pair} */ ([x + left, y + top])));
    world.adopt(scale, size.x);
    /** @param {import("./stop_mark.js").StopMark} mark */
    const pointOf = ({ stop: { at } }) => toMap([worldX(at[1]), worldY(at[0])]);
    const stands = discsAt(this.view, stops.map(pointOf), zoom);
    /** @param {import("./stop_mark.js").StopMark} mark */
    const isStanding = ({ number }) => stands[number];
    groups.find(pointOf, lines, isStanding, top);
    const { named } = names.arrange((mark) => L.point(pointOf(mark)), world.copies(lines, -left), isStanding, true);
    const first = [...ends, ...current];
    return content.stops.reduce(
      (sum, _, number) => sum + (named.has(stops[number]) ? 0 : first.includes(number) ? MUCH_MISSED : 1),
      0,
    );
  }
}
