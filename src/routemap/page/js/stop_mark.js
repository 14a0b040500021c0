// One stop on the map: a disc with number and name, made when it first stands there; in between, on a
// long journey, a dot (dots.js).

import { element, setState, tooltip } from "./elements.js";

const TARGET_PX = 32; // fingers and unsteady hands: more than the disc

export class StopMark {
  constructor(view, number) {
    const stop = view.content.stops[number];
    Object.assign(this, { view, number, stop, at: L.latLng(stop.at) });
    this.marker = null;
    this.state = null;
    this.isThin = false;
    this.isAsked = false;
    this.accuracy = stop.accuracy_km ? this.drawAccuracy() : null;
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
    const { stop, number } = this;
    const html = element("div", "stop-mark");
    html.style.marginInlineStart = `calc(2 * (var(--disc) + var(--disc-edge)) * ${stop.row ?? 0} * var(--mark))`;
    html.dataset.figures = String(number + 1).length; // they must fit into the disc
    this.leader = element("span", "stop-leader");
    this.label = element("span", "stop-label");
    this.label.append(element("span", "stop-name", stop.name.text, stop.name.lang));
    if (stop.date.text) this.label.append(element("span", "stop-date", stop.date.text, stop.date.lang));
    html.append(element("span", "stop-disc", String(number + 1)), this.leader, this.label);
    const marker = L.marker(this.at, {
      icon: L.divIcon({ html, className: "stop", iconSize: [TARGET_PX, TARGET_PX] }),
      riseOnHover: true,
      autoPanOnFocus: false, // it would move the map away from beneath a mouse button
      zIndexOffset: -number, // where discs meet, the earlier stop lies on top
    });
    marker.bindTooltip(tooltip(this.text), { offset: [14, 0] });
    // It would lie on the name that it repeats.
    marker.on("tooltipopen", () => {
      const { label } = this;
      const isShown = !label.hidden && !label.classList.contains("no-room");
      const isWhole = [...label.children].every((part) => part.scrollHeight <= part.clientHeight + 1);
      if (isShown && isWhole) marker.closeTooltip();
    });
    marker.on("click", (event) => this.view.stopClicked(this.number, event));
    return marker;
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
      this.view.stopClicked(this.number, event);
    });
    icon.addEventListener("focus", () => {
      if (icon.matches(":focus-visible")) this.view.bringInside(this.at);
    });
  }

  dress() {
    const { icon, state, stop } = this;
    setState(icon, state);
    icon.classList.toggle("asked-for", this.isAsked);
    const said = [this.text, stop.date.text, this.view.content.words[state]];
    icon.setAttribute("aria-label", said.filter(Boolean).join(", "));
    if (state === "current") icon.setAttribute("aria-current", "step");
    else icon.removeAttribute("aria-current");
  }

  drawAccuracy() {
    return L.circle(this.at, {
      pane: "legs",
      renderer: this.view.renderer,
      radius: 1000 * this.stop.accuracy_km,
      className: "accuracy",
      interactive: false,
    }).addTo(this.view.map);
  }
}
