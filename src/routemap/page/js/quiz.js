// "Where next?" of a presentation: hides what lies ahead, takes a guess on the map, then shows the
// next stop and says how far off the guess was.

import { fillIn } from "./elements.js";

const STEP_PX = 24;
const FINE_STEP_PX = 4;
const CROSS_PX = 44;
const POINTS = 48; // of the line from the guess to the stop
const SIGNIFICANT_DIGITS = 2; // nobody guesses closer
const KM = 1000;
const RADIANS = Math.PI / 180;

// The shortest line between two places (latitude, longitude in degrees) on a sphere: points on it.
// Formula: E. Williams, Aviation Formulary, "Intermediate points on a great circle".
function greatCircle(from, to) {
  const vector = ({ lat, lng }) => [
    Math.cos(lat * RADIANS) * Math.cos(lng * RADIANS),
    Math.cos(lat * RADIANS) * Math.sin(lng * RADIANS),
    Math.sin(lat * RADIANS),
  ];
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(
    Math.min(
      1,
      Math.max(
        -1,
        a.reduce((sum, x, n) => sum + x * b[n], 0),
      ),
    ),
  );
  if (angle < 1e-9) return [from, to];
  const points = [];
  let before = from.lng;
  for (let n = 0; n <= POINTS; n += 1) {
    const share = n / POINTS;
    const [p, q] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
    const [x, y, z] = a.map((each, axis) => (p * each + q * b[axis]) / Math.sin(angle));
    // Longitudes run on past 180°, so that the line does not leap across the map.
    const longitude = Math.atan2(y, x) / RADIANS;
    before = longitude + 360 * Math.round((before - longitude) / 360);
    points.push([Math.atan2(z, Math.hypot(x, y)) / RADIANS, before]);
  }
  return points;
}

export class Quiz {
  constructor(page, view, stepper) {
    Object.assign(this, { page, view, stepper, next: null });
    this.panel = page.querySelector(".asking");
    this.button = page.querySelector(".tools [data-does=ask]");
    const find = (selector) => this.panel.querySelector(selector);
    this.where = find("[data-where]");
    this.result = find("[data-result]");
    this.guessButton = find("[data-does=guess]");
    this.goButton = find("[data-does=go-on]");
    this.button.addEventListener("click", () => this.toggle());
    this.guessButton.addEventListener("click", () => this.guess());
    this.goButton.addEventListener("click", () => this.goOn());
    find("[data-does=stop-asking]").addEventListener("click", () => this.end());
    view.map.on("click", ({ latlng }) => this.place(latlng));
  }

  get isOn() {
    return this.next !== null;
  }

  get hasGuessed() {
    return !this.goButton.hidden;
  }

  // The number of the first stop that has not been reached at this moment, -1 if none is left.
  nextAfter(moment) {
    return this.view.content.stops.findIndex(({ span: [begin] }) => begin > moment);
  }

  // Called after each step.
  adopt(moment) {
    this.end();
    this.button.hidden = this.nextAfter(moment) < 0;
  }

  toggle() {
    if (this.isOn) this.end();
    else this.begin();
  }

  begin() {
    const { map, content } = this.view;
    this.stepper.pause();
    this.next = this.nextAfter(this.stepper.number);
    if (this.next < 0) {
      this.next = null;
      return;
    }
    const { dataset } = this.panel;
    const from = content.stops[this.next - 1]?.name;
    this.panel.querySelector("[data-from]").textContent = from
      ? fillIn(dataset.from, { name: from.text })
      : dataset.begins;
    this.result.textContent = "";
    this.guessButton.hidden = false;
    this.goButton.hidden = true;
    this.show(true);
    this.cross = L.marker(map.getCenter(), {
      icon: L.divIcon({ className: "guess-cross", iconSize: [CROSS_PX, CROSS_PX] }),
      interactive: false,
      keyboard: false,
      zIndexOffset: 10000,
    }).addTo(map);
    this.tellPlace();
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
  show(isOn) {
    this.panel.hidden = !isOn;
    this.page.querySelector("main").toggleAttribute("data-asking", isOn);
    this.button.setAttribute("aria-pressed", String(isOn));
    this.view.map.getContainer().classList.toggle("hides-ahead", isOn);
    this.view.stops.forEach((stop, number) => {
      if (stop.isAsked) stop.ask(false);
      stop.accuracy?.getElement().classList.toggle("hidden-ahead", isOn && number >= this.next);
    });
    this.view.dots?.show();
  }

  // Keys of its own while it asks; undefined for all others.
  actionOf(event) {
    const step = event.shiftKey ? FINE_STEP_PX : STEP_PX;
    const keys = {
      ArrowRight: () => this.moveBy(step, 0),
      ArrowLeft: () => this.moveBy(-step, 0),
      ArrowDown: () => this.moveBy(0, step),
      ArrowUp: () => this.moveBy(0, -step),
      Enter: () => this.answer(),
      PageDown: () => this.answer(), // what clickers send
      PageUp: () => this.end(),
      Escape: () => this.end(),
    };
    return keys[event.key];
  }

  answer() {
    if (this.hasGuessed) this.goOn();
    else this.guess();
  }

  moveBy(x, y) {
    const { map } = this.view;
    const at = map.latLngToContainerPoint(this.cross.getLatLng()).add([x, y]);
    const { x: width, y: height } = map.getSize();
    this.place(map.containerPointToLatLng([Math.min(Math.max(at.x, 0), width), Math.min(Math.max(at.y, 0), height)]));
  }

  place(position) {
    if (!this.isOn || this.hasGuessed) return;
    this.cross.setLatLng(position);
    this.tellPlace();
  }

  tellPlace() {
    const { lat, lng } = this.cross.getLatLng().wrap();
    const number = new Intl.NumberFormat(this.view.content.language, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    this.where.textContent = fillIn(this.panel.dataset.where, {
      latitude: `${number.format(lat)}°`,
      longitude: `${number.format(lng)}°`,
    });
  }

  guess() {
    const { map, content, stops } = this.view;
    const stop = content.stops[this.next];
    const position = stops[this.next].at;
    const guessed = this.cross.getLatLng();
    const km = map.distance(guessed, position) / KM;
    stops[this.next].ask(true);
    stops[this.next].accuracy?.getElement().classList.remove("hidden-ahead");
    this.line = L.polyline(greatCircle(guessed, position), {
      pane: "legs",
      renderer: this.view.renderer,
      className: "guess-line",
      interactive: false,
    }).addTo(map);
    if (!map.getBounds().contains(position)) {
      map.fitBounds([guessed, position], { padding: [80, 80], animate: false });
    }
    // Within the circle that it lies in there is no telling how far off.
    const isThere = km <= Math.max(stop.accuracy_km, 1);
    const rounded = new Intl.NumberFormat(content.language, {
      maximumSignificantDigits: SIGNIFICANT_DIGITS,
    }).format(km);
    this.result.textContent = fillIn(this.panel.dataset[isThere ? "right" : "off"], {
      name: stop.name.text,
      km: rounded,
    });
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
