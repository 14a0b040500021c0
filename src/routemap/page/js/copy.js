// Buttons that copy the words they name. Where there is no clipboard the words are selected instead.
// A component of Streamlit without a frame, called again at each run.

import { copy, tellAWhile } from "./sharing.js";

export default function copyOnClick() {
  document.addEventListener("click", onClick);
  return () => document.removeEventListener("click", onClick);
}

/** @param {MouseEvent} event */
async function onClick({ target }) {
  /** @type {HTMLElement | null} */
  const button = /** @type {Element} */ (target).closest("button[data-copy]");
  if (!button) return;
  const words = document.getElementById(button.dataset.copy);
  if (await copy(words.textContent)) tellAWhile(button.nextElementSibling, button.dataset.copied);
  else window.getSelection().selectAllChildren(words);
}
