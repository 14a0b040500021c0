// Legs over the same ground, drawn beside each other so that each can be read.
(function (routemap) {
  "use strict";

  const SHIFT_PX = 3.25; // half the distance between two lanes
  const LANES_AT_MOST = 3; // for each direction; who passes more often is drawn over again
  const SHORTEST_PX = 12; // a shorter stretch would only make the line twitch
  const LONGEST_MITRE = 2;

  const nameOf = ([latitude, longitude]) => `${latitude.toFixed(3)} ${longitude.toFixed(3)}`;
  const isForward = (a, b) => nameOf(a) < nameOf(b);
  const pieceName = (a, b) => [nameOf(a), nameOf(b)].sort().join(" ");

  // Which legs pass each piece between two neighbouring points, whatever the direction.
  function passers(legs) {
    const found = new Map();
    legs.forEach((lines, leg) => {
      for (const line of lines) {
        for (let n = 1; n < line.length; n += 1) {
          const name = pieceName(line[n - 1], line[n]);
          if (!found.has(name)) found.set(name, new Map());
          const ways = found.get(name);
          if (!ways.has(leg)) ways.set(leg, isForward(line[n - 1], line[n]));
        }
      }
    });
    return found;
  }

  // The lane of a leg on a piece, 1 nearest to the middle; 0 if it has the piece for itself.
  function laneOf(leg, ways) {
    if (ways.size < 2) return 0;
    const before = [...ways].filter(([other, forward]) => other < leg && forward === ways.get(leg));
    return Math.min(before.length + 1, LANES_AT_MOST);
  }

  // `legs`: for each leg its lines, each an array of [latitude, longitude]. Returns for each leg and
  // line its stretches {points, lane, isForward}; a stretch has the same passers all along.
  routemap.stretches = function (legs) {
    const ways = passers(legs);
    return legs.map((lines, leg) => lines.map((line) => {
      const found = [];
      let together = null;
      for (let n = 1; n < line.length; n += 1) {
        const pieceWays = ways.get(pieceName(line[n - 1], line[n]));
        const passing = [...pieceWays.keys()].join(" ");
        const lane = laneOf(leg, pieceWays);
        const current = found[found.length - 1];
        if (current && together === passing && current.lane === lane) {
          current.points.push(line[n]);
        } else {
          found.push({ points: [line[n - 1], line[n]], lane });
          together = passing;
        }
      }
      for (const stretch of found) {
        const { points } = stretch;
        stretch.isForward = isForward(points[0], points[points.length - 1]);
      }
      return found;
    }));
  };

  // The stretches of one line as points on the screen. Legs that share a stretch simplify it in the
  // same direction, so that they stay parallel, and move to the left of their own direction, so that
  // opposite ones part by themselves. `scale`: how much larger than usual marks are.
  routemap.layBeside = function (stretches, project, simplifyPx, scale) {
    return stretches.flatMap(({ points, lane, isForward }) => {
      const ordered = lane && !isForward ? [...points].reverse() : points;
      const simple = rounded(L.LineUtil.simplify(ordered.map(project), simplifyPx));
      if (!lane || lengthOf(simple) < SHORTEST_PX) return isForward || !lane ? simple : simple.reverse();
      const directed = isForward ? simple : simple.reverse();
      return shiftedLeft(directed, SHIFT_PX * scale * (2 * lane - 1));
    });
  };

  // Chaikin's corner cutting (1974), once: dashes fray at sharp corners.
  function rounded(line) {
    const cut = (a, b, share) => a.add(b.subtract(a).multiplyBy(share));
    const inner = line.slice(1, -1).flatMap((corner, n) => [
      cut(corner, line[n], 0.25),
      cut(corner, line[n + 2], 0.25),
    ]);
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
})((window.routemap = window.routemap || {}));
