// “Go to date” beside the slider of a long journey.

const DATE = /^(-?\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

// A day as one number that grows with time, as content.py has it for each moment.
function dayOf(text) {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [year, month = 1, day = 1] = found.slice(1).map((part) => (part === undefined ? part : Number(part)));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? year * 10000 + month * 100 + day : null;
}

// The first moment dated on a day or later, else the last that is dated.
function momentAt(moments, day) {
  const dated = moments.map(({ day: at }, number) => ({ at, number })).filter(({ at }) => at !== null);
  return (dated.find(({ at }) => at >= day) ?? dated.at(-1))?.number ?? 0;
}

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
