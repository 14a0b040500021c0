// What the reader has asked the browser for, and what it has ready.

export function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @returns {ScrollBehavior} */
export function scrolling() {
  return reducedMotion() ? "auto" : "smooth";
}

/** @param {Element} part */
export function scrollIntoSight(part) {
  part.scrollIntoView({ block: "nearest", behavior: scrolling() });
}

/**
 * Return the event that ends the loading of a script or a style sheet: load or error.
 *
 * @param {Element} part
 * @returns {Promise<Event>}
 */
export function loaded(part) {
  return new Promise((done) => {
    for (const type of ["load", "error"]) part.addEventListener(type, done);
  });
}

/**
 * Call `act` once all style sheets of the document are there.
 *
 * @param {() => void} act
 */
export function whenStyled(act) {
  /** @type {HTMLLinkElement[]} */
  const links = [...document.querySelectorAll(/** @type {"link"} */ ("link[rel=stylesheet]"))];
  Promise.all(links.filter((link) => !link.sheet).map(loaded)).then(act);
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
