// The moment and the opened stop in the page's address: ?date=2023-09-13&stop=khasan. Where several
// travel, who of them is shown, too: &who=amundsen,scott.

/**
 * @typedef {import("./types.js").Content} Content
 * @typedef {import("./types.js").Stop} Stop
 */

export const END = "end"; // asks for what comes after the last moment

/**
 * Return the moment and the stop that an address asks for, null for what it does not. A date wins;
 * a stop alone means the moment at which it is reached.
 *
 * @param {string} query  as "?date=2023-09-13"
 * @param {Content} content
 */
export function readQuery(query, { moments, stops }) {
  const asked = new URLSearchParams(query);
  if (asked.get("date") === END) return { number: moments.length, stop: null };
  const stop = stops.find(({ id }) => id === asked.get("stop"));
  const dated = asked.get("date") ? momentOf(moments, asked.get("date")) : -1;
  const reached = stop ? arrivalAt(stop, moments.length) : null;
  return { number: dated < 0 ? reached : dated, stop: stop?.id ?? null };
}

/**
 * Return the number of the moment with an id, else of the first of a date, -1 if there is none: as
 * `first` in timeline.py.
 *
 * @param {{ id: string }[]} moments
 * @param {string} asked
 */
export function momentOf(moments, asked) {
  const exact = moments.findIndex(({ id }) => id === asked);
  if (exact >= 0) return exact;
  return moments.findIndex(({ id }) => id.startsWith(`${asked}@`) || id.startsWith(`${asked}T`));
}

/**
 * Return the number of the moment at which a stop is reached.
 *
 * @param {Stop} stop
 * @param {number} moments  how many there are
 */
export function arrivalAt({ span }, moments) {
  return Math.min(span[0], moments - 1);
}

/**
 * Return who of several travellers an address asks for, null if it asks for none.
 *
 * @param {string} query
 */
export function whoIn(query) {
  return new URLSearchParams(query).get("who");
}

/**
 * Return an address with moment, stop and travellers in it, none where empty; other words of its query
 * stay.
 *
 * @param {string} address
 * @param {string} date
 * @param {string | null} stop
 * @param {string} who
 */
export function addressAt(address, date, stop = null, who = "") {
  const target = new URL(address);
  for (const [name, value] of Object.entries({ date, stop })) {
    if (value) target.searchParams.set(name, value);
    else target.searchParams.delete(name);
  }
  return withWho(target.href, who);
}

/**
 * Return an address that asks for some of several travellers, for all where that is empty.
 *
 * @param {string} address
 * @param {string} who
 */
export function withWho(address, who) {
  const target = new URL(address);
  if (who) target.searchParams.set("who", who);
  else target.searchParams.delete("who");
  if (who) target.search = target.search.replaceAll("%2C", ","); // as people write it
  return target.href;
}

/**
 * @param {string} date
 * @param {string | null} stop
 * @param {string} who
 * @param {boolean} isNew  whether Back is to lead to where we were
 */
export function writeAddress(date, stop, who, isNew) {
  const address = addressAt(window.location.href, date, stop, who);
  if (address === window.location.href) return;
  try {
    window.history[isNew ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // A page on a disk may not be allowed it. Stepping works without; Share says the whole address.
  }
}
