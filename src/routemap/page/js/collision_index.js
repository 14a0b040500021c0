// What of the map is taken by names, marks, legs and furniture, asked box by box. Things are kept by
// the square they lie in, so that an answer costs what is near, not what there is.

const SQUARE_PX = 64;

// Boxes are {left, top, right, bottom} in pixels of the map.
function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function crosses(box, [[ax, ay], [bx, by]]) {
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

function boxOf([[ax, ay], [bx, by]]) {
  return { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) };
}

export class CollisionIndex {
  // `size` {x, y} of the map: what lies outside is nobody's hindrance.
  constructor(size) {
    this.view = { left: 0, top: 0, right: size.x, bottom: size.y };
    this.boxes = new Map();
    this.segments = new Map();
  }

  addBox(box) {
    this.put(this.boxes, box, box);
  }

  // `line`: an array of [x, y].
  addLine(line) {
    for (let n = 1; n < line.length; n += 1) this.addSegment(line[n - 1], line[n]);
  }

  // A long segment is kept in pieces: its box would hold half the map.
  addSegment([ax, ay], [bx, by]) {
    if (
      !overlaps(
        boxOf([
          [ax - 1, ay - 1],
          [bx + 1, by + 1],
        ]),
        this.view,
      ) &&
      !crosses(this.view, [
        [ax, ay],
        [bx, by],
      ])
    )
      return;
    const pieces = Math.min(Math.ceil(Math.hypot(bx - ax, by - ay) / SQUARE_PX) || 1, 4096);
    const at = (n) => [ax + ((bx - ax) * n) / pieces, ay + ((by - ay) * n) / pieces];
    for (let n = 0; n < pieces; n += 1) {
      const piece = [at(n), at(n + 1)];
      this.put(this.segments, boxOf(piece), piece);
    }
  }

  // Whether no name, mark or furniture is there; a leg may be.
  isUncovered(box) {
    return !this.near(this.boxes, box, (other) => overlaps(box, other));
  }

  isFree(box) {
    return this.isUncovered(box) && !this.near(this.segments, box, (segment) => crosses(box, segment));
  }

  // Whether a leader line crosses no leg.
  isClear(leader) {
    return !this.near(this.segments, boxOf(leader), (segment) => segmentsCross(leader, segment));
  }

  put(squares, box, thing) {
    this.each(box, (key) => {
      if (!squares.has(key)) squares.set(key, []);
      squares.get(key).push(thing);
    });
  }

  near(squares, box, test) {
    let found = false;
    this.each(box, (key) => {
      found = found || (squares.get(key) || []).some(test);
    });
    return found;
  }

  each({ left, top, right, bottom }, act) {
    const { view } = this;
    const to = (value, low, high) => Math.floor(Math.min(Math.max(value, low), high) / SQUARE_PX);
    for (let x = to(left, view.left, view.right); x <= to(right, view.left, view.right); x += 1) {
      for (let y = to(top, view.top, view.bottom); y <= to(bottom, view.top, view.bottom); y += 1) {
        act(x * 1024 + y);
      }
    }
  }
}
