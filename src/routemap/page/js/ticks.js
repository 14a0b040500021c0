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
    /** @type {NodeListOf<HTMLElement>} */
    const found = document.querySelectorAll(".tick-words");
    const all = [...found];
    for (const words of all) words.hidden = false;
    const boxes = all.map((words) => words.getBoundingClientRect());
    if (!boxes.some((box, n) => n > 0 && box.left < boxes[n - 1].right + GAP_PX)) return;
    dataset.ticks = "crowded";
    const now = document.querySelector(".tick.now .tick-words")?.getBoundingClientRect();
    if (!now) return;
    // Those of an end give way to those of the current moment.
    for (const words of all.filter((each) => each.closest(".is-end:not(.now)"))) {
      const { left, right } = words.getBoundingClientRect();
      words.hidden = left < now.right + GAP_PX && now.left < right + GAP_PX;
    }
  };
  const observer = new ResizeObserver(fit);
  observer.observe(slider);
  const steps = new MutationObserver(fit); // another moment is the current one
  steps.observe(slider, { subtree: true, attributeFilter: ["class"] });
  document.fonts.ready.then(fit);
  signal?.addEventListener("abort", () => {
    observer.disconnect();
    steps.disconnect();
  });
}
