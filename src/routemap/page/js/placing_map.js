// A map on which the stops of a table are placed or moved: by a click, by dragging, or by keys.

import { Basemap } from "./basemap.js";
import { BasemapLabels } from "./basemap_labels.js";
import { BasemapSource } from "./basemap_source.js";
import { CollisionIndex } from "./collision_index.js";
import { element, fillIn, tooltip } from "./elements.js";

/**
 * @typedef {{ row: number, number: number, id: string, name: string, at: [number, number] | null }} Place
 *   a row of the table (from 0), its number in the file, the stop's id if it is one yet
 * @typedef {object} Placing
 * @property {Place[]} places
 * @property {number} chosen  the row of one
 * @property {Record<string, string>} words
 * @property {import("./types.js").BasemapSettings} ground
 */

const MAX_ZOOM = 12;
const CLOSEST_FIT = 7;
const STEP_PX = 10; // of an arrow key; with Shift 1
const PAN_EDGE_PX = 40;
/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class PlacingMap {
  /**
   * @param {ShadowRoot} root
   * @param {Placing} placing
   * @param {(name: string, value: unknown) => void} send
   */
  constructor(root, placing, send) {
    this.send = send;
    this.words = placing.words;
    /** @type {L.LatLng | null} */
    this.proposed = null; // while keys move the stop
    this.build(root);
    this.map = L.map(this.container, {
      keyboard: false, // arrows move a stop here
      attributionControl: false,
      zoomControl: false,
      maxZoom: MAX_ZOOM,
      zoomSnap: 0.25,
    });
    const { zoom_in: zoomInTitle, zoom_out: zoomOutTitle } = this.words;
    L.control.zoom({ zoomInTitle, zoomOutTitle }).addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.handle = L.marker([0, 0], { draggable: true, keyboard: false, autoPan: true });
    this.handle.on("dragend", () => this.place(this.handle.getLatLng()));
    this.map.on("click", ({ latlng }) => this.place(latlng));
    this.container.addEventListener("keydown", (event) => this.onKey(event));
    this.resizes = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.resizes.observe(this.container);
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("click", (event) => this.followLink(event), { signal });
    this.show(placing);
    this.fit();
    this.drawGround(placing.ground);
  }

  /** @param {ShadowRoot} root */
  build(root) {
    const { words } = this;
    const part = element("div", "placing");
    const label = element("label", "", words.which);
    this.choice = /** @type {HTMLSelectElement} */ (element("select", ""));
    this.choice.addEventListener("change", () => this.choose(Number(this.choice.value)));
    label.append(this.choice);
    this.container = element("div", "route-map");
    this.container.tabIndex = 0;
    this.container.setAttribute("role", "application");
    this.container.setAttribute("aria-label", words.map);
    this.container.setAttribute("aria-describedby", "placing-hint");
    const hint = element("p", "fine", words.hint);
    hint.id = "placing-hint";
    const actions = element("p", "placing-actions");
    this.accept = this.button(words.accept, () => this.proposed && this.place(this.proposed));
    this.cancel = this.button(words.cancel, () => this.forgetProposal());
    actions.append(this.accept, this.cancel);
    this.told = element("p", "placing-told");
    this.told.setAttribute("role", "status");
    part.append(label, this.container, actions, this.told, hint);
    root.append(part);
  }

  /** @param {string} words @param {() => void} act */
  button(words, act) {
    const made = /** @type {HTMLButtonElement} */ (element("button", "", words));
    made.type = "button";
    made.disabled = true;
    made.addEventListener("click", () => {
      act();
      this.container.focus();
    });
    return made;
  }

  /** @param {import("./types.js").BasemapSettings} settings */
  drawGround(settings) {
    this.map.createPane("ground").style.zIndex = "150";
    const source = new BasemapSource(settings);
    const ground = new Basemap(settings, source).addTo(this.map);
    /** @type {any} */
    const bare = { scale: 1, names: { occupied: new CollisionIndex(this.map.getSize()) } }; // nothing to give way to
    new BasemapLabels(settings, source, bare, ground).addTo(this.map);
  }

  remove() {
    this.listening.abort();
    this.resizes.disconnect();
    this.map.remove();
  }

  /** @param {Placing} placing */
  update(placing) {
    if (JSON.stringify(placing.places) !== this.shown) this.show(placing);
    else if (placing.chosen !== this.chosen) this.adopt(placing.chosen);
  }

  // What is shown ----------------------------------------------------------------------------

  /** @param {Placing} placing */
  show({ places, chosen }) {
    this.shown = JSON.stringify(places);
    this.places = new Map(places.map((place) => [place.row, place]));
    const options = places.map(({ row, number, name, at }) => {
      const words = at ? this.words.option : this.words.option_unplaced;
      const option = element("option", "", fillIn(words, { name, row: String(number) }));
      return Object.assign(option, { value: String(row) });
    });
    this.choice.replaceChildren(...options);
    this.adopt(chosen);
  }

  draw() {
    this.marks.clearLayers();
    /** @type {L.LatLng[]} */
    const way = [];
    for (const { row, name, at } of this.places.values()) {
      if (!at) continue;
      const here = L.latLng(nearTo(at, way.at(-1)));
      way.push(here);
      if (row === this.chosen) continue;
      L.circleMarker(here, { radius: 6, className: "place", bubblingMouseEvents: false })
        .bindTooltip(tooltip(name))
        .on("click", () => this.choose(row))
        .addTo(this.marks);
    }
    L.polyline(way, { className: "place-way", interactive: false }).addTo(this.marks).bringToBack();
    this.putHandle();
  }

  putHandle() {
    const at = this.proposed ?? this.position();
    if (!at) {
      this.handle.remove();
      return;
    }
    const number = String([...this.places.keys()].indexOf(this.chosen) + 1);
    const mark = element("span", this.proposed ? "place-handle is-proposed" : "place-handle", number);
    this.handle.setIcon(L.divIcon({ className: "", html: mark, iconSize: [24, 24] }));
    this.handle.setLatLng(at).addTo(this.map);
  }

  fit() {
    const known = [...this.places.values()].flatMap(({ at }) => (at ? [at] : []));
    if (known.length) this.map.fitBounds(L.latLngBounds(known).pad(0.15), { maxZoom: CLOSEST_FIT });
    else this.map.setView([25, 10], 1);
  }

  /** Where the chosen stop stands in the table. */
  position() {
    const at = this.places.get(this.chosen)?.at;
    return at ? L.latLng(at) : null;
  }

  // Which stop -------------------------------------------------------------------------------

  /** @param {number} row */
  choose(row) {
    this.adopt(row);
    const at = this.position();
    if (at) this.map.panInside(at, { padding: [PAN_EDGE_PX, PAN_EDGE_PX] });
    this.send("chosen", row);
  }

  /** @param {number} row */
  adopt(row) {
    this.chosen = row;
    this.choice.value = String(row);
    this.proposed = null;
    this.updateButtons();
    this.draw();
  }

  // The story beside the map names stops by links.
  /** @param {MouseEvent} event */
  followLink(event) {
    const link = /** @type {Element} */ (event.target).closest?.(".st-key-open_story a[data-stop]");
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute("data-stop");
    for (const place of this.places.values()) if (place.id === id) this.choose(place.row);
  }

  // Where it stands --------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (event.target !== this.container || altKey || ctrlKey || metaKey) return;
    const step = STEPS[key];
    if (step) this.move(step, shiftKey ? 1 : STEP_PX);
    else if (key === "Enter" && this.proposed) this.place(this.proposed);
    else if (key === "Escape" && this.proposed) this.forgetProposal();
    else if (key === "+" || key === "=") this.map.zoomIn();
    else if (key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {[number, number]} step @param {number} pixels */
  move([right, down], pixels) {
    if (!this.places.has(this.chosen)) return;
    const from = this.proposed ?? this.position() ?? this.map.getCenter();
    const at = this.map.latLngToContainerPoint(from).add([right * pixels, down * pixels]);
    this.proposed = this.map.containerPointToLatLng(at);
    this.map.panInside(this.proposed, { padding: [PAN_EDGE_PX, PAN_EDGE_PX], animate: false });
    this.updateButtons();
    this.putHandle();
    this.tell(this.words.moved, this.proposed);
  }

  forgetProposal() {
    this.proposed = null;
    this.updateButtons();
    this.putHandle();
    this.told.textContent = this.words.cancelled;
  }

  /** @param {L.LatLng} at */
  place(at) {
    const place = this.places.get(this.chosen);
    if (!place) return;
    const { lat, lng } = this.rounded(at);
    place.at = [lat, lng];
    this.adopt(this.chosen);
    this.tell(this.words.placed, at);
    this.send("placed", { row: place.row, latitude: lat, longitude: lng });
  }

  updateButtons() {
    this.accept.disabled = this.cancel.disabled = !this.proposed;
  }

  /** @param {string} sentence @param {L.LatLng} at */
  tell(sentence, at) {
    const { lat, lng } = this.rounded(at);
    const { name } = this.places.get(this.chosen);
    this.told.textContent = fillIn(sentence, { name, latitude: String(lat), longitude: String(lng) });
  }

  // As many digits as a pixel of the map is worth.
  /** @param {L.LatLng} at */
  rounded(at) {
    const degrees = 360 / (256 * 2 ** this.map.getZoom());
    const digits = Math.max(0, Math.ceil(-Math.log10(degrees)));
    const { lat, lng } = at.wrap();
    const latitude = Math.max(-90, Math.min(90, lat));
    return { lat: Number(latitude.toFixed(digits)), lng: Number(lng.toFixed(digits)) };
  }
}

/**
 * Return a position on the copy of the Earth where it is nearest to the last, so that a way over the
 * Pacific does not run round the world.
 *
 * @param {[number, number]} at
 * @param {L.LatLng | undefined} last
 * @returns {[number, number]}
 */
function nearTo([latitude, longitude], last) {
  return last ? [latitude, longitude + 360 * Math.round((last.lng - longitude) / 360)] : [latitude, longitude];
}
