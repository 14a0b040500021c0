// Drafts of a visitor's own journeys, kept in the visitor's own browser, so that they survive a
// reload. A component of Streamlit without a frame, called again at each run.

import { element, fillIn } from "./elements.js";

/**
 * @typedef {{ id: string, name: string, content: string }} Draft  the files as a ZIP in base64
 * @typedef {Draft & { changed: number }} Kept  when, in milliseconds
 * @typedef {object} Wanted
 * @property {Draft | null} keep
 * @property {string} drop  the id of one to delete, "" for none
 * @property {boolean} list  whether to show those that are kept
 * @property {string} language
 * @property {Record<string, string>} words
 * @typedef {{ data: Wanted, parentElement: HTMLElement,
 *   setTriggerValue: (name: string, value: unknown) => void }} Component
 */

const DATABASE = "routemap";
const STORE = "drafts";
const MOST = 5; // the oldest goes

/** @type {Promise<unknown>} */
let work = Promise.resolve(); // one thing after the other
let keptLast = "";

/** @param {Component} component */
export default function drafts({ data, parentElement, setTriggerValue }) {
  work = work.then(() => act(data, parentElement, setTriggerValue)).catch(() => refuse(data, parentElement));
}

/** @param {Wanted} wanted @param {HTMLElement} root @param {Component["setTriggerValue"]} send */
async function act(wanted, root, send) {
  const { keep, drop, list } = wanted;
  if (drop) await inStore("readwrite", (store) => store.delete(drop));
  if (list) {
    root.replaceChildren(...(await shown(wanted, root, send)));
  } else if (!keep) {
    keptLast = "";
    root.replaceChildren();
  } else if (keep.id + keep.content !== keptLast) {
    await inStore("readwrite", (store) => store.put({ ...keep, changed: Date.now() }));
    await forgetOldest();
    keptLast = keep.id + keep.content;
    const time = timeText(Date.now(), wanted.language, { timeStyle: "medium" });
    root.replaceChildren(element("p", "fine", fillIn(wanted.words.kept, { time })));
  }
}

/** @param {number} time @param {string} language @param {Intl.DateTimeFormatOptions} styles */
function timeText(time, language, styles) {
  return new Intl.DateTimeFormat(language, styles).format(time);
}

/** @param {Wanted} wanted @param {HTMLElement} root */
function refuse({ keep, words }, root) {
  keptLast = "";
  root.replaceChildren(...(keep ? [element("p", "note", words.refused)] : []));
}

/** @returns {Promise<Kept[]>} the newest first */
async function all() {
  const kept = await inStore("readonly", (store) => store.getAll());
  return kept.sort((/** @type {Kept} */ one, /** @type {Kept} */ other) => other.changed - one.changed);
}

async function forgetOldest() {
  for (const { id } of (await all()).slice(MOST)) await inStore("readwrite", (store) => store.delete(id));
}

/** @param {Wanted} wanted @param {HTMLElement} root @param {Component["setTriggerValue"]} send */
async function shown(wanted, root, send) {
  const { words, language } = wanted;
  const kept = await all();
  if (!kept.length) return [];
  const items = kept.map(({ id, name, content, changed }) => {
    const when = timeText(changed, language, { dateStyle: "medium", timeStyle: "short" });
    const item = element("li", "");
    const resume = button(fillIn(words.resume, { name }), () => send("resumed", { id, name, content }));
    const forget = button(fillIn(words.forget, { name }), () => {
      work = work.then(() => act({ ...wanted, drop: id }, root, send));
      work.then(() => root.querySelector("button")?.focus());
    });
    item.append(resume, element("span", "fine", when), forget);
    return item;
  });
  const listed = element("ul", "drafts");
  listed.append(...items);
  return [element("h2", "group", words.title), element("p", "fine", words.about), listed];
}

/** @param {string} words @param {() => void} press */
function button(words, press) {
  const made = /** @type {HTMLButtonElement} */ (element("button", "button", words));
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} ask */
async function inStore(mode, ask) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
  const database = await answer(opening);
  try {
    return await answer(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function answer(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}
