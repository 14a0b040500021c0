// Where the ground comes from: a server that answers for each tile, or files of many tiles each,
// which are scripts, because a page that was opened from a disk may read nothing else.

const kept = new Map();

// Called by such a file: `pieces` are tiles and lists of names by their addresses.
export function keepGround(pieces) {
  for (const [key, piece] of Object.entries(pieces)) kept.set(key, piece);
}

// `address` ends with a slash. `files`, if there are any, names a file for each stretch of a row
// of tiles ("50m/40/2", see ground_bundles.py); what lies in none of them is not to be had.
export class BasemapSource {
  constructor({ address, files, stretch_degrees: width }) {
    Object.assign(this, { address, files, width });
    this.asked = new Map();
  }

  // What has come already, undefined if it has not.
  kept(key) {
    return kept.get(key);
  }

  tile(key) {
    const [row, west] = key.split("_");
    return this.piece(key, `${row}/${Math.floor(west / this.width)}`);
  }

  names(language) {
    return this.piece(`names/${language}`, "");
  }

  async piece(key, stretch) {
    if (!kept.has(key) && this.files) await this.load(this.files[stretch]);
    if (kept.has(key)) return kept.get(key);
    if (this.files) throw new Error(`${key} is in no file`);
    const answer = await fetch(`${this.address}${key}.json`);
    if (!answer.ok) throw new Error(`${key}: ${answer.status}`);
    return answer.json();
  }

  load(name) {
    if (!name) return Promise.resolve();
    if (!this.asked.has(name)) this.asked.set(name, this.run(`${this.address}${name}`));
    return this.asked.get(name);
  }

  run(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        this.asked.clear(); // the next try may find it
        reject(new Error(`${address} did not come`));
      });
      document.head.append(script);
    });
  }
}
