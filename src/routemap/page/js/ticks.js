// Tells the style sheet whether the words of all moments fit beneath the slider.

const GAP_PX = 4;

/**
 * @param {Element} slider  with the ticks beneath it
 * @param {AbortSignal} [signal]  ends it
 */
export function fitTicks(slider, signal) {
  const { dataset } = document.documentElement;
  const fit = () => {
    delete dataset.ticks;
    const boxes = [...document.querySelectorAll(".tick-words")].map((words) => words.getBoundingClientRect());
    if (boxes.some((box, n) => n > 0 && box.left < boxes[n - 1].right + GAP_PX)) dataset.ticks = "crowded";
  };
  const observer = new ResizeObserver(fit);
  observer.observe(slider);
  document.fonts.ready.then(fit);
  signal?.addEventListener("abort", () => observer.disconnect());
}
