// What is written beside a disc, or beside all those at one place. pictures/stop_words.py writes the
// same on paper.

import { element } from "./elements.js";

/** @typedef {import("./stop_mark.js").StopMark} StopMark */

const MOST_DATES = 4;
const MOST_NAMES = 3;

/**
 * Return the marks that one label names: a stack has one, and so have discs side by side that bear one
 * name. The first of them bears it.
 *
 * @param {StopMark} mark
 * @param {StopMark[]} stops
 */
export function namedTogether(mark, stops) {
  if (!mark.group) return [mark];
  const marks = mark.group.stops.map((number) => stops[number]);
  const isOneName = marks.every(({ stop }) => stop.name.text === mark.stop.name.text);
  if (mark.depth === null && !isOneName) return [mark];
  const bearer = marks.find(({ depth, state }) => depth === 0 || (depth === null && state === "current"));
  return [...new Set([bearer ?? marks[0], ...marks])];
}

/**
 * Write the label of marks that are named together; tells whether that has changed it.
 *
 * @param {StopMark[]} marks  the one that bears it first
 */
export function writeLabel([bearer, ...others]) {
  const inOrder = [bearer, ...others].sort((a, b) => a.number - b.number);
  const current = inOrder.filter(({ state }) => state === "current");
  /** @param {StopMark[]} marks */
  const namesOf = (marks) => [...new Set(marks.map(({ stop }) => stop.name.text))];
  const names = namesOf(inOrder);
  const isOneName = names.length === 1;
  const numbers = bearer.depth === null ? "" : inOrder.map(({ figures }) => figures).join(", ");
  const dated = isOneName && inOrder.length <= MOST_DATES ? inOrder : [];
  const dates = [...new Set(dated.map(({ stop }) => stop.date.text))].filter(Boolean).join(", ");
  const shown = namesOf(current.length ? current : inOrder).slice(0, MOST_NAMES);
  const more = names.length > shown.length ? ` +${names.length - shown.length}` : "";
  const { name, date, beyond } = bearer.stop;
  const said = [shown.join(", ") + more, numbers, dates, beyond?.text];
  if (bearer.labelled === said.join("\n")) return false;
  bearer.labelled = said.join("\n");
  const lines = [
    element("span", "stop-name", said[0], name.lang),
    element("span", "stop-date", numbers),
    element("span", "stop-date", dates, date.lang),
    element("span", "stop-date", beyond?.text, beyond?.lang),
  ];
  bearer.label.replaceChildren(...lines.filter(({ textContent }) => textContent));
  return true;
}
