// The switch of the itinerary that shows what follows, in the page's address: ?follows=1. The style
// sheet does the rest.

const SWITCH = "[data-bands]";
const NAME = "follows";

/** @param {AbortSignal} [signal] */
export function keepBands(signal) {
  /** @type {HTMLInputElement | null} */
  const found = document.querySelector(SWITCH);
  if (found) found.checked = new URLSearchParams(window.location.search).has(NAME);
  document.addEventListener("change", write, { signal });
}

/** @param {Event} event */
function write({ target }) {
  const asked = /** @type {HTMLInputElement} */ (target);
  if (!asked.matches(SWITCH)) return;
  const address = new URL(window.location.href);
  if (asked.checked) address.searchParams.set(NAME, "1");
  else address.searchParams.delete(NAME);
  window.history.replaceState(window.history.state, "", address);
}
