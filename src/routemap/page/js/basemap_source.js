// Where the basemap comes from: a server that answers for each tile, or files of many tiles each,
// which are scripts, because a page that was opened from a disk may read nothing else.

import { loaded } from "./browser.js";

/** @type {Map<string, any>} */
const kept = new Map();

/**
 * Called by such a file.
 *
 * @param {Record<string, any>} pieces  tiles and lists of names, by their addresses
 */
export function keepGround(pieces) {
  for (const [key, piece] of Object.entries(pieces)) kept.set(key, piece);
}

export class BasemapSource {
  /**
   * `files` name a file for each stretch of a row of tiles ("50m/40/2", see basemap_bundles.py); what
   * lies in none of them is not to be had.
   *
   * @param {import("./types.js").BasemapSettings} settings
   */
  constructor({ address, files, stretch_degrees: width }) {
    this.address = address;
    this.files = files;
    this.width = width;
    /** @type {Map<string, Promise<void>>} */
    this.loading = new Map();
  }

  /**
   * Return what has come already, undefined if it has not.
   *
   * @param {string} key
   */
  kept(key) {
    return kept.get(key);
  }

  /** @param {string} key */
  tile(key) {
    const [row, west] = key.split("_");
    return this.piece(key, `${row}/${Math.floor(Number(west) / this.width)}`);
  }

  /** @param {string} language */
  names(language) {
    return this.piece(`names/${language}`, "");
  }

  /** @param {string} key @param {string} stretch */
  async piece(key, stretch) {
    if (!kept.has(key) && this.files) await this.load(this.files[stretch]);
    if (kept.has(key)) return kept.get(key);
    if (this.files) throw new Error(`${key} is in no file`);
    const answer = await fetch(`${this.address}${key}.json`);
    if (!answer.ok) throw new Error(`${key}: ${answer.status}`);
    return answer.json();
  }

  // Runs a file, once for all that ask.
  /** @param {string | undefined} name */
  load(name) {
    if (name && !this.loading.has(name)) this.loading.set(name, this.run(name));
    return this.loading.get(name);
  }

  /** @param {string} name */
  async run(name) {
    const script = Object.assign(document.createElement("script"), { src: this.address + name });
    document.head.append(script);
    const { type } = await loaded(script);
    if (type === "load") return;
    this.loading.delete(name); // the next try may find it
    throw new Error(`${name} did not come`);
  }
}
