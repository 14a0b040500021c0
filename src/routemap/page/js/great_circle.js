// The shortest line between two places on a sphere.

const POINTS = 48;
const RADIANS = Math.PI / 180;
const NEAR = 1e-9; // radians

/**
 * @typedef {{ lat: number, lng: number }} Place  degrees
 */

/** @param {Place} place */
function vector({ lat, lng }) {
  const [latitude, longitude] = [lat * RADIANS, lng * RADIANS];
  const radius = Math.cos(latitude);
  return [radius * Math.cos(longitude), radius * Math.sin(longitude), Math.sin(latitude)];
}

/**
 * Return points on the line, as [latitude, longitude]. Longitudes run on past 180°, so that the line
 * does not leap across the map.
 *
 * Formula: E. Williams, Aviation Formulary, "Intermediate points on a great circle".
 *
 * @param {Place} from
 * @param {Place} to
 * @returns {[number, number][]}
 */
export function greatCircle(from, to) {
  const [a, b] = [vector(from), vector(to)];
  const cosine = a.reduce((sum, x, axis) => sum + x * b[axis], 0);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  if (angle < NEAR) return [from, to].map(({ lat, lng }) => [lat, lng]);
  let before = from.lng;
  return Array.from({ length: POINTS + 1 }, (_, n) => {
    const share = n / POINTS;
    const [p, q] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
    const [x, y, z] = a.map((each, axis) => (p * each + q * b[axis]) / Math.sin(angle));
    const longitude = Math.atan2(y, x) / RADIANS;
    before = longitude + 360 * Math.round((before - longitude) / 360);
    return [Math.atan2(z, Math.hypot(x, y)) / RADIANS, before];
  });
}
