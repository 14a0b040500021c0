// Which day a date that a reader types begins with: as model/edtf_dates.py reads it.

const PLAIN = /^(?!-0000)(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/;
const SEASON = /^(?!-0000)(-?\d{4})-(2[1-4])$/;
/** @type {Record<string, Pair>} */
const MONTHS_OF_SEASONS = { 21: [3, 5], 22: [6, 8], 23: [9, 11], 24: [12, 12] };
const UNKNOWN_DAY = /^(-?\d{4}(?:-\d{2}(?=-XX[?~%]?$))?)(?:-XX){1,2}[?~%]?$/;
const UNKNOWN_YEAR = /^(-?)(\d{2}[\dX]X)[?~%]?$/;
const LONG_YEAR = /^Y(-?[1-9]\d{4,8})$/;
const TIME =
  /^(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)(?:Z|[+-](?:(?:0[1-9]|1[0-3])(?::[0-5]\d)?|14:00|00:(?:0[1-9]|[1-5]\d)))?$/;
const OPEN_ENDS = ["", ".."];

/** @typedef {import("./types.js").Pair} Pair  first and last day, or month */

/**
 * Return the day that a date sorts by, as one number that grows with time, as content.py has it for
 * each moment; null if the text is no date.
 *
 * @param {string} text
 */
export function dayOf(text) {
  const parts = text.trim().split("/");
  const isInterval = parts.length > 1;
  if (parts.length > 2 || (isInterval && /[XT]/.test(text))) return null;
  /** @param {string} part */
  const isOpen = (part) => isInterval && OPEN_ENDS.includes(part);
  const days = parts.map((part) => (isOpen(part) ? null : daysOf(part)));
  if (parts.some((part, n) => !days[n] && !isOpen(part))) return null;
  const [first, last] = [days[0]?.[0] ?? null, days.at(-1)?.[1] ?? null];
  return first !== null && last !== null && first > last ? null : (first ?? last);
}

/** @param {string} text @returns {Pair | null} */
function daysOf(text) {
  return daysOfPlain(text) ?? daysOfSeason(text) ?? daysOfUnknown(text) ?? daysOfLongYear(text) ?? dayOfTime(text);
}

/** @param {string} text @returns {Pair | null} */
function daysOfPlain(text) {
  const [, year, month, day] = PLAIN.exec(text)?.map(Number) ?? [];
  if (year === undefined) return null;
  if (Number.isNaN(month)) return daysOfYears(year, year);
  if (month < 1 || month > 12) return null;
  const last = lengthOf(year, month);
  if (Number.isNaN(day)) return [numberOf(year, month, 1), numberOf(year, month, last)];
  return day < 1 || day > last ? null : [numberOf(year, month, day), numberOf(year, month, day)];
}

/** @param {string} text @returns {Pair | null} */
function daysOfSeason(text) {
  const found = SEASON.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  const [first, last] = MONTHS_OF_SEASONS[found[2]];
  return [numberOf(year, first, 1), numberOf(year, last, lengthOf(year, last))];
}

/** @param {string} text @returns {Pair | null} */
function daysOfUnknown(text) {
  const known = UNKNOWN_DAY.exec(text);
  if (known) return daysOfPlain(known[1]);
  const found = UNKNOWN_YEAR.exec(text);
  if (!found) return null;
  const [low, high] = ["0", "9"].map((digit) => Number(found[2].replaceAll("X", digit)));
  return found[1] ? daysOfYears(-high, -low) : daysOfYears(low, high);
}

/** @param {string} text @returns {Pair | null} */
function daysOfLongYear(text) {
  const year = Number(LONG_YEAR.exec(text)?.[1] ?? Number.NaN);
  return Number.isNaN(year) ? null : daysOfYears(year, year);
}

/** @param {string} text @returns {Pair | null} */
function dayOfTime(text) {
  const [, day, time] = /^(-?\d{4}-\d{2}-\d{2})T(.*)$/.exec(text) ?? [];
  return time !== undefined && TIME.test(time) ? daysOfPlain(day) : null;
}

/** @param {number} first @param {number} last @returns {Pair} */
function daysOfYears(first, last) {
  return [numberOf(first, 1, 1), numberOf(last, 12, 31)];
}

/** @param {number} year @param {number} month @param {number} day */
function numberOf(year, month, day) {
  return year * 10000 + month * 100 + day;
}

// Leap years come again after 400 years; Date takes those before 100 for others.
/** @param {number} year @param {number} month */
function lengthOf(year, month) {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
