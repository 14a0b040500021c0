// Loads the page again when the tables behind it have changed: for who writes them.

const EVERY_MS = 1000;

/**
 * @param {import("./types.js").Edition} edition  its name when the page was made
 * @param {AbortSignal} signal  ends it
 */
export function followEdition({ name, address }, signal) {
  const look = async () => {
    try {
      const answer = await fetch(address, { signal });
      const { edition } = await answer.json();
      if (edition && edition !== name) window.location.reload();
    } catch {
      // The server rests or starts anew: asked again in a while.
    }
  };
  const timer = window.setInterval(look, EVERY_MS);
  signal.addEventListener("abort", () => window.clearInterval(timer));
}
