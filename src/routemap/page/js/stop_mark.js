// One stop on the map: a disc with number and name, made when it first stands there; in between, on a
// long journey, a dot (dots.js).

import { element, setState, tooltip } from "./elements.js";

const TARGET_PX = 32; // fingers and unsteady hands: more than the disc

export class StopMark {
  /** @param {import("./route_view.js").RouteView} view @param {number} number */
  constructor(view, number) {
    this.view = view;
    this.number = number;
    this.stop = view.content.stops[number];
    this.at = L.latLng(this.stop.at);
    /** @type {L.Marker | null} */
    this.marker = null;
    /** @type {import("./types.js").State | null} */
    this.state = null;
    /** @type {L.Point} */
    this.layerPoint = null; // of a long journey
    this.isThin = false;
    this.isAsked = false;
    const { accuracy_km: km } = this.stop;
    const options = { pane: "legs", renderer: view.renderer, className: "accuracy", interactive: false };
    this.accuracy = km ? L.circle(this.at, { ...options, radius: 1000 * km }).addTo(view.map) : null;
  }

  // What tells it apart: the number comes first, whatever its name.
  get text() {
    return `${this.number + 1} ${this.stop.name.text}`;
  }

  // How far, in pixels, it stands from its place, in the row of those at one place.
  get aside() {
    const { disc, disc_edge: edge } = this.view.look;
    return 2 * (disc + edge) * (this.stop.row ?? 0);
  }

  get isDot() {
    return this.isThin && !this.isAsked && this.state !== "current";
  }

  get icon() {
    return this.marker?.getElement() ?? null;
  }

  // Whether it is the answer to “Where next?”, seen though it lies ahead.
  /** @param {boolean} isAsked */
  ask(isAsked) {
    this.isAsked = isAsked;
    this.show();
    this.view.dots?.update(this);
  }

  // Stands on the map as its state and the view want it.
  show() {
    if (this.isDot) {
      // What has the focus must not go: the next key would be lost.
      if (this.icon?.contains(document.activeElement)) this.view.map.getContainer().focus();
      this.marker?.remove();
      return;
    }
    this.marker ??= this.make();
    if (!this.icon) {
      this.marker.addTo(this.view.map);
      this.prepareIcon();
    }
    this.dress();
  }

  make() {
    const { name, date, beyond, row = 0 } = this.stop;
    const figures = String(this.number + 1);
    const html = element("div", "stop-mark");
    html.style.marginInlineStart = `calc(2 * (var(--disc) + var(--disc-edge)) * ${row} * var(--mark))`;
    html.dataset.figures = String(figures.length); // they must fit into the disc
    this.leader = element("span", "stop-leader");
    this.label = element("span", "stop-label");
    this.label.append(element("span", "stop-name", name.text, name.lang));
    if (date.text) this.label.append(element("span", "stop-date", date.text, date.lang));
    if (beyond) {
      this.label.append(element("span", "stop-date", beyond.text, beyond.lang));
      html.classList.add(this.stop.at[0] > 0 ? "beyond-north" : "beyond-south");
    }
    html.append(element("span", "stop-disc", figures), this.leader, this.label);
    const marker = L.marker(this.at, {
      icon: L.divIcon({ html, className: "stop", iconSize: [TARGET_PX, TARGET_PX] }),
      riseOnHover: true,
      autoPanOnFocus: false, // it would move the map away from beneath a mouse button
      zIndexOffset: -this.number, // where discs meet, the earlier stop lies on top
    });
    marker.bindTooltip(tooltip(this.text), { offset: [14, 0] });
    // It would lie on the name that it repeats.
    marker.on("tooltipopen", () => this.isNamed && marker.closeTooltip());
    marker.on("click", (event) => this.view.stopClicked(this.number, event));
    return marker;
  }

  // On whichever turn of the world is in sight.
  /** @param {number} longitude */
  moveTo(longitude) {
    if (this.at.lng === longitude) return;
    this.at = L.latLng(this.stop.at[0], longitude);
    this.marker?.setLatLng(this.at);
    this.accuracy?.setLatLng(this.at);
    this.view.dots?.move(this);
  }

  // Whether its whole name stands beside it.
  get isNamed() {
    const { label } = this;
    const isWhole = [...label.children].every((part) => part.scrollHeight <= part.clientHeight + 1);
    return isWhole && !label.hidden && !label.classList.contains("no-room");
  }

  // Leaflet makes the icon anew whenever the marker comes onto the map.
  prepareIcon() {
    const { icon } = this;
    icon.setAttribute("role", "button");
    icon.dataset.stop = this.stop.id;
    // Leaflet answers Enter only on picture icons.
    icon.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.view.stopClicked(this.number);
    });
    icon.addEventListener("focus", () => {
      if (icon.matches(":focus-visible")) this.view.bringInside(this.at);
    });
  }

  dress() {
    const { icon, state, stop } = this;
    setState(icon, state);
    icon.classList.toggle("asked-for", this.isAsked);
    const said = [this.text, stop.date.text, stop.beyond?.text, this.view.content.words[state]];
    icon.setAttribute("aria-label", said.filter(Boolean).join(", "));
    if (state === "current") icon.setAttribute("aria-current", "step");
    else icon.removeAttribute("aria-current");
  }
}
