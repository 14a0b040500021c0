// For pages that show a journey in a frame: gives each such frame the height that it asks for.

const HIGHEST_PX = 4000;

window.addEventListener("message", ({ data, source }) => {
  if (data?.type !== "routemap-height" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.style.height = `${Math.min(data.height, HIGHEST_PX)}px`;
  }
});
