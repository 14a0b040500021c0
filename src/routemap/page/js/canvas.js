// What everything that draws on a canvas over the map needs.

const FINEST_RATIO = 2; // device pixels to one of CSS: more cost time and show nothing

/**
 * Fit a canvas to a size in CSS pixels, and return how many of its own make one of them.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {L.Point} size
 */
export function fitCanvas(canvas, size) {
  const ratio = Math.min(window.devicePixelRatio || 1, FINEST_RATIO);
  const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
  // To set either empties the canvas, even to what it is.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
  return ratio;
}

/**
 * Make a canvas that screen readers pass by: the stops are what the map says.
 *
 * @param {string} className
 */
export function decorativeCanvas(className) {
  const canvas = Object.assign(document.createElement("canvas"), { className });
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}
