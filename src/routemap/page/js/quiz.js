// "Where next?" of a presentation: hides what lies ahead, takes a guess on the map, then shows the
// next stop and says how far off the guess was.

import { fillIn } from "./elements.js";
import { greatCircle } from "./great_circle.js";
import { DIRECTIONS } from "./stepping.js";

const STEP_PX = 24;
const FINE_STEP_PX = 4;
const CROSS_PX = 44;
const SIGNIFICANT_DIGITS = 2; // nobody guesses closer
const KM = 1000;
const LEAST_KM = 1;

/** @typedef {import("./types.js").Stop} Stop */

/**
 * Return the number of the first stop that a traveller has not reached at a moment, -1 if none is left.
 *
 * @param {Stop[]} stops
 * @param {number} moment
 * @param {number} [whom]
 */
export function nextStop(stops, moment, whom = 0) {
  return stops.findIndex(({ span: [begin], traveller = 0 }) => traveller === whom && begin > moment);
}

/**
 * Return whether a guess is right: within the circle that a stop lies in there is no saying how far off.
 *
 * @param {number} km  from the guess to the stop
 * @param {Stop} stop
 */
export function isRight(km, { accuracy_km: accuracyKm = 0 }) {
  return km <= Math.max(accuracyKm, LEAST_KM);
}

export class Quiz {
  /**
   * @param {import("./route_view.js").RouteView} view
   * @param {import("./step_controls.js").Stepper} stepper
   */
  constructor(view, stepper) {
    this.view = view;
    this.stepper = stepper;
    /** @type {number | null} */
    this.next = null;
    /** @type {HTMLElement} */
    this.panel = document.querySelector(".asking");
    /** @type {HTMLElement} */
    this.button = document.querySelector(".tools [data-does=ask]");
    /** @param {string} selector @returns {HTMLElement} */
    const find = (selector) => this.panel.querySelector(selector);
    this.from = find("[data-from]");
    this.where = find("[data-where]");
    this.result = find("[data-result]");
    this.guessButton = find("[data-does=guess]");
    this.goButton = find("[data-does=go-on]");
    this.button.addEventListener("click", () => this.toggle());
    this.guessButton.addEventListener("click", () => this.guess());
    this.goButton.addEventListener("click", () => this.goOn());
    find("[data-does=stop-asking]").addEventListener("click", () => this.end());
    view.map.on("click", ({ latlng }) => this.place(latlng));
    view.map.on("whochange", () => this.adopt(stepper.number)); // another may be the one to ask for
  }

  get isOn() {
    return this.next !== null;
  }

  // Called after each step.
  /** @param {number} moment */
  adopt(moment) {
    this.end();
    this.button.hidden = this.nextAt(moment) < 0;
  }

  // Of several travellers one is asked for at a time: the one whom the view follows.
  /** @param {number} moment */
  nextAt(moment) {
    return nextStop(this.view.content.stops, moment, this.view.travellers.followed);
  }

  toggle() {
    return this.isOn ? this.end() : this.begin();
  }

  begin() {
    const { map, content } = this.view;
    this.stepper.pause();
    const next = this.nextAt(this.stepper.number);
    if (next < 0) return;
    this.next = next;
    const { from, begins } = this.panel.dataset;
    const before = content.stops[next - 1];
    const name = before?.traveller === content.stops[next].traveller ? before?.name.text : "";
    this.from.textContent = name ? fillIn(from, { name }) : begins;
    this.result.textContent = "";
    this.guessButton.hidden = false;
    this.goButton.hidden = true;
    this.show(true);
    const icon = L.divIcon({ className: "guess-cross", iconSize: [CROSS_PX, CROSS_PX] });
    const options = { icon, interactive: false, keyboard: false, zIndexOffset: 10000 };
    this.cross = L.marker(map.getCenter(), options).addTo(map);
    this.showPlace();
    this.panel.focus({ preventScroll: true });
  }

