// Finds a place for the name of each stop: beside its disc, clear of discs, legs, other names,
// furniture and edge; else at the end of a leader line; else it is left out until pointed at.
(function (routemap) {
  "use strict";

  const GAP = 6;
  const LEADER = 34;
  const EDGE = 4;

  // Boxes are {left, top, right, bottom} in pixels of the map.
  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function crosses(box, [ax, ay], [bx, by]) {
    // Liang and Barsky: cut the segment at the four edges and see whether anything is left.
    let from = 0;
    let to = 1;
    const dx = bx - ax;
    const dy = by - ay;
    for (const [slope, room] of [
      [-dx, ax - box.left],
      [dx, box.right - ax],
      [-dy, ay - box.top],
      [dy, box.bottom - ay],
    ]) {
      if (slope === 0) {
        if (room < 0) return false;
      } else if (slope < 0) {
        from = Math.max(from, room / slope);
      } else {
        to = Math.min(to, room / slope);
      }
      if (from > to) return false;
    }
    return true;
  }

  // Whether two segments cross: each has the ends of the other on both sides.
  function segmentsCross([a, b], [c, d]) {
    const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
  }

  function boxAt(x, y, width, height) {
    return { left: x, top: y, right: x + width, bottom: y + height };
  }

  // Places to try, best first: right, left, above, below, also raised and lowered a little,
  // then further out with a leader line.
  function candidates({ x, y, radius, width, height }) {
    const near = radius + GAP;
    const middle = y - height / 2;
    const shift = height / 2 + 2;
    const beside = [0, -shift, shift].flatMap((lift) => [
      { align: "start", box: boxAt(x + near, middle + lift, width, height) },
      { align: "end", box: boxAt(x - near - width, middle + lift, width, height) },
    ]);
    const stacked = [-near - height, near].flatMap((top) => [
      { align: "middle", box: boxAt(x - width / 2, y + top, width, height) },
    ]);
    const order = [beside[0], beside[1], ...stacked, ...beside.slice(2)];
    const far = radius + LEADER;
    const led = [
      [1, 0.5], [-1, 0.5], [1, -0.5], [-1, -0.5], [1, 1], [-1, 1], [1, -1], [-1, -1],
    ].map(([right, down]) => {
      const endX = x + right * far;
      const endY = y + down * far;
      const left = right > 0 ? endX + 3 : endX - 3 - width;
      return {
        align: right > 0 ? "start" : "end",
        box: boxAt(left, endY - height / 2, width, height),
        leader: [[x + right * radius * 0.9, y + down * radius * 0.9], [endX, endY]],
      };
    });
    return [...order, ...led];
  }

  // `stops`: [{x, y, radius, width, height}] by rank, the most important first. `taken`: boxes.
  // `lines`: arrays of [x, y]. Returns one of candidates() or null for each stop.
  routemap.placeLabels = function (stops, taken, lines, size) {
    const discs = stops.map(({ x, y, radius }) =>
      boxAt(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2),
    );
    const placed = [];
    const isFree = (box) =>
      box.left >= EDGE && box.top >= EDGE && box.right <= size.x - EDGE && box.bottom <= size.y - EDGE &&
      !taken.some((other) => overlaps(box, other)) &&
      !placed.some((other) => overlaps(box, other)) &&
      !discs.some((disc) => overlaps(box, disc)) &&
      !lines.some((line) => line.some((point, n) => n > 0 && crosses(box, line[n - 1], point)));
    const isClear = (leader) =>
      !leader || !lines.some((line) => line.some((point, n) => n > 0 && segmentsCross(leader, [line[n - 1], point])));
    return stops.map((stop) => {
      const found = candidates(stop).find(({ box, leader }) => isFree(box) && isClear(leader));
      if (found) placed.push(found.box);
      return found || null;
    });
  };
})((window.routemap = window.routemap || {}));
