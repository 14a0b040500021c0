// For pages whose map is no frame: times a step until what it shows has changed, and is painted.
(() => {
  "use strict";

  // `action`: "keydown" or "click". `isShown`: tells whether the page shows what the step leads to;
  // asked whenever its elements change, and each frame, for some pages move by style alone. Gives
  // {changed, painted}: milliseconds from the action.
  window.measurePageStep = (action, isShown) => new Promise((resolve) => {
    let began;
    let changed;
    const begin = (event) => {
      if (event.isTrusted) began ??= event.timeStamp;
    };
    window.addEventListener(action, begin, { capture: true });
    const look = () => {
      if (began === undefined || changed !== undefined || !isShown()) return;
      changed = performance.now() - began;
      // At the head of the line after the next frame, so that other work is not counted.
      requestAnimationFrame(() => scheduler.postTask(() => {
        observer.disconnect();
        window.removeEventListener(action, begin, { capture: true });
        resolve({ changed, painted: performance.now() - began });
      }, { priority: "user-blocking" }));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, characterData: true, attributes: true, subtree: true });
    const each = () => {
      look();
      if (changed === undefined) requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
  });
})();
