// The web map (Web Mercator), whose width and height are 1: x grows eastwards, y southwards.

export const MAX_LATITUDE = 85.0511287798; // it ends here
const EQUATOR_KM = 40075;
const CLOSE_KM = 40;

/** @param {number} longitude  degrees */
export function worldX(longitude) {
  return longitude / 360 + 0.5;
}

/** @param {number} x */
export function longitudeAt(x) {
  return (x - 0.5) * 360;
}

/** @param {number} latitude  degrees */
export function worldY(latitude) {
  const bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** @param {number} y */
export function latitudeAt(y) {
  return (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;
}

/**
 * Return how many kilometres a pixel is wide.
 *
 * @param {number} scale  pixels to the width of the web map
 * @param {number} latitude  degrees
 */
export function kmPerPixel(scale, latitude) {
  return (EQUATOR_KM * Math.cos((latitude * Math.PI) / 180)) / scale;
}

/**
 * Return whether a map shows more of the ground than it was drawn for.
 *
 * @param {number} km  across the map
 */
export function isCloseUp(km) {
  return km < CLOSE_KM;
}
