// Buttons that copy the words they name. Where there is no clipboard the words are selected instead.

const TOLD_MS = 4000;

async function copy({ target }) {
  const button = target.closest("button[data-copy]");
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
}

// Streamlit may run this script once more.
if (!window.routemapCopies) document.addEventListener("click", copy);
window.routemapCopies = true;
