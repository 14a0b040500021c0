// The author's own words on the map: labels, callouts with a leader, names of areas, each at its
// moments. A bundle of its own, which only pages of journeys with annotations load.

import { discAt, placeWords } from "./annotation_places.js";
import { element } from "./elements.js";

const TURN = 360; // degrees

class Annotations {
  /** @param {import("./route_view.js").RouteView} view */
  constructor(view) {
    this.view = view;
    const pane = view.map.createPane("annotations");
    pane.style.zIndex = "420"; // above legs, below discs and names of stops
    this.all = (view.content.annotations ?? []).map((annotation) => {
      const { text, lang, kind } = annotation;
      const parts = {
        words: element("div", `annotation annotation-${kind} leaflet-zoom-hide`, text, lang),
        leader: element("div", "stop-leader annotation-leader leaflet-zoom-hide"),
        dot: element("div", "annotation-dot leaflet-zoom-hide"),
      };
      parts.dot.title = text; // where the words find no room
      pane.append(parts.leader, parts.dot, parts.words);
      return { ...annotation, ...parts };
    });
  }

  place() {
    const { map, moment, look, names, world } = this.view;
    const size = map.getSize();
    const half = ((size.x / map.options.crs.scale(map.getZoom())) * TURN) / 2;
    const centre = map.getCenter().lng;
    for (const { span, words } of this.all) words.hidden = moment < span[0] || moment >= span[1];
    // All sizes are asked before anything is moved, or else the browser lays out the page each time.
    const placed = this.all.map((each) => {
      const [lat, lng] = each.at;
      const { x, y } = map.latLngToContainerPoint([lat, world.nearest(lng, centre, half)]);
      const [width, height] = [each.words.offsetWidth, each.words.offsetHeight];
      const words = { kind: each.kind, x, y, width, height, radius: each.dot.offsetWidth / 2 };
      const isSeen = !each.words.hidden && x >= 0 && y >= 0 && x <= size.x && y <= size.y;
      const place = isSeen ? placeWords(words, names.occupied, size, look) : null;
      return { each, place, x, y, isSeen, isOnDisc: Boolean(discAt(words, names.occupied)) };
    });
    const shift = map.containerPointToLayerPoint([0, 0]);
    for (const { each, place, x, y, isSeen, isOnDisc } of placed) {
      const hasDot = isSeen && !isOnDisc && each.kind !== "area" && (!place || Boolean(place.leader));
      show(each.dot, hasDot, shift.x + x, shift.y + y);
      show(each.words, Boolean(place), shift.x + (place?.box.left ?? 0), shift.y + (place?.box.top ?? 0));
      const [[ax, ay], [bx, by]] = place?.leader ?? [
        [0, 0],
        [0, 0],
      ];
      show(each.leader, Boolean(place?.leader), shift.x + ax, shift.y + ay);
      each.words.style.textAlign = place?.leader && bx < ax ? "end" : "";
      each.leader.style.width = `${Math.hypot(bx - ax, by - ay)}px`;
      each.leader.style.rotate = `${Math.atan2(by - ay, bx - ax)}rad`;
    }
  }
}

/** @param {HTMLElement} part @param {boolean} isShown @param {number} x @param {number} y */
function show(part, isShown, x, y) {
  part.classList.toggle("is-left-out", !isShown);
  part.style.left = `${x}px`;
  part.style.top = `${y}px`;
}

// Names of stops have been placed; those of the ground take what room is left afterwards.
/** @this {any} */
function hook() {
  /** @type {Annotations | undefined} */
  let annotations;
  this.on("labelsplaced", () => {
    const view = this.groundNames?.view;
    if (!view?.content.annotations) return;
    annotations ??= new Annotations(view);
    annotations.place();
  });
}

/** @type {any} */ (L.Map).addInitHook(hook);
