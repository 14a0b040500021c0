// Sharing: copies the address of what is shown, or shows it where the browser does not let us.

import { fillIn } from "./elements.js";

const TOLD_MS = 4000;

/**
 * @param {string} address
 * @param {Record<string, string>} words  of the journey's content
 */
export async function share(address, { share_copied: copied, share_failed: failed }) {
  const told = document.querySelector("[data-share-told]");
  if (await copy(address)) tellAWhile(told, copied);
  else told.textContent = fillIn(failed, { address }); // stays, to be copied by hand
}

/**
 * Return whether the text could be copied.
 *
 * @param {string} text
 */
export async function copy(text) {
  // Without a safe connection there is no clipboard.
  const copying = navigator.clipboard?.writeText(text);
  return copying?.then(() => true).catch(() => false);
}

/** @param {Element} place @param {string} text */
export function tellAWhile(place, text) {
  place.textContent = text;
  window.setTimeout(() => place.replaceChildren(), TOLD_MS);
}
