// Names of countries, waters and towns on the ground. They give way to everything of the journey:
// names and marks of stops, legs and furniture; and then to each other.

import { webMap } from "./basemap_tiles.js";
import { CollisionIndex } from "./collision_index.js";

const FINEST_RATIO = 2;
const EDGE_PX = 6;
const HALO_PX = 3;
const LINE_HEIGHT = 1.25;
const APART_PX = 3; // left free round each name
const DOT_PX = 2;
const FARTHEST_PX = 11; // from a dot to its name
const NUDGES = [
  [0, 0],
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
];
const FARTHEST_NUDGE_PX = 40; // a country's name may stand aside of its place, still inside
const EARLIER = 0.4; // Natural Earth's zooms are those of a map with more room for names
const LEAST_ROOM = 0.43; // of a name's width, from its middle to the border: it may touch it
const SHORT = 10; // letters; a longer name of several words takes two lines
const SLANT = "italic";

// Breaks before a bracket, else at the space that leaves the lines most alike.
function linesOf(text) {
  const bracket = text.indexOf("(");
  if (bracket > 0) return [text.slice(0, bracket).trim(), text.slice(bracket)];
  if (text.length < SHORT || !text.includes(" ")) return [text];
  const spaces = [...text].flatMap((letter, n) => (letter === " " ? [n] : []));
  const best = spaces.reduce((a, b) => (Math.abs(text.length / 2 - b) < Math.abs(text.length / 2 - a) ? b : a));
  return [text.slice(0, best), text.slice(best + 1)];
}

