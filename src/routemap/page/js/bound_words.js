// What follows, in the sentences of i18n/what_follows.py: parts of text, of words of the tables, and
// marks of sources.

/**
 * @typedef {string | { text: string, lang?: string } | { mark: string, title: string }} Part
 * @typedef {import("./bound_dates.js").Dated & {
 *   premises: (import("./bound_dates.js").Premise & { words: Part[] })[],
 *   stops: { label: Part[], reported: Part[] }[],
 *   words: Record<string, string>, day_words: { ad: [string, string][], bc: [string, string][] },
 *   epoch: number, decimal: string, group: string, least_grouped: number }} Spoken
 */

const DAY = 24 * 60;
const DAY_MS = 86_400_000;

/** @param {import("./bound_dates.js").Told} found @param {Spoken} stated @returns {Part[]} */
export function boundParts({ bound, end, local, clock }, stated) {
  const sentence = stated.words[`follows_${bound.occasion}_${bound.side}`];
  const when = whenParts(end, local, clock, stated);
  return filled(sentence, { place: stated.stops[bound.stop].label, when });
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated */
export function becauseParts(grounds, stated) {
  return filled(stated.words.follows_because, { premises: listed(grounds, stated) });
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated */
export function contradictionParts(grounds, stated) {
  return filled(stated.words.follows_contradiction, { premises: listed(grounds, stated) });
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated @returns {string[]} */
export function assumedTexts({ travel }, stated) {
  return [...travel.values()].flatMap(({ speed, way, inferredMode }) => {
    const values = { speed: [numberText(speed, stated)], way: [wayText(way, stated)] };
    const words = plain(filled(stated.words.premise_speed, values));
    return inferredMode ? [words, stated.words.premise_mode_inferred] : [words];
  });
}

/** @param {Part[]} parts */
export function plain(parts) {
  return parts
    .map((part) => (typeof part === "string" ? part : "mark" in part ? `[${part.mark}]` : part.text))
    .join("");
}

/**
 * Put parts into the places of a sentence; of two full stops one is left.
 *
 * @param {string} sentence
 * @param {Record<string, Part[]>} values
 * @returns {Part[]}
 */
export function filled(sentence, values) {
  const pieces = sentence.split(/\{(\w+)\}/);
  /** @type {Part[]} */
  const parts = [pieces[0]];
  for (let at = 1; at < pieces.length; at += 2) {
    const value = values[pieces[at]];
    const following = pieces[at + 1];
    const isEnded = following.startsWith(".") && plain(value).endsWith(".");
    parts.push(...value, isEnded ? following.slice(1) : following);
  }
  return parts.filter((part) => part !== "");
}

/**
 * @param {number} number
 * @param {Pick<Spoken, "decimal" | "group" | "least_grouped">} stated
 */
export function numberText(number, { decimal, group, least_grouped: least }) {
  const [whole, fraction] = `${Number(number.toFixed(3))}`.split(".");
  const grouped = number >= least ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return fraction ? grouped + decimal + fraction : grouped;
}

/** @param {import("./time_bounds.js").Grounds} grounds @param {Spoken} stated @returns {Part[]} */
function listed({ dates }, { premises }) {
  return dates.flatMap((premise, number) => (number ? ["; ", ...premises[premise].words] : premises[premise].words));
}

/**
 * @param {import("./bound_dates.js").End | null} end
 * @param {number} local
 * @param {number | null} clock
 * @param {Spoken} stated
 * @returns {Part[]}
 */
function whenParts(end, local, clock, stated) {
  /** @type {Part[]} */
  let when = [end ? end.words : dayText(Math.floor(local / DAY), stated)];
  if (!end) {
    const minute = local - Math.floor(local / DAY) * DAY;
    const time = [Math.floor(minute / 60), minute % 60].map((each) => `${each}`.padStart(2, "0")).join(":");
    when = filled(stated.words.when_about, { time: [time], date: when });
  }
  if (clock !== null) return filled(stated.words.when_by_clock, { when, place: stated.stops[clock].label });
  return end ? when : filled(stated.words.when_local, { when });
}

/** @param {number} number  of the day @param {Spoken} stated */
function dayText(number, { epoch, day_words: words }) {
  const date = new Date((number - epoch) * DAY_MS);
  const year = date.getUTCFullYear();
  const [other, first] = words[year > 0 ? "ad" : "bc"][date.getUTCMonth()];
  const day = date.getUTCDate();
  const values = { year: [`${year > 0 ? year : 1 - year}`], day: [`${day}`] };
  return plain(filled(day === 1 ? first : other, values));
}

/** @param {import("./time_bounds.js").Way} way @param {Spoken} stated */
function wayText({ km, measure, inferred, shortest, by }, stated) {
  const { words } = stated;
  if (measure === "stay") return words.stay;
  const length = lengthText(km, inferred, stated);
  const values = { km: [length], by: [by] };
  const sentence = measure !== "way" ? words[`distance_${measure}`] : by ? words.distance_by : "{km}";
  const parts = [plain(filled(sentence, values))];
  if (shortest) parts.push(words.shortest_way);
  if (inferred) parts.push(words.inferred);
  return parts.join(", ");
}

/** @param {number} km @param {boolean} isInferred @param {Spoken} stated */
function lengthText(km, isInferred, stated) {
  const metres = rounded(km * 1000, -1);
  const about = isInferred ? "about_" : "";
  if (km > 0 && metres < 1000) return lengthIn(`${about}m`, Math.max(metres, 10), stated);
  return lengthIn(`${about}km`, isInferred ? coarse(km) : rounded(km, km < 10 ? 1 : 0), stated);
}

/** @param {string} key @param {number} number @param {Spoken} stated */
function lengthIn(key, number, stated) {
  return plain(filled(stated.words[key], { number: [numberText(number, stated)] }));
}

/** @param {number} km */
function coarse(km) {
  return km > 0 && km < 100 ? rounded(km, 1 - Math.floor(Math.log10(km))) : rounded(km, -1);
}

/**
 * Round as Python does: what lies halfway, to the even number.
 *
 * @param {number} number
 * @param {number} digits
 */
function rounded(number, digits) {
  const step = 10 ** -digits;
  if (digits >= 0) {
    const isHalf = Number.isInteger(number * 4) && (number / step) % 1 === 0.5;
    return isHalf ? 2 * Math.round(number / step / 2) * step : Number(number.toFixed(digits));
  }
  const rest = number % step;
  const below = number - rest;
  const isUp = rest > step / 2 || (rest === step / 2 && (below / step) % 2 === 1);
  return isUp ? below + step : below;
}
