// Leaflet's scale bar in the words and figures of a language, true in the middle of the view, as
// pictures have it (pictures/scale_bar.py).

import { element } from "./elements.js";
import { MAX_LATITUDE } from "./web_map.js";

// Where the scale changes by more than the first, the bar says at which latitude it is true; where
// it changes by more than the second there is no bar.
const TRUE_EVERYWHERE = 1.1;
const TRUE_NOWHERE = 3;
const ROUNDS = 3; // so often the bar is made longer or shorter until it is as long as it says

/**
 * Return the bar's length in words: "200 m", "1,000 km".
 *
 * @param {number} metres
 * @param {import("./types.js").Content} content
 */
export function lengthText(metres, { words, language }) {
  const [word, count] = metres < 1000 ? [words.metres, metres] : [words.kilometres, metres / 1000];
  return word.replace("{number}", new Intl.NumberFormat(language).format(count));
}

/**
 * Return how many times the scale changes between two latitudes: on the web map it grows as one by
 * the cosine of the latitude.
 *
 * @param {number} south  degrees
 * @param {number} north
 */
export function scaleChange(south, north) {
  const cosine = (/** @type {number} */ latitude) => Math.cos((latitude * Math.PI) / 180);
  const most = south < 0 && north > 0 ? 1 : Math.max(cosine(south), cosine(north));
  return most / Math.min(cosine(south), cosine(north));
}

/**
 * Return "500 km at 40° N".
 *
 * @param {string} length
 * @param {number} latitude  whole degrees
 * @param {Record<string, string>} words
 */
export function lengthAt(
  length,
  latitude,
  { length_at_north: north, length_at_south: south, length_at_equator: equator },
) {
  const words = latitude > 0 ? north : latitude < 0 ? south : equator;
  return words.replace("{latitude}", `${Math.abs(latitude)}°`).replace("{length}", length);
}

/**
 * @param {import("./types.js").Content} content
 * @param {number} maxWidth  px
 * @param {() => void} onChange  called when bar or words have another size
 */
export function scaleBar(content, maxWidth, onChange) {
  /** @type {any} */
  const bar = L.control.scale({ imperial: false, maxWidth });
  const label = element("span", "scale-label"); // beside the bar: it may be longer
  /** @param {number} width  pixels in the middle of the view @returns {number} metres between their ends */
  const metresOver = (width) => {
    const { x, y } = bar._map.getSize().divideBy(2);
    const ends = [x - width / 2, x + width / 2].map((across) => bar._map.containerPointToLatLng([across, y]));
    return bar._map.distance(...ends);
  };
  bar._update = () => {
    const { _map: map, _mScale: line } = bar;
    const bounds = map.getBounds();
    const change = scaleChange(Math.max(bounds.getSouth(), -MAX_LATITUDE), Math.min(bounds.getNorth(), MAX_LATITUDE));
    const metres = bar._getRoundNum(metresOver(maxWidth));
    let width = maxWidth;
    for (let n = 0; n < ROUNDS; n += 1) width *= metres / metresOver(width);
    const length = lengthText(metres, content);
    const latitude = Math.round(map.getCenter().lat);
    const text = change > TRUE_EVERYWHERE ? lengthAt(length, latitude, content.words) : length;
    const isHidden = !(change <= TRUE_NOWHERE);
    line.after(label);
    line.style.width = `${Math.round(width)}px`;
    if (label.textContent === text && line.parentElement.hidden === isHidden) return;
    label.textContent = text;
    line.parentElement.hidden = isHidden;
    onChange();
  };
  return bar;
}
