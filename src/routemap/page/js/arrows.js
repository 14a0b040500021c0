// Arrowheads along a line on the screen: where it is straightest, none near an end.

const TRIES = [0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1];
const MOST_ARROWS = 4000; // of a line that is far longer than any screen

// `line`: points on the screen; `look`: sizes of look.py. Returns triangles of three points.
export function arrowsAlong(line, look) {
  const ends = [0];
  for (let n = 1; n < line.length; n += 1) ends.push(ends[n - 1] + line[n].distanceTo(line[n - 1]));
  const total = ends[ends.length - 1];
  const room = total - 2 * look.arrow_from_end - look.arrow;
  if (room < 0) return [];
  const count = Math.max(1, Math.round(room / look.arrow_every));
  const shift = Math.min(look.arrow_shift, room / count / 2);
  const every = Math.ceil(count / MOST_ARROWS);
  return Array.from({ length: Math.ceil(count / every) }, (_, place) => {
    const n = place * every;
    const wanted = look.arrow_from_end + look.arrow / 2 + ((n + 0.5) * room) / count;
    const places = TRIES.map((share) => placeAt(line, ends, wanted + share * shift, look.arrow));
    return triangle(
      places.reduce((best, place) => (place.bend < best.bend ? place : best)),
      look.arrow,
    );
  });
}

function pointAt(line, ends, along) {
  let n = 1;
  for (let last = ends.length - 1; n < last; ) {
    const middle = (n + last) >> 1;
    if (ends[middle] < along) n = middle + 1;
    else last = middle;
  }
  const share = (along - ends[n - 1]) / (ends[n] - ends[n - 1] || 1);
  return line[n - 1].add(line[n].subtract(line[n - 1]).multiplyBy(share));
}

// How far the line leaves the straight between an arrow's length before and behind.
function placeAt(line, ends, along, arrow) {
  const [before, middle, after] = [-1, 0, 1].map((step) => pointAt(line, ends, along + step * arrow));
  const straight = after.distanceTo(before) || 1;
  const bend = 1 - straight / (before.distanceTo(middle) + middle.distanceTo(after) || 1);
  return { middle, forward: after.subtract(before).divideBy(straight), bend };
}

function triangle({ middle, forward }, arrow) {
  const half = arrow / 2;
  const aside = L.point(-forward.y, forward.x).multiplyBy(half);
  const back = middle.subtract(forward.multiplyBy(half));
  return [middle.add(forward.multiplyBy(half)), back.add(aside), back.subtract(aside)];
}
