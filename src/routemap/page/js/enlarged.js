// A picture of the story enlarged, in a dialog: Esc and a click close it, and the focus goes back.

import { isPlainClick } from "./input.js";

const PICTURE = "[data-enlarge]";

/** @param {MouseEvent} event */
export function enlarge(event) {
  /** @type {HTMLElement | null} */
  const picture = /** @type {Element} */ (event.target).closest(PICTURE);
  if (!picture || !isPlainClick(event)) return;
  event.preventDefault();
  const dialog = dialogOf(picture);
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {HTMLElement} picture */
function dialogOf(picture) {
  const small = picture.querySelector("img");
  const [image, whole] = [new Image(), new Image()];
  image.src = small.currentSrc;
  // The larger one may take a while.
  whole.addEventListener("load", () => image.setAttribute("src", whole.src));
  if (picture.hasAttribute("href")) whole.src = picture.getAttribute("href");
  image.alt = small.alt;
  image.lang = small.lang;
  const words = document.createElement("p");
  const caption = picture.parentElement.querySelector("figcaption");
  words.replaceChildren(...(caption?.cloneNode(true).childNodes ?? []));
  // They lead to the page behind.
  words.querySelector(".source-marks")?.remove();
  const button = document.createElement("button");
  button.textContent = picture.dataset.close;
  button.autofocus = true;
  const dialog = document.createElement("dialog");
  dialog.className = "medium-dialog";
  dialog.setAttribute("aria-label", small.alt || words.textContent.trim() || picture.textContent.trim());
  dialog.append(image, words, button);
  dialog.addEventListener("click", ({ target }) => {
    if (!words.contains(/** @type {Node} */ (target))) dialog.close();
  });
  // No key steps through the journey behind it.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
