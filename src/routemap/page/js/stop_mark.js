// One stop on the map: a disc with number and name, or a dot (dots.js). A disc is made when it first
// stands there. Where stops are not too many, the keyboard reaches those that are dots, too: their disc
// is there and shown while it has the focus.

import { element, fillIn, setState, tooltip } from "./elements.js";

export const TARGET_PX = 32; // fingers and unsteady hands: more than the disc
const RISE_PX = 250; // of what is pointed at: as Leaflet has it

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
    this.layerPoint = null;
    this.isThin = false;
    this.isTight = false; // whether a dot lies so near that it must be left what can be pressed of it
    this.isAsked = false;
    /** @type {import("./stacks.js").Group | null} */
    this.group = null; // whose disc would meet those of others
    /** @type {import("./types.js").Pair} */
    this.aside = [0, 0]; // how far from its place the disc stands
    /** @type {number | null} */
    this.depth = null; // in a stack, how many cards from the top
    this.isCovered = false; // by an open stack of others
    this.hasMoved = false; // since it was dressed
    this.middleAside = 0; // how far right of the disc the middle of its group lies
    this.labelled = ""; // what its label says
    const { accuracy_km: km } = this.stop;
    const options = { pane: "legs", renderer: view.renderer, className: "accuracy", interactive: false };
    this.accuracy = km ? L.circle(this.at, { ...options, radius: 1000 * km }).addTo(view.map) : null;
  }

  // What stands in its disc: its number, behind the letter of one of several travellers.
  get figures() {
    return this.stop.mark ?? String(this.number + 1);
  }

  // What tells it apart: the number comes first, whatever its name.
  get text() {
    return `${this.figures} ${this.stop.name.text}${this.view.travellers.of(this.stop)}`;
  }

  get isDimmed() {
    return this.view.travellers.isDimmed(this.stop.traveller);
  }

  get isDot() {
    return this.isThin && !this.isAsked && this.state !== "current";
  }

  // While the presentation asks where next, what lies ahead of the traveller asked for gives nothing away.
  get isHidden() {
    return this.view.hidesAhead && this.state === "ahead" && !this.isAsked;
  }

  get icon() {
    return this.marker?.getElement() ?? null;
  }

  // Whether it is the answer to “Where next?”, seen though it lies ahead.
  /** @param {boolean} isAsked */
  ask(isAsked) {
    this.isAsked = isAsked;
    this.show();
    this.view.dots.update(this);
    this.view.groups.lay();
  }

  // Stands on the map as its state and the view want it.
  show() {
    if (this.isDot && this.view.content.is_long) {
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
    const { beyond } = this.stop;
    const { figures } = this;
    const html = element("div", "stop-mark");
    html.dataset.figures = String(figures.length); // they must fit into the disc
    this.leader = element("span", "stop-leader");
    this.label = element("span", "stop-label");
    this.count = element("span", "stop-count");
    if (beyond) html.classList.add(this.stop.at[0] > 0 ? "beyond-north" : "beyond-south");
    const disc = element("span", "stop-disc", figures);
    html.append(disc, this.count, this.leader, this.label);
    this.view.travellers.shape(html, disc, this.stop);
    const marker = L.marker(this.at, {
      icon: L.divIcon({ html, className: "stop", iconSize: [TARGET_PX, TARGET_PX] }),
      riseOnHover: true,
      autoPanOnFocus: false, // it would move the map away from beneath a mouse button
      zIndexOffset: -this.number, // where discs meet, the earlier stop lies on top
    });
    marker.bindTooltip(tooltip(this.text), { offset: [14, 0] });
    // It would lie on the name that it repeats.
    marker.on("tooltipopen", () => this.isNamed && marker.closeTooltip());
    marker.on("click", (event) => {
      if (this.press(event)) this.view.groups.close();
    });
    return marker;
  }

  // A stack opens first. Returns whether the stop was chosen.
  /** @param {import("./route_view.js").Clicked} [event] */
  press(event) {
    const { groups } = this.view;
    const isFolded = groups.isFolded(this);
    if (isFolded) groups.unfold(this);
    else this.view.stopClicked(this.number, event);
    return !isFolded;
  }

  // On whichever turn of the world is in sight. Returns whether that is another.
  /** @param {number} longitude */
  moveTo(longitude) {
    if (this.at.lng === longitude) return false;
    this.at = L.latLng(this.stop.at[0], longitude);
    this.marker?.setLatLng(this.at);
    this.accuracy?.setLatLng(this.at);
    this.view.dots.move(this);
    return true;
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
      const isPressed = event.key === "Enter" || event.key === " ";
      const next = this.view.groups.besides(this, event.key);
      if (!isPressed && !next) return;
      event.preventDefault();
      event.stopPropagation();
      if (isPressed) this.press();
      else next.icon.focus({ preventScroll: true });
    });
    icon.addEventListener("focus", () => {
      const { groups } = this.view;
      if (!icon.matches(":focus-visible") || groups.isHandingOn) return;
      this.view.bringInside(this.at, this.aside);
      if (groups.isFolded(this)) groups.unfold(this);
    });
  }

  /**
   * Stand among others at one place or near it, or alone; seen once it is dressed.
   *
   * @param {import("./stacks.js").Group | null} group
   * @param {import("./types.js").Pair} aside
   * @param {number | null} depth
   */
  stand(group, aside, depth) {
    Object.assign(this, { group, aside, depth, hasMoved: true });
  }

  // Moves disc and target to where they stand; cards of a stack lie on each other.
  place() {
    this.hasMoved = false;
    const { icon, marker, group, depth } = this;
    const { groups, look, map } = this.view;
    const isOpen = groups.isOpen(this);
    const isTight = (group && !isOpen) || this.isTight;
    const size = isTight ? look.disc : TARGET_PX; // the disc itself takes clicks, too
    const [left, top] = this.aside.map((length) => `${length - size / 2}px`);
    Object.assign(icon.style, { width: `${size}px`, height: `${size}px`, marginLeft: left, marginTop: top });
    // What lies beneath others comes with them: the top card opens the stack.
    icon.classList.toggle("beneath", depth > 0);
    icon.classList.toggle("dimmed", this.isDimmed);
    const isOut = depth > 0 || this.isDimmed;
    if (isOut) icon.setAttribute("aria-hidden", "true");
    else icon.removeAttribute("aria-hidden");
    icon.tabIndex = isOut ? -1 : 0;
    icon.classList.toggle("unfolded", isOpen);
    if (group && !group.spots) icon.setAttribute("aria-expanded", String(isOpen));
    else icon.removeAttribute("aria-expanded");
    marker.options.riseOffset = depth === null ? RISE_PX : 0;
    const { x, y } = map.latLngToLayerPoint(this.at);
    // Leaflet puts what lies lower on the map on top of the rest.
    marker.setZIndexOffset(depth === null ? -this.number : Math.round(group.middle[1] - y) - depth);
    this.count.textContent = depth === 0 && groups.topOf(group) === this ? `×${group.stops.length}` : "";
    this.middleAside = group ? group.middle[0] - x - this.aside[0] : 0;
    this.count.style.translate = `calc(${this.middleAside}px - 50%) -100%`;
  }

  dress() {
    const { icon, state, stop } = this;
    setState(icon, state);
    icon.classList.toggle("asked-for", this.isAsked);
    icon.classList.toggle("thinned", this.isDot);
    icon.classList.toggle("covered", this.isCovered);
    const { words } = this.view.content;
    const together = this.group && fillIn(words.stop_of_several, { number: String(this.group.stops.length) });
    const said = [this.text, stop.date.text, stop.beyond?.text, words[state], together];
    icon.setAttribute("aria-label", said.filter(Boolean).join(", "));
    if (state === "current") icon.setAttribute("aria-current", "step");
    else icon.removeAttribute("aria-current");
    this.place();
  }
}
