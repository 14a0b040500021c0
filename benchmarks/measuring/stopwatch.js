// Put into the page before anything else runs there. It waits for an action of the viewer, then
// for the map, which lives in a frame, and the story to say what they should.
//
// Each document has a clock of its own, started when it was made. All times here are those of
// the page's clock.
(() => {
  "use strict";

  if (window !== window.top) return;

  const IDLE = {};
  let run = IDLE;

  // `action`: "keydown" or "click". `words`: what `map` and `story`, two selectors, shall say.
  // Gives {changed, map, story}: milliseconds from the action until the map's elements were
  // changed, until that was painted, and until the story was painted.
  window.measureStep = (action, words, map, story) =>
    new Promise((resolve) => {
      run = { action, words, map, story, times: {}, resolve };
    });

  function note(what) {
    run.times[what] = performance.now() - run.began;
    if (run.times.map === undefined || run.times.story === undefined) return;
    run.resolve(run.times);
    run = IDLE;
  }

  // Calls `act` when what has just changed, in the page or a frame, has been laid out and painted:
  // at the head of the line after the next frame, so that other work waiting there is not counted.
  function afterPaint(act) {
    requestAnimationFrame(() => scheduler.postTask(act, { priority: "user-blocking" }));
  }

  function says(root, selector) {
    return root.querySelector(selector)?.textContent.trim() === run.words;
  }

  function lookAtStory() {
    if (run.began === undefined || run.sawStory || !says(document, run.story)) return;
    run.sawStory = true;
    afterPaint(() => note("story"));
  }

  function lookAtMap(frame) {
    const root = frame.contentDocument;
    if (run.began === undefined || run.sawMap || !root || !says(root, run.map)) return;
    run.sawMap = true;
    note("changed");
    // A frame made anew has no height at first.
    const finish = () => (frame.clientHeight > 0 ? note("map") : afterPaint(finish));
    afterPaint(finish);
  }

  function begin(event) {
    if (!event.isTrusted || event.type !== run.action || run.began !== undefined) return;
    const ago = event.view.performance.now() - event.timeStamp;
    run.began = performance.now() - ago;
  }

  function watch(view, look) {
    for (const action of ["keydown", "click"]) view.addEventListener(action, begin, true);
    new view.MutationObserver(look).observe(view.document, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }

  watch(window, lookAtStory);
  document.addEventListener(
    "load",
    ({ target }) => {
      if (target.tagName !== "IFRAME") return;
      const look = () => lookAtMap(target);
      watch(target.contentWindow, look);
      look();
    },
    true,
  );
})();
