// Which keys and clicks of a page are ours to answer.

const STEP_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

export function isModified({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

// A click that asks for nothing of the browser's own, as a new tab.
export function isPlainClick(event) {
  return !isModified(event) && event.button === 0;
}

// A key that steps, unless the focus is where that key means something; `takesKeys` is a selector.
export function isStepKey(event, takesKeys) {
  const isOurs = STEP_KEYS.includes(event.key) && !event.defaultPrevented && !isModified(event);
  return isOurs && !event.target.closest(takesKeys);
}
