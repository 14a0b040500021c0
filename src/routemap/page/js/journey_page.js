// A page that needs no server: map, story, slider and address show one moment together.

import { scrollIntoSight, whenStyled } from "./browser.js";
import { tellHeight } from "./embedded.js";
import { isPlainClick, isStepKey } from "./input.js";
import { offerJump } from "./jump.js";
import { openMap } from "./open_map.js";
import { addressAt, arrivalAt, readAddress, writeAddress } from "./page_address.js";
import { share } from "./sharing.js";
import { Stepper } from "./stepper.js";
import { Stories } from "./stories.js";

const TAKES_KEYS = "input, textarea, select, dialog, .leaflet-container, .table-scroll";

let settings = null;

// Called by the journey's script (site.py), before it opens the map.
export function keepSettings(given) {
  settings = given;
}

// Opens the page round a map; the class `Presentation` is given where it is presented.
export function openPage(map, Presentation = null) {
  const frame = document.querySelector(".map-frame");
  const view = openMap(map, settings, frame);
  const { mode } = document.documentElement.dataset;
  const stories = new Stories(document);
  const page = new Page(view, stories, mode, Presentation);
  page.begin();
  whenStyled(() => view.restyle());
  new ResizeObserver(() => view.restyle()).observe(frame);
  if (mode === "embed") tellHeight();
}

class Page {
  constructor(view, stories, mode, Presentation) {
    Object.assign(this, { view, stories, mode, stop: null });
    const { moments } = view.content;
    const wordsOf = (number) => moments[number]?.text ?? this.titleOf(number);
    this.stepper = new Stepper(document, wordsOf, (number) => this.choose(number, null));
    if (Presentation) this.presentation = new Presentation(document, view, this.stepper);
    const { stops } = view.content;
    view.map.on("stopclick", ({ number }) => this.openStop(stops[number].id));
    view.map.on("legclick", ({ number }) => this.openStop(stops[number + 1].id));
    const jump = document.querySelector(".jump");
    if (jump) offerJump(jump, moments, (number) => this.stepper.choose(number));
    document.addEventListener("click", (event) => this.followLink(event));
    document.addEventListener("keydown", (event) => this.stepByKey(event));
    window.addEventListener("popstate", () => this.adoptAddress());
    this.offerSharing();
  }

  titleOf(number) {
    return this.stories.moments.get(number)?.querySelector(".slide-title, h2")?.textContent ?? "";
  }

  begin() {
    this.adoptAddress({ isAnnounced: false });
  }

  adoptAddress({ isAnnounced = true } = {}) {
    const { number, stop } = readAddress(this.stories, this.view);
    if (this.number === (number ?? this.stepper.first) && this.stop === stop) return; // a link within
    this.show(number ?? this.stepper.first, stop, { isAnnounced });
  }

  show(number, stop, { isAnnounced = true } = {}) {
    this.number = number;
    this.stop = stop;
    this.view.show(number);
    this.stories.show(number, stop, { isAnnounced });
    this.stepper.tell(number);
    this.presentation?.adopt(number);
    for (const link of document.querySelectorAll("a[data-keeps-date]")) {
      link.href = addressAt(link.href, this.stories.idOf(number), null);
    }
  }

  choose(number, stop) {
    this.show(number, stop);
    this.writeAddress(!this.stepper.timer);
  }

  // A frame's address is nobody's to see; Back in a presentation leaves it.
  writeAddress(isNew) {
    if (this.mode === "embed") return;
    const date = this.stories.idOf(this.number);
    writeAddress(date, this.stop, { isNew: isNew && this.mode === "read" });
  }

  openStop(id) {
    const stop = this.view.content.stops.find((each) => each.id === id);
    if (!stop) return;
    this.stepper.pause();
    this.choose(arrivalAt(stop, this.view), this.mode === "present" ? null : id);
  }

  followLink(event) {
    const link = event.target.closest("a");
    if (!link || !isPlainClick(event)) return;
    const isMark = link.matches(".source-marks a");
    if (link.dataset.stop) {
      event.preventDefault();
      this.openStop(link.dataset.stop);
      scrollIntoSight(document.querySelector(".map-and-story"));
    } else if (isMark && this.mode === "present") {
      event.preventDefault();
      this.stepper.choose(this.stepper.last); // the sources stand on the closing slide
      document.getElementById(decodeURIComponent(link.hash.slice(1)))?.focus();
    } else if (isMark && this.mode === "embed") {
      event.preventDefault();
      window.open(document.querySelector(".whole-page").href.split("#")[0] + link.hash, "_blank", "noopener");
    } else if ("share" in link.dataset) {
      event.preventDefault();
      share(this.address, this.view.content.words);
    }
  }

  // Arrow keys step when the focus is in neither map nor field.
  stepByKey(event) {
    if (this.mode === "present" || !isStepKey(event, TAKES_KEYS)) return;
    event.preventDefault();
    this.stepper.press(event.key);
  }

  get address() {
    return addressAt(window.location.href.split("#")[0], this.stories.idOf(this.number), this.stop);
  }

  // From a disk there is nothing to share but the file.
  offerSharing() {
    if (window.location.protocol === "file:") return;
    const link = document.querySelector("[data-share]");
    if (link) link.hidden = false;
    const code = document.querySelector("[data-embed-code]");
    if (!code) return;
    const base = new URL("./", window.location.href).href;
    // Where an address begins: in a title its mark would be escaped.
    code.value = code.value.replace(/(src|href)="\{base\}/g, (_, name) => `${name}="${base}`);
    code.addEventListener("focus", () => code.select());
    document.querySelector(".embedding").hidden = false;
  }
}
