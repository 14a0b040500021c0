// Names of countries, waters and towns on the basemap. They give way to everything of the journey:
// names and marks of stops, legs and furniture; and then to each other.

import { boxAt, holds, overlap, padded } from "./boxes.js";
import { afterPaint } from "./browser.js";
import { decorativeCanvas, fitCanvas } from "./canvas.js";
import { CollisionIndex } from "./collision_index.js";
import { linesOf } from "./line_breaks.js";
import { worldX, worldY } from "./web_map.js";

/**
 * @typedef {import("./types.js").XY} XY
 * @typedef {import("./types.js").Box} Box
 * @typedef {"country" | "sea" | "lake" | "town"} Kind
 * @typedef {XY & { room: number }} Place  on the web map; `room` is half the width there is for a name
 * @typedef {{ text: string, zoom: number, places: Place[] }} Named
 * @typedef {{ kind: Kind, lines: string[], box: Box, dot?: XY }} Label
 */

const EDGE_PX = 6;
const LINE_HEIGHT = 1.25;
const APART_PX = 3; // left free round each name
const FARTHEST_PX = 11; // from a dot to its name
const SEA_SPACING_PX = 0.4;
// A country's name may stand aside of its place, still inside: first up and down, corners last.
const NUDGES_RIGHT = [0, 0, 0, -1, 1, -1, 1, -1, 1];
const NUDGES_DOWN = [0, -1, 1, 0, 0, -1, -1, 1, 1];
const FARTHEST_NUDGE_PX = 40;
const EARLIER = 0.4; // Natural Earth's zooms are those of a map with more room for names
const LEAST_ROOM = 0.43; // of a name's width, from its middle to the border: it may touch it

/** @type {any} */
const Layer = L.Layer; // its types leave out what those who extend it must know

export class BasemapLabels extends Layer {
  /**
   * @param {import("./types.js").BasemapSettings} settings
   * @param {import("./basemap_source.js").BasemapSource} source
   * @param {import("./route_view.js").RouteView} view
   * @param {import("./basemap.js").Basemap} basemap
   * @param {import("./own_ground.js").OwnGround | null} [own]
   */
  constructor(settings, source, view, basemap, own = null) {
    super();
    this.settings = settings;
    this.view = view;
    this.basemap = basemap;
    this.own = own;
    /** @type {Map<string, { width: number, height: number }>} */
    this.sizes = new Map();
    /** @type {Label[]} */
    this.placed = [];
    /** @type {{ countries: Named[], seas: Named[] }} */
    this.list = { countries: [], seas: [] };
    this.soon = afterPaint(() => this._map && !this._map._animatingZoom && this.write());
    this.canvas = decorativeCanvas("ground-names leaflet-zoom-hide");
    this.context = this.canvas.getContext("2d");
    document.fonts.addEventListener("loadingdone", () => {
      this.sizes.clear();
      this.soon();
    });
    basemap.on("drawn", this.soon);
    this.fetch(source);
  }

  /** @param {L.Map} map */
  onAdd(map) {
    map.createPane("names").style.zIndex = "155";
    map.getPane("names").append(this.canvas);
    this.soon();
  }

  onRemove() {
    this.canvas.remove();
  }

  getEvents() {
    return { labelsplaced: this.soon, moveend: this.soon, zoomend: this.soon };
  }

  /** @param {import("./basemap_source.js").BasemapSource} source */
  async fetch(source) {
    try {
      const { countries, seas } = await source.names(this.settings.language);
      const { ranks } = this.settings;
      /** @param {Parameters<typeof readPlaces>[0]} entry */
      const ranked = ([text, zoom, ...places]) => readPlaces([text, ranks[text] ?? zoom, ...places]);
      this.list = { countries: countries.map(ranked), seas: seas.map(ranked) };
      this.soon();
    } catch {
      // A map without the names of countries is still a map.
    }
  }

  // Names of ours do not stand on an author's own map.
  /** @param {Box} box */
  isCovered(box) {
    return this.covered.some((cover) => overlap(cover, box));
  }

