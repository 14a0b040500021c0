// Boxes on the screen: {left, top, right, bottom} in pixels.

/** @typedef {import("./types.js").Box} Box */

/** @param {number} left @param {number} top @param {number} width @param {number} height @returns {Box} */
export function boxAt(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

/** @param {Box} box @param {number} by */
export function padded({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** @param {Box} a @param {Box} b */
export function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Return whether a box lies within a map of a size, clear of its edges.
 *
 * @param {Box} box
 * @param {import("./types.js").XY} size
 * @param {number} edge
 */
export function isInside({ left, top, right, bottom }, { x, y }, edge) {
  return left >= edge && top >= edge && right <= x - edge && bottom <= y - edge;
}

/** @param {Box} outer @param {Box} inner */
export function holds(outer, inner) {
  return (
    inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right && inner.bottom <= outer.bottom
  );
}
