// Legs over the same ground, drawn beside each other so that each can be read.

const SHIFT_PX = 3.25; // half the distance between two lanes
const LANES_AT_MOST = 3; // for each direction; who passes more often is drawn over again
const SHORTEST_PX = 12; // a shorter stretch would only make the line twitch
const LONGEST_MITRE = 2;
const CUTS_OF_HALF = 4;

const nameOf = ([latitude, longitude]) => `${latitude.toFixed(3)} ${longitude.toFixed(3)}`;
const isForward = (a, b) => nameOf(a) < nameOf(b);
const pieceName = (a, b) => [nameOf(a), nameOf(b)].sort().join(" ");

// Which legs pass each piece between two neighbouring points, whatever the direction: for each the
// way, and how many went the same way before it. Pieces that the same legs pass have one `company`.
function passers(legs) {
  const found = new Map();
  legs.forEach((lines, leg) => {
    for (const line of lines) {
      for (let n = 1; n < line.length; n += 1) {
        const name = pieceName(line[n - 1], line[n]);
        if (!found.has(name)) found.set(name, { ways: new Map(), counts: [0, 0] });
        const { ways, counts } = found.get(name);
        if (ways.has(leg)) continue;
        const way = Number(isForward(line[n - 1], line[n]));
        ways.set(leg, counts[way]);
        counts[way] += 1;
      }
    }
  });
  const companies = new Map();
  for (const piece of found.values()) {
    const passing = [...piece.ways.keys()].join(" ");
    if (!companies.has(passing)) companies.set(passing, companies.size);
    piece.company = companies.get(passing);
  }
  return found;
}

// The lane of a leg on a piece, 1 nearest to the middle; 0 if it has the piece for itself.
function laneOf(leg, ways) {
  return ways.size < 2 ? 0 : Math.min(ways.get(leg) + 1, LANES_AT_MOST);
}

// `legs`: for each leg its lines, each an array of [latitude, longitude]. Returns for each leg and
// line its stretches {points, lane, isForward}; a stretch has the same passers all along.
export function sharedSegments(legs) {
  const pieces = passers(legs);
  return legs.map((lines, leg) =>
    lines.map((line) => {
      const found = [];
      let together = null;
      for (let n = 1; n < line.length; n += 1) {
        const { ways, company } = pieces.get(pieceName(line[n - 1], line[n]));
        const lane = laneOf(leg, ways);
        const current = found[found.length - 1];
        if (current && together === company && current.lane === lane) {
          current.points.push(line[n]);
        } else {
          found.push({ points: [line[n - 1], line[n]], lane });
          together = company;
        }
      }
      for (const stretch of found) {
        const { points } = stretch;
        stretch.isForward = isForward(points[0], points[points.length - 1]);
      }
      return found;
    }),
  );
}

// The stretches of one line as points on the screen. Legs that share a stretch simplify it in the
// same direction, so that they stay parallel, and move to the left of their own direction, so that
// opposite ones part by themselves. `scale`: how much larger than usual marks are.
export function layParallel(stretches, project, simplifyPx, scale) {
  return stretches.flatMap(({ points, lane, isForward }) => {
    const ordered = lane && !isForward ? [...points].reverse() : points;
    const simple = rounded(simplified(ordered.map(project), simplifyPx));
    if (!lane || lengthOf(simple) < SHORTEST_PX) return isForward || !lane ? simple : simple.reverse();
    const directed = isForward ? simple : simple.reverse();
    return shiftedLeft(directed, SHIFT_PX * scale * (2 * lane - 1));
  });
}

// Leaves out points nearer than `tolerance` to the one before, then those within it of the line
// through the others (Douglas and Peucker, 1973). Leaflet's own goes as deep as there are points,
// and on a zigzag further than a browser can: what is cut ever more unequally is halved instead.
export function simplified(points, tolerance) {
  const line = points.slice(0, 1);
  for (const point of points.slice(1, -1)) {
    if (point.distanceTo(line[line.length - 1]) > tolerance) line.push(point);
  }
  if (points.length > 1) line.push(points[points.length - 1]);
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const waiting = [[0, line.length - 1, 2 * Math.ceil(Math.log2(line.length + 1))]];
  while (waiting.length) {
    let [first, last, cuts] = waiting.pop();
    let away = tolerance;
    let at = 0;
    for (let n = first + 1; n < last; n += 1) {
      const here = L.LineUtil.pointToSegmentDistance(line[n], line[first], line[last]);
      if (here > away) [away, at] = [here, n];
    }
    if (!at) continue;
    if (!cuts) [at, cuts] = [(first + last) >> 1, CUTS_OF_HALF];
    kept[at] = 1;
    waiting.push([first, at, cuts - 1], [at, last, cuts - 1]);
  }
  return line.filter((_, n) => kept[n]);
}

// Chaikin's corner cutting (1974), once: dashes fray at sharp corners.
function rounded(line) {
  const cut = (a, b, share) => a.add(b.subtract(a).multiplyBy(share));
  const inner = line.slice(1, -1).flatMap((corner, n) => [cut(corner, line[n], 0.25), cut(corner, line[n + 2], 0.25)]);
  return [line[0], ...inner, line[line.length - 1]];
}

function lengthOf(line) {
  return line.slice(1).reduce((sum, point, n) => sum + point.distanceTo(line[n]), 0);
}

function shiftedLeft(line, by) {
  const lefts = line.slice(1).map((point, n) => {
    const along = point.subtract(line[n]);
    const length = Math.hypot(along.x, along.y) || 1;
    return L.point(along.y / length, -along.x / length); // y grows downwards
  });
  return line.map((point, n) => {
    const [before, after] = [lefts[Math.max(n - 1, 0)], lefts[Math.min(n, lefts.length - 1)]];
    const middle = before.add(after);
    const size = Math.hypot(middle.x, middle.y);
    if (size < 0.1) return point.add(after.multiplyBy(by)); // turns back on itself
    const mitre = Math.min(2 / size, LONGEST_MITRE);
    return point.add(middle.multiplyBy((by * mitre) / size));
  });
}