  write() {
    const size = this._map.getSize();
    const ratio = fitCanvas(this.canvas, size);
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, size.x, size.y);
    this.styles = this.stylesNow();
    this.placed = this.place(size);
    this._map.fire("groundnamed", { towns: this.seesTowns });
    for (const label of this.placed) this.put(label);
  }

  stylesNow() {
    const style = window.getComputedStyle(this._map.getContainer());
    const family = style.getPropertyValue("--font") || "sans-serif";
    const size = parseFloat(style.getPropertyValue("--type-small"));
    const { colourOf } = this.basemap;
    this.scale = this.view.scale;
    /** @param {string} colour @param {string} halo */
    const styled = (colour, halo, spacing = 0, variant = "") => ({
      font: `${variant} ${size}px ${family}`,
      size,
      colour: colourOf(`${colour}-name`),
      halo: colourOf(halo),
      spacing: `${spacing}px`,
    });
    return {
      country: styled("country", "land", this.settings.look.country_spacing, "small-caps"),
      sea: styled("water", "water", SEA_SPACING_PX, "italic"),
      lake: styled("water", "land", 0, "italic"),
      town: styled("town", "land"),
    };
  }

  /**
   * Find a place for each name that is in sight at this zoom, countries first, towns last.
   *
   * @param {L.Point} size
   */
  place(size) {
    this.size = size;
    this.taken = new CollisionIndex(size);
    this.placed = [];
    const zoom = this._map.getZoom();
    this.worldPx = this._map.options.crs.scale(zoom);
    this.corner = this._map.getPixelOrigin().add(this._map.containerPointToLayerPoint([0, 0]));
    /** @type {Box[]} */
    this.covered = [];
    this.shown = this.worldInSight();
    this.placeOwn();
    this.covered = this.coveredNow();
    this.seesTowns = false;
    if (this.basemap.isDrawnByAuthor()) return this.placed;
    const { leftOut } = this.basemap;
    const countries = leftOut.has("countries") ? [] : this.list.countries;
    for (const country of countries) if (zoom >= country.zoom - EARLIER) this.placeCountry(country);
    for (const sea of this.list.seas) if (zoom >= sea.zoom) this.placeOnce("sea", sea.text, sea.places[0]);
    const lakes = this.named("lakeNames", zoom);
    for (const lake of lakes) this.placeOnce("lake", this.nameOf(lake), lake);
    const shown = leftOut.has("towns") ? [] : this.named("towns", zoom);
    const towns = new Map(shown.map((town) => [`${town.x} ${town.y}`, town]));
    const isSeen = (/** @type {XY} */ { x, y }) => !this.isCovered(boxAt(x, y, 0, 0));
    this.seesTowns = shown.some((town) => this.inSight(town).some(isSeen));
    for (const town of [...towns.values()].sort((a, b) => a.zoom - b.zoom)) this.placeTown(town);
    return this.placed;
  }

  // Where the picture of an author's own map lies, in pixels of the view.
  coveredNow() {
    const { corner, size, worldPx: scale } = this;
    const view = {
      left: corner.x / scale,
      top: corner.y / scale,
      right: (corner.x + size.x) / scale,
      bottom: (corner.y + size.y) / scale,
    };
    /** @param {Box} box */
    const toView = ({ left, top, right, bottom }) => ({
      left: left * scale - corner.x,
      top: top * scale - corner.y,
      right: right * scale - corner.x,
      bottom: bottom * scale - corner.y,
    });
    return this.own?.covers(view).map(toView) ?? [];
  }

  // A map wider than the world shows it once: beside it there is nothing to name.
  worldInSight() {
    const { size, worldPx: scale, corner: origin } = this;
    const { left, top, right, bottom } = this.basemap.worldOn({ scale, origin, size });
    return {
      left: Math.max(left, 0),
      top: Math.max(top, 0),
      right: Math.min(right, size.x),
      bottom: Math.min(bottom, size.y),
    };
  }

  // Names of an author's own basemap come before those of ours.
  placeOwn() {
    for (const { kind, name, isDot, spots } of this.own?.names(this.worldPx, this.corner, this.size) ?? []) {
      const style = styleOf(kind, isDot);
      if (isDot) for (const { at } of spots.filter((spot) => this.isShown(spot.at))) this.placeDot(style, name, at);
      else {
        const { width } = this.measure(style, [name]);
        const wide = spots.filter(({ room }) => room >= width);
        wide.some(({ at }) => this.placeCentred(style, name, at, [name]));
      }
    }
  }

  /** @param {"lakeNames" | "towns"} list @param {number} zoom */
  named(list, zoom) {
    /** @type {import("./basemap_tile.js").Tile[]} */
    const tiles = this.basemap.named.map((/** @type {any} */ { tile }) => tile);
    return tiles.flatMap((tile) =>
      tile[list]
        .map((each) => ({ ...each, zoom: this.settings.ranks[this.nameOf(each)] ?? each.zoom }))
        .filter((each) => zoom >= each.zoom && this.nameOf(each)),
    );
  }

  /** @param {{ names: string[] }} place */
  nameOf({ names }) {
    return names[this.settings.language_number] ?? names[0];
  }

  // Where a place of the web map is in sight; it may be on several turns of the world.
  /** @param {XY} place */
  inSight({ x, y }) {
    const { worldPx: scale, corner } = this;
    const found = [];
    for (let turn = Math.floor(corner.x / scale) - 1; turn <= (corner.x + this.size.x) / scale; turn += 1) {
      const at = { x: (x + turn) * scale - corner.x, y: y * scale - corner.y };
      if (this.isShown(at)) found.push(at);
    }
    return found;
  }

  /** @param {XY} at */
  isShown({ x, y }) {
    return holds(this.shown, boxAt(x, y, 0, 0));
  }

  // In the middle of the view rather than at its edge, where there is room, and at the capital's part.
  /** @param {Named} country */
  placeCountry({ text, places }) {
    const found = places.flatMap((place, n) =>
      this.inSight(place).map((at) => ({ at, isOwn: n === 0, room: place.room * this.worldPx })),
    );
    if (!found.length) return; // to measure it might fetch a font for nothing
    const { width } = this.measure("country", linesOf(text));
    const middle = this.size.divideBy(2);
    /** @param {(typeof found)[0]} place */
    const rank = ({ at, room, isOwn }) =>
      Math.hypot(at.x - middle.x, at.y - middle.y) / Math.hypot(middle.x, middle.y) -
      Math.min(room / width, 2) / 4 -
      Number(isOwn) / 2;
    found
      .filter(({ isOwn, room }) => isOwn || room > width * LEAST_ROOM)
      .sort((a, b) => rank(a) - rank(b))
      .some(({ at: { x, y }, room }) => {
        const by = Math.min(room / 2, FARTHEST_NUDGE_PX);
        return NUDGES_RIGHT.some((right, n) =>
          this.placeCentred("country", text, { x: x + right * by, y: y + NUDGES_DOWN[n] * by }),
        );
      });
  }

  /** @param {Kind} kind @param {string} text @param {XY} place */
  placeOnce(kind, text, place) {
    const lines = linesOf(text).join();
    const isThere = this.placed.some((label) => label.kind === kind && label.lines.join() === lines);
    if (!isThere) this.inSight(place).some((at) => this.placeCentred(kind, text, at));
  }

  /** @param {Kind} kind @param {string} text @param {XY} at */
  placeCentred(kind, text, { x, y }, lines = linesOf(text)) {
    const { width, height } = this.measure(kind, lines);
    return this.take({ kind, lines }, [boxAt(x - width / 2, y - height / 2, width, height)]);
  }

  /** @param {XY & { names: string[] }} town */
  placeTown(town) {
    for (const at of this.inSight(town)) this.placeDot("town", this.nameOf(town), at);
  }

  /** @param {Kind} kind @param {string} name @param {XY} at */
  placeDot(kind, name, at) {
    const reach = this.settings.look.town_dot * this.scale + 1;
    const box = boxAt(at.x - reach, at.y - reach, 2 * reach, 2 * reach);
    // The route runs through towns: the dot may lie beneath it, the name may not.
    if (!this.view.names.occupied.isUncovered(box) || !this.taken.isUncovered(box)) return;
    const lines = [name];
    const boxes = this.besides(at, this.measure(kind, lines));
    if (this.take({ kind, lines, dot: at }, boxes)) this.taken.addBox(box);
  }

  // Right, left, above, below a dot; then raised or lowered, clear of a leg through the town.
  /** @param {XY} dot @param {{ width: number, height: number }} size */
  besides({ x, y }, { width, height }) {
    const near = this.settings.look.town_dot * this.scale + 4;
    /** @param {number} gap @param {number} lift */
    const beside = (gap, lift) =>
      [x + gap, x - gap - width].map((left) => boxAt(left, y - height / 2 + lift, width, height));
    const above = [y - near - height, y + near].map((top) => boxAt(x - width / 2, top, width, height));
    const aside = [beside(FARTHEST_PX * this.scale, 0), beside(near, -height / 2), beside(near, height / 2)];
    return [...beside(near, 0), ...above, ...aside.flat()];
  }

  // Takes the first box that is free, if any.
  /** @param {Omit<Label, "box">} label @param {Box[]} boxes */
  take(label, boxes) {
    const occupied = [this.view.names.occupied, this.taken];
    const box = boxes.find((each) => {
      const wide = padded(each, APART_PX);
      return (
        holds(padded(this.shown, -EDGE_PX), wide) &&
        !this.isCovered(each) &&
        occupied.every((index) => index.isFree(wide))
      );
    });
    if (!box) return false;
    this.taken.addBox(padded(box, APART_PX));
    this.placed.push({ ...label, box });
    return true;
  }

  /** @param {Kind} kind @param {string[]} lines */
  measure(kind, lines) {
    const key = `${kind} ${lines.join("\n")}`;
    if (!this.sizes.has(key)) {
      this.setFont(kind);
      const width = Math.max(...lines.map((line) => this.context.measureText(line).width));
      this.sizes.set(key, { width, height: lines.length * this.styles[kind].size * LINE_HEIGHT });
    }
    return this.sizes.get(key);
  }

  /** @param {Kind} kind */
  setFont(kind) {
    const { font, spacing } = this.styles[kind];
    this.context.font = font;
    this.context.letterSpacing = spacing;
  }

  /** @param {Label} label */
  put({ kind, lines, box, dot }) {
    const { context } = this;
    const { size, colour, halo } = this.styles[kind];
    this.setFont(kind);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = this.settings.look.name_halo * this.scale;
    context.strokeStyle = halo;
    context.fillStyle = colour;
    if (dot) {
      context.beginPath();
      context.arc(dot.x, dot.y, this.settings.look.town_dot * this.scale, 0, 2 * Math.PI);
      context.stroke();
      context.fill();
    }
    const [starts, ends] = [dot && box.left > dot.x, dot && box.right < dot.x];
    context.textAlign = starts ? "left" : ends ? "right" : "center";
    const x = starts ? box.left : ends ? box.right : (box.left + box.right) / 2;
    for (const [n, line] of lines.entries()) {
      const y = box.top + (n + 0.5) * size * LINE_HEIGHT;
      context.strokeText(line, x, y);
      context.fillText(line, x, y);
    }
  }
}

/** @param {string} kind  of an author's own basemap @param {boolean} isDot @returns {Kind} */
function styleOf(kind, isDot) {
  if (kind === "water" && !isDot) return "sea";
  return kind === "water" || kind === "river" ? "lake" : "town";
}

/** @param {[string, number, ...number[]]} entry  text, zoom, then longitude, latitude and, of countries, room in degrees, for each place */
function readPlaces([text, zoom, ...numbers]) {
  const places = [];
  for (let n = 0; n < numbers.length; n += 3) {
    places.push({ x: worldX(numbers[n]), y: worldY(numbers[n + 1]), room: (numbers[n + 2] ?? 0) / 360 });
  }
  return { text, zoom, places };
}
