// “Go to date” beside the slider of a long journey.

const DATE = /^(-?\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/**
 * Return a day as one number that grows with time, as content.py has it for each moment; null if the
 * text is none. A year means its first day, a month as well.
 *
 * @param {string} text
 */
export function dayOf(text) {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => Number(part ?? 1));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? year * 10000 + month * 100 + day : null;
}

/**
 * Return the number of the first moment dated on a day or later, else of the last that is dated.
 *
 * @param {{ day: number | null }[]} moments
 * @param {number} day
 */
export function momentAt(moments, day) {
  const found = moments.findIndex((moment) => moment.day !== null && moment.day >= day);
  return found < 0
    ? Math.max(
        moments.findLastIndex((moment) => moment.day !== null),
        0,
      )
    : found;
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
