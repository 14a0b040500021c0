// Buttons that copy the words they name. Where there is no clipboard the words are selected instead.
(function () {
  "use strict";

  if (window.routemapCopies) return; // Streamlit may run this once more
  window.routemapCopies = true;

  const TOLD_MS = 4000;

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const words = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(words.textContent);
    } catch {
      window.getSelection().selectAllChildren(words);
      return;
    }
    const told = button.nextElementSibling;
    told.textContent = button.dataset.copied;
    window.setTimeout(() => {
      told.textContent = "";
    }, TOLD_MS);
  });
})();