  end() {
    if (!this.isOn) return;
    const hadFocus = this.panel.contains(document.activeElement);
    this.cross.remove();
    this.line?.remove();
    this.line = null;
    this.show(false);
    this.next = null;
    if (hadFocus) this.button.focus({ preventScroll: true });
  }

  // What lies ahead is hidden with all that would give it away.
  /** @param {boolean} isOn */
  show(isOn) {
    this.panel.hidden = !isOn;
    document.querySelector("main").toggleAttribute("data-asking", isOn);
    this.button.setAttribute("aria-pressed", String(isOn));
    this.view.map.getContainer().classList.toggle("hides-ahead", isOn);
    for (const stop of this.view.stops) {
      if (stop.isAsked) stop.ask(false);
      stop.accuracy?.getElement().classList.toggle("hidden-ahead", isOn && stop.state === "ahead");
    }
    this.view.dots.show();
    this.view.countDots();
    this.view.groups.lay();
    this.view.names.place();
  }

  /**
   * Return what a key does while it asks, undefined for all others.
   *
   * @param {KeyboardEvent} event
   * @returns {(() => void) | undefined}
   */
  actionOf({ key, shiftKey }) {
    const step = shiftKey ? FINE_STEP_PX : STEP_PX;
    if (key in DIRECTIONS) return () => this.moveBy(L.point(DIRECTIONS[key]).multiplyBy(step));
    const answer = () => (this.goButton.hidden ? this.guess() : this.goOn());
    /** @type {Record<string, () => void>} */
    const actions = {
      Enter: answer,
      PageDown: answer, // what clickers send
      PageUp: () => this.end(),
      Escape: () => this.end(),
    };
    return actions[key];
  }

  /** @param {L.Point} by */
  moveBy(by) {
    const { map } = this.view;
    const { x, y } = map.latLngToContainerPoint(this.cross.getLatLng()).add(by);
    const size = map.getSize();
    const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.min(Math.max(at, 0), most);
    this.place(map.containerPointToLatLng([within(x, size.x), within(y, size.y)]));
  }

  /** @param {L.LatLng} position */
  place(position) {
    if (!this.isOn || !this.goButton.hidden) return; // has guessed
    this.cross.setLatLng(position);
    this.showPlace();
  }

  showPlace() {
    const { lat, lng } = this.cross.getLatLng().wrap();
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const number = new Intl.NumberFormat(this.view.content.language, digits);
    const words = { latitude: `${number.format(lat)}°`, longitude: `${number.format(lng)}°` };
    this.where.textContent = fillIn(this.panel.dataset.where, words);
  }

  guess() {
    const { map, content, stops, renderer } = this.view;
    const stop = content.stops[this.next];
    const mark = stops[this.next];
    const guessed = this.cross.getLatLng();
    mark.ask(true);
    mark.accuracy?.getElement().classList.remove("hidden-ahead");
    const options = { pane: "legs", renderer, className: "guess-line", interactive: false };
    this.line = L.polyline(greatCircle(guessed, mark.at), options).addTo(map);
    if (!map.getBounds().contains(mark.at)) {
      map.fitBounds(L.latLngBounds([guessed, mark.at]), { padding: [80, 80], animate: false });
    }
    const km = map.distance(guessed, mark.at) / KM;
    const number = new Intl.NumberFormat(content.language, { maximumSignificantDigits: SIGNIFICANT_DIGITS });
    const { right, off } = this.panel.dataset;
    const words = { name: stop.name.text, km: number.format(km) };
    this.result.textContent = fillIn(isRight(km, stop) ? right : off, words);
    this.guessButton.hidden = true;
    this.goButton.hidden = false;
    this.goButton.focus({ preventScroll: true });
  }

  goOn() {
    const [begin] = this.view.content.stops[this.next].span;
    this.end();
    this.stepper.choose(begin);
  }
}
