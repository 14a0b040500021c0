// The web map (Web Mercator), whose width and height are 1: x grows eastwards, y southwards.

export const MAX_LATITUDE = 85.0511287798; // it ends here
const EQUATOR_KM = 40075;
const CLOSE_KM = 40;
const LEAST_KM = 0.51; // of a picture: a little more than params.py asks for
const LEAST_DIGITS = 2;
const TURN = 360; // degrees

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

/**
 * Return the extent of a view as the address of a picture has it: whole pixels fine, on the first
 * turn of the world, of which it holds one at most.
 *
 * @param {{ south: number, west: number, north: number, east: number }} view  degrees
 * @param {number} scale  pixels to the width of the web map
 */
export function extentText({ south, west, north, east }, scale) {
  const [latitude, longitude] = [(south + north) / 2, (west + east) / 2];
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  const least = (LEAST_KM / EQUATOR_KM) * TURN;
  const larger = Math.max(least / Math.max(north - south, (east - west) * narrowing), 1) / 2;
  const [high, wide] = [larger * (north - south), Math.min(larger * (east - west), TURN / 2)];
  const turns = Math.round(longitude / TURN) * TURN;
  /** @param {number} at */
  const wrapped = (at) => (at < -TURN / 2 ? at + TURN : at > TURN / 2 ? at - TURN : at);
  const sides = [longitude - turns - wide, longitude - turns + wide];
  const [from, to] = wide < TURN / 2 ? sides.map(wrapped) : sides;
  const digits = Math.max(Math.ceil(Math.log10(scale / TURN)), LEAST_DIGITS);
  return [from, latitude - high, to, latitude + high].map((degrees) => degrees.toFixed(digits)).join(",");
}
