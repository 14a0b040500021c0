// What the reader has asked the browser for, and what it has ready.

export function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Calls `act` once all style sheets of the document are there.
export function whenStyled(act) {
  const waiting = [...document.querySelectorAll("link[rel=stylesheet]")].filter((link) => !link.sheet);
  const loads = waiting.map(
    (link) =>
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
  );
  Promise.all(loads).then(act);
}

export function scrollIntoSight(part) {
  part.scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
}
