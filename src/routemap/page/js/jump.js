// “Go to date” beside the slider of a long journey.

// Years, months, days and seasons, as model/edtf_dates.py reads them.
const DATE = /^(?!-0000)(-?\d{4})(?:-(2[1-4])|(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?[?~%]?)$/;
/** @type {Record<string, number>} */
const SEASONS = { 21: 3, 22: 6, 23: 9, 24: 12 }; // the months they begin with

/**
 * Return the first day of a date as one number that grows with time, as content.py has it for each
 * moment; null if the text is no date.
 *
 * @param {string} text
 */
export function dayOf(text) {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [year, season, month = 1, day = 1] = found.slice(1).map((part) => (part ? Number(part) : undefined));
  const first = season ? SEASONS[season] : month;
  // Leap years come again after 400 years; Date takes those before 100 for others.
  const last = new Date(Date.UTC(2000 + (year % 400), first, 0)).getUTCDate();
  return day >= 1 && day <= last ? year * 10000 + first * 100 + day : null;
}

/**
 * Return the number of the first moment dated on a day or later, else of the last that is dated.
 *
 * @param {{ day: number | null }[]} moments
 * @param {number} day
 */
export function momentAt(moments, day) {
  const later = moments.findIndex((moment) => moment.day !== null && moment.day >= day);
  if (later >= 0) return later;
  const last = moments.findLastIndex((moment) => moment.day !== null);
  return Math.max(last, 0);
}

/**
 * @param {HTMLFormElement} form
 * @param {import("./types.js").Moment[]} moments
 * @param {(number: number) => void} choose
 */
export function offerJump(form, moments, choose) {
  const field = form.querySelector("input");
  form.hidden = false;
  field.addEventListener("input", () => field.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const day = dayOf(field.value);
    field.setCustomValidity(day === null ? form.dataset.noDate : "");
    if (field.reportValidity()) choose(momentAt(moments, day));
  });
}
