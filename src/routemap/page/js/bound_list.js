// The bounds of each stop as elements: first those in sight, the others a few at a time, so that a
// long list does not hold up the slider.

import { assumedTexts, becauseParts, boundParts, contradictionParts } from "./bound_words.js";

/**
 * @typedef {import("./bound_words.js").Spoken} Spoken
 * @typedef {import("./bound_words.js").Part} Part
 * @typedef {import("./bound_dates.js").Told} Told
 * @typedef {{ section: HTMLElement, key: string, stop: number, bounds: Told[], isStale: boolean }} Entry
 */

const SLICE_MS = 6; // of a frame, while others wait
const IN_SIGHT = "200px";

export class BoundList {
  /** @param {HTMLElement} root @param {Spoken} stated */
  constructor(root, stated) {
    this.root = root;
    this.stated = stated;
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @type {Set<Element>} */
    this.inSight = new Set();
    this.isFirst = true;
    this.isFilling = false;
    this.observer = new IntersectionObserver((changes) => this.see(changes), { rootMargin: IN_SIGHT });
    window.addEventListener("beforeprint", () => this.fill(this.entries.values()));
  }

  /** @param {Map<number, Told[]>} groups  bounds by their stop */
  show(groups) {
    const before = this.entries;
    this.entries = new Map([...groups].map(([stop, bounds]) => [stop, this.entryOf(stop, bounds, before.get(stop))]));
    const sections = [...this.entries.values()].map(({ section }) => section);
    if (sections.length !== this.root.childElementCount || sections.some((each, n) => each !== this.root.children[n])) {
      this.root.replaceChildren(...sections);
      this.observer.disconnect();
      this.inSight.clear();
      for (const section of sections) this.observer.observe(section);
    }
    if (this.isFirst) this.fill(this.entries.values());
    this.isFirst = false;
    this.fill([...this.entries.values()].filter(({ section }) => this.inSight.has(section)));
    this.fillOn();
  }

  /** @param {number} stop @param {Told[]} bounds @param {Entry | undefined} before @returns {Entry} */
  entryOf(stop, bounds, before) {
    const facts = bounds.map(({ bound, end, local, clock, grounds: { dates, travel } }) => [
      ...[bound.occasion, bound.side, end?.edtf, local, clock, dates],
      ...[...travel].map(([mode, { speed, way }]) => [mode, speed, way.km]),
    ]);
    const key = JSON.stringify(facts);
    if (before?.key === key) return before;
    const section = before?.section ?? sectionOf(stop);
    return { section, key, stop, bounds, isStale: true };
  }

  /** @param {IntersectionObserverEntry[]} changes */
  see(changes) {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.inSight.add(target);
      else this.inSight.delete(target);
    }
    this.fill([...this.entries.values()].filter(({ section }) => this.inSight.has(section)));
  }

  /** @param {Iterable<Entry>} entries */
  fill(entries) {
    for (const entry of entries) if (entry.isStale) fillEntry(entry, this.stated);
  }

  fillOn() {
    if (this.isFilling) return;
    const stale = [...this.entries.values()].filter(({ isStale }) => isStale);
    this.root.ariaBusy = `${stale.length > 0}`;
    if (!stale.length) return;
    this.isFilling = true;
    setTimeout(() => {
      const begun = performance.now();
      for (const entry of stale) {
        if (performance.now() - begun > SLICE_MS) break;
        this.fill([entry]);
      }
      this.isFilling = false;
      this.fillOn();
    });
  }
}

/** @param {number} stop */
function sectionOf(stop) {
  const section = made("section", "follows-stop");
  section.dataset.stopNumber = `${stop}`;
  section.setAttribute("aria-labelledby", `follows-stop-${stop}`);
  return section;
}

/** @param {Entry} entry @param {Spoken} stated */
function fillEntry(entry, stated) {
  const { label, reported } = stated.stops[entry.stop];
  const heading = made("h3", "", ...nodes(label));
  heading.id = `follows-stop-${entry.stop}`;
  const row = made("p", "follows-reported", badge("reported", "reported", stated), " ", ...nodes(reported));
  entry.section.replaceChildren(heading, row, made("ul", "", ...entry.bounds.map((each) => itemOf(each, stated))));
  entry.isStale = false;
}

/** @param {Told} found @param {Spoken} stated */
function itemOf(found, stated) {
  const assumed = found.grounds.travel.size ? [badge("assumed", "assuming", stated), " "] : [];
  const words = nodes(boundParts(found, stated));
  return made(
    "li",
    "",
    made("p", "", badge("inferred", "inferred", stated), " ", ...assumed, ...words),
    made("p", "follows-because", ...nodes(becauseParts(found.grounds, stated))),
    ...assumptions(found.grounds, stated),
  );
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated */
export function noteOf(grounds, stated) {
  const words = made("p", "", ...nodes(contradictionParts(grounds, stated)));
  return made("div", "note", words, ...assumptions(grounds, stated));
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated */
function assumptions(grounds, stated) {
  const words = assumedTexts(grounds, stated).join(" ");
  return words ? [made("p", "follows-assumed", words)] : [];
}

/** @param {string} kind @param {string} says @param {Spoken} stated */
function badge(kind, says, { words }) {
  return made("span", `badge badge-${kind}`, words[`badge_${says}`]);
}

/** @param {Part[]} parts @returns {(string | HTMLElement)[]} */
function nodes(parts) {
  return parts.map((each) => {
    if (typeof each === "string") return each;
    if ("mark" in each) {
      const link = /** @type {HTMLAnchorElement} */ (made("a", "", `[${each.mark}]`));
      link.href = `#source-${encodeURIComponent(each.mark)}`;
      link.title = each.title;
      return link;
    }
    const words = made("bdi", "", each.text);
    if (each.lang) words.lang = each.lang;
    return words;
  });
}

/** @param {string} tag @param {string} className @param {(string | Node)[]} children */
function made(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