// `settings`: {source, language, language_number, look}; `view` the RouteView, `ground` the Ground of the map.
export const BasemapLabels = L.Layer.extend({
  initialize(settings, view, ground) {
    Object.assign(this, { settings, view, ground });
    this.which = settings.language_number;
    this.widths = new Map();
    this.placed = [];
    this.list = { countries: [], seas: [] };
  },

  onAdd(map) {
    map.createPane("names").style.zIndex = 155;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "ground-names leaflet-zoom-hide";
    this.canvas.setAttribute("aria-hidden", "true"); // the stops are what the map tells
    map.getPane("names").append(this.canvas);
    this.context = this.canvas.getContext("2d");
    this.onFonts = () => {
      this.widths.clear();
      this.soon();
    };
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.ground.on("drawn", this.soon, this);
    this.fetch();
    this.soon();
  },

  onRemove() {
    this.canvas.remove();
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.ground.off("drawn", this.soon, this);
  },

  getEvents() {
    return { labelsplaced: this.soon, moveend: this.soon, zoomend: this.soon };
  },

  async fetch() {
    try {
      this.list = this.read(await this.settings.source.names(this.settings.language));
      this.soon();
    } catch {
      // A map without the names of countries is still a map.
    }
  },

  read({ countries, seas }) {
    const { worldX, worldY } = webMap;
    const places = (numbers) => {
      const found = [];
      for (let n = 0; n < numbers.length; n += 3) {
        found.push({ x: worldX(numbers[n]), y: worldY(numbers[n + 1]), room: numbers[n + 2] / 360 });
      }
      return found;
    };
    return {
      countries: countries.map(([text, zoom, ...numbers]) => ({ text, zoom, places: places(numbers) })),
      seas: seas.map(([text, zoom, longitude, latitude]) => ({
        text,
        zoom,
        x: worldX(longitude),
        y: worldY(latitude),
      })),
    };
  },

  // Several reasons to write anew in one frame are one.
  // After the next frame is painted: a step must not wait for names it does not change.
  soon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    window.requestAnimationFrame(() =>
      window.setTimeout(() => {
        this.isWaiting = false;
        if (this._map && !this._map._animatingZoom) this.write();
      }),
    );
  },

  write() {
    const map = this._map;
    const size = map.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, FINEST_RATIO);
    const { canvas, context } = this;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    this.styles = this.stylesNow();
    this.placed = this.place(size);
    for (const name of this.placed) this.put(name);
  },

  stylesNow() {
    const style = window.getComputedStyle(this._map.getContainer());
    const family = style.getPropertyValue("--font") || "sans-serif";
    const small = parseFloat(style.getPropertyValue("--type-small"));
    const { paint } = this.ground;
    this.scale = this.view.scale;
    const font = `${small}px ${family}`;
    const [land, water] = [paint.colour("land"), paint.colour("water")];
    return {
      country: {
        font,
        size: small,
        colour: paint.colour("country-name"),
        halo: land,
        spacing: this.settings.look.country_spacing,
      },
      sea: { font: `${SLANT} ${font}`, size: small, colour: paint.colour("water-name"), halo: water, spacing: 0.4 },
      lake: { font: `${SLANT} ${font}`, size: small, colour: paint.colour("water-name"), halo: land, spacing: 0 },
      town: { font, size: small, colour: paint.colour("town-name"), halo: land, spacing: 0 },
    };
  },

  place(size) {
    const map = this._map;
    const zoom = map.getZoom();
    const scale = map.options.crs.scale(zoom);
    const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    const taken = new CollisionIndex(size);
    const isInside = (box) =>
      box.left >= EDGE_PX && box.top >= EDGE_PX && box.right <= size.x - EDGE_PX && box.bottom <= size.y - EDGE_PX;
    const isFree = (box) => isInside(box) && this.view.names.occupied.isFree(box) && taken.isFree(box);
    // A place may be in sight on several turns of the world.
    const inSight = ({ x, y }) => {
      const found = [];
      for (let turn = Math.floor(corner.x / scale) - 1; turn <= (corner.x + size.x) / scale; turn += 1) {
        const at = { x: (x + turn) * scale - corner.x, y: y * scale - corner.y };
        if (at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y) found.push(at);
      }
      return found;
    };
    const placed = [];
    const take = (kind, lines, boxes, extra) => {
      const box = boxes.find((each) => isFree(padded(each, APART_PX)));
      if (!box) return false;
      taken.addBox(padded(box, APART_PX));
      placed.push({ kind, lines, box, ...extra });
      return true;
    };
    const centred = (kind, text, at) => {
      const lines = linesOf(text);
      const { width, height } = this.measure(kind, lines);
      return [lines, [boxAt(at.x - width / 2, at.y - height / 2, width, height)]];
    };
    const middle = { x: size.x / 2, y: size.y / 2 };
    const fromMiddle = (at) => Math.hypot(at.x - middle.x, at.y - middle.y) / Math.hypot(middle.x, middle.y);
    for (const { text, zoom: least, places } of this.list.countries) {
      if (zoom < least - EARLIER) continue;
      const found = places.flatMap((place, n) =>
        inSight(place).map((at) => ({ at, own: n === 0, room: place.room * scale })),
      );
      if (!found.length) continue; // to measure it might fetch a font for nothing
      const { width } = this.measure("country", linesOf(text));
      found
        .filter(({ own, room }) => own || room > width * LEAST_ROOM)
        .map((place) => ({
          ...place,
          rank: fromMiddle(place.at) - Math.min(place.room / width, 2) / 4 - place.own / 2,
        }))
        .sort((a, b) => a.rank - b.rank)
        .some(({ at, room }) =>
          NUDGES.some(([right, down]) => {
            const by = Math.min(room / 2, FARTHEST_NUDGE_PX);
            return take("country", ...centred("country", text, { x: at.x + right * by, y: at.y + down * by }));
          }),
        );
    }
    const written = new Set();
    for (const { text, zoom: least, ...place } of this.list.seas) {
      if (zoom < least || written.has(text)) continue;
      for (const at of inSight(place)) if (take("sea", ...centred("sea", text, at))) written.add(text);
    }
    const named = (list) => this.ground.named.flatMap(({ tile }) => tile[list].filter((each) => zoom >= each.zoom));
    const nameOf = ({ names }) => names[this.which] || names[0];
    const once = new Set();
    for (const lake of named("lakeNames")) {
      for (const at of inSight(lake)) {
        if (!once.has(nameOf(lake)) && take("lake", ...centred("lake", nameOf(lake), at))) once.add(nameOf(lake));
      }
    }
    const towns = new Map(named("towns").map((town) => [`${town.x} ${town.y}`, town]));
    for (const town of [...towns.values()].sort((a, b) => a.zoom - b.zoom)) {
      for (const at of inSight(town)) {
        const reach = DOT_PX * this.scale + 1;
        const dot = boxAt(at.x - reach, at.y - reach, 2 * reach, 2 * reach);
        // The route runs through towns: the dot may lie beneath it, the name may not.
        if (!this.view.names.occupied.isUncovered(dot) || !taken.isUncovered(dot)) continue;
        const lines = [nameOf(town)];
        if (take("town", lines, this.besides(at, this.measure("town", lines)), { dot: at })) taken.addBox(dot);
      }
    }
    return placed;
  },

  // Right, left, above, below a dot; then raised or lowered, clear of a leg through the town.
  besides({ x, y }, { width, height }) {
    const near = DOT_PX * this.scale + 4;
    const beside = (gap, lift) => [
      boxAt(x + gap, y - height / 2 + lift, width, height),
      boxAt(x - gap - width, y - height / 2 + lift, width, height),
    ];
    return [
      ...beside(near, 0),
      boxAt(x - width / 2, y - near - height, width, height),
      boxAt(x - width / 2, y + near, width, height),
      ...beside(FARTHEST_PX * this.scale, 0),
      ...beside(near, -height / 2),
      ...beside(near, height / 2),
    ];
  },

  measure(kind, lines) {
    const key = `${kind} ${lines.join("\n")}`;
    if (!this.widths.has(key)) {
      this.setFont(kind);
      const width = Math.max(...lines.map((line) => this.context.measureText(line).width));
      this.widths.set(key, { width, height: lines.length * this.styles[kind].size * LINE_HEIGHT });
    }
    return this.widths.get(key);
  },

  setFont(kind) {
    const { font, spacing } = this.styles[kind];
    this.context.font = font;
    this.context.letterSpacing = `${spacing}px`;
  },

  put({ kind, lines, box, dot }) {
    const { context } = this;
    const { size, colour, halo } = this.styles[kind];
    this.setFont(kind);
    const starts = kind === "town" && box.left > dot.x;
    const ends = kind === "town" && box.right < dot.x;
    context.textAlign = starts ? "left" : ends ? "right" : "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = HALO_PX * this.scale;
    context.strokeStyle = halo;
    context.fillStyle = colour;
    const x = starts ? box.left : ends ? box.right : (box.left + box.right) / 2;
    if (dot) {
      context.beginPath();
      context.arc(dot.x, dot.y, DOT_PX * this.scale, 0, 2 * Math.PI);
      context.stroke();
      context.fill();
    }
    lines.forEach((line, n) => {
      const y = box.top + (n + 0.5) * size * LINE_HEIGHT;
      context.strokeText(line, x, y);
      context.fillText(line, x, y);
    });
  },
});

function boxAt(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

function padded({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
