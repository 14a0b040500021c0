// “Go to date” beside the slider of a long journey.

import { dayOf } from "./edtf_dates.js";

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
