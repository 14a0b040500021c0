// Which keys and clicks of a page are ours to answer.

const STEP_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

/** @param {KeyboardEvent | MouseEvent} event */
export function isModified({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

/**
 * Return whether a click asks for nothing of the browser's own, as a new tab.
 *
 * @param {MouseEvent} event
 */
export function isPlainClick(event) {
  return !isModified(event) && event.button === 0;
}

/**
 * Return whether a key steps: not where the focus is on what takes such keys itself.
 *
 * @param {KeyboardEvent} event
 * @param {string} takesKeys  a selector
 */
export function isStepKey(event, takesKeys) {
  const isOurs = STEP_KEYS.includes(event.key) && !event.defaultPrevented && !isModified(event);
  return isOurs && !(/** @type {Element} */ (event.target).closest(takesKeys));
}
