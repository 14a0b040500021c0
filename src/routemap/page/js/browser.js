// What the reader has asked the browser for, and what it has ready.

export function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @param {Element} part */
export function scrollIntoSight(part) {
  part.scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
}

/**
 * Call `act` once all style sheets of the document are there.
 *
 * @param {() => void} act
 */
export function whenStyled(act) {
  const waiting = [...document.querySelectorAll("link[rel=stylesheet]")].filter(
    (link) => !("sheet" in link && link.sheet),
  );
  const loads = waiting.map(
    (link) =>
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
  );
  Promise.all(loads).then(act);
}

/**
 * Return a function that has `act` called once after the next frame is painted, however often it is
 * called until then: what a step changes is seen first.
 *
 * @param {() => void} act
 */
export function afterPaint(act) {
  let isWaiting = false;
  const run = () => {
    isWaiting = false;
    act();
  };
  return () => {
    if (!isWaiting) window.requestAnimationFrame(() => window.setTimeout(run));
    isWaiting = true;
  };
}

export function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

/**
 * A yes or no that the browser keeps; where the reader has forbidden that, it is no.
 *
 * @param {"localStorage" | "sessionStorage"} storage
 * @param {string} name
 */
export function memory(storage, name) {
  /** @template T @param {(kept: Storage) => T} act */
  const attempt = (act) => {
    try {
      return act(window[storage]);
    } catch {
      return null;
    }
  };
  return {
    isSet: () => Boolean(attempt((kept) => kept.getItem(name))),
    /** @param {boolean} isOn */
    set: (isOn) => attempt((kept) => (isOn ? kept.setItem(name, "yes") : kept.removeItem(name))),
  };
}
