// The moment and the opened stop in the page's address: ?date=2023-09-13&stop=khasan.

export function readAddress(stories, view) {
  const asked = new URLSearchParams(window.location.search);
  const stop = view.content.stops.find(({ id }) => id === asked.get("stop"));
  const number = stories.numberOf(asked.get("date"));
  if (number !== undefined) return { number, stop: stop?.id ?? null };
  return { number: stop ? arrivalAt(stop, view) : null, stop: stop?.id ?? null };
}

// The moment at which a stop is reached.
export function arrivalAt({ span }, view) {
  return Math.min(span[0], view.content.moments.length - 1);
}

// An address with the moment in it, "" for none; other words of its query stay.
export function addressAt(address, date, stop = null) {
  const target = new URL(address, document.baseURI);
  for (const [name, value] of [
    ["date", date],
    ["stop", stop],
  ]) {
    if (value) target.searchParams.set(name, value);
    else target.searchParams.delete(name);
  }
  return target.href;
}

// `isNew`: whether Back is to lead to where we were. A page on a disk may not be allowed it.
export function writeAddress(date, stop, { isNew }) {
  const address = addressAt(window.location.href, date, stop);
  if (address === window.location.href) return;
  try {
    window.history[isNew ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // Stepping works without; Share says the whole address.
  }
}
