// What of the map is taken by names, marks, legs and furniture, asked box by box. Things are kept by
// the square they lie in, so that an answer costs what is near, not what there is.

import { boxAt, overlap, padded } from "./boxes.js";

/**
 * @typedef {import("./types.js").Box} Box
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {[Pair, Pair]} Segment
 * @typedef {{ x: number, y: number, radius: number }} Disc  as far as the line round it reaches
 */

const SQUARE_PX = 64;
const MOST_PIECES = 4096; // of a segment that is far longer than any screen

/**
 * Return whether a segment passes through a box. By Liang and Barsky (1984): cut the segment at the
 * four edges and see whether anything is left.
 *
 * @param {Box} box
 * @param {Segment} segment
 */
export function crosses({ left, top, right, bottom }, [[ax, ay], [bx, by]]) {
  const [dx, dy] = [bx - ax, by - ay];
  const slopes = [-dx, dx, -dy, dy];
  const rooms = [ax - left, right - ax, ay - top, bottom - ay];
  let [from, to] = [0, 1];
  for (const [edge, slope] of slopes.entries()) {
    const at = rooms[edge] / slope;
    if (slope < 0) from = Math.max(from, at);
    else if (slope > 0) to = Math.min(to, at);
    else if (rooms[edge] < 0) return false;
  }
  return from <= to;
}

/**
 * Return whether two segments cross: each has the ends of the other on both sides.
 *
 * @param {Segment} one
 * @param {Segment} other
 */
function segmentsCross([a, b], [c, d]) {
  /** @param {Pair} p @param {Pair} q @param {Pair} r */
  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/** @param {Disc} disc */
export function boxOfDisc({ x, y, radius }) {
  return boxAt(x - radius, y - radius, 2 * radius, 2 * radius);
}

/**
 * Return how far a disc is from a box, less than 0 if it reaches into it.
 *
 * @param {Disc} disc
 * @param {Box} box
 */
export function gapTo({ x, y, radius }, { left, top, right, bottom }) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - radius;
}

/** @param {Segment} segment */
function boxOf([[ax, ay], [bx, by]]) {
  return boxAt(Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay));
}

export class CollisionIndex {
  /** @param {import("./types.js").XY} size  of the map: what lies outside is nobody's hindrance */
  constructor(size) {
    this.view = boxAt(0, 0, size.x, size.y);
    /** @type {Map<number, Box[]>} */
    this.boxes = new Map();
    /** @type {Map<number, Segment[]>} */
    this.segments = new Map();
    /** @type {Map<number, Disc[]>} */
    this.discs = new Map();
  }

  /** @param {Box} box */
  addBox(box) {
    for (const square of this.squares(box)) keep(this.boxes, square, box);
  }

  // Names keep off a disc, those of other discs well away from it.
  /** @param {Disc} disc */
  addDisc(disc) {
    this.addBox(boxOfDisc(disc));
    for (const square of this.squares(boxOfDisc(disc))) keep(this.discs, square, disc);
  }

  /** @param {Pair[]} line */
  addLine(line) {
    for (let n = 1; n < line.length; n += 1) this.addSegment([line[n - 1], line[n]]);
  }

  // A long segment is kept in pieces: its box would hold half the map.
  /** @param {Segment} segment */
  addSegment(segment) {
    if (!overlap(padded(boxOf(segment), 1), this.view)) return;
    const [[ax, ay], [bx, by]] = segment;
    const pieces = Math.min(Math.ceil(Math.hypot(bx - ax, by - ay) / SQUARE_PX) || 1, MOST_PIECES);
    /** @param {number} n @returns {Pair} */
    const at = (n) => [ax + ((bx - ax) * n) / pieces, ay + ((by - ay) * n) / pieces];
    for (let n = 0; n < pieces; n += 1) {
      /** @type {Segment} */
      const piece = [at(n), at(n + 1)];
      for (const square of this.squares(boxOf(piece))) keep(this.segments, square, piece);
    }
  }

  /**
   * Return whether no name, mark or furniture is there; a leg may be.
   *
   * @param {Box} box
   */
  isUncovered(box) {
    return !this.squares(box).some((square) => this.boxes.get(square)?.some((other) => overlap(box, other)));
  }

  /** @param {Box} box */
  isFree(box) {
    return this.isUncovered(box) && !this.passes(box, (segment) => crosses(box, segment));
  }

  /**
   * Return whether a leader line of its own discs crosses no line, no box and no other disc.
   *
   * @param {Segment} leader
   * @param {Disc[]} own
   */
  isClear(leader, own) {
    const boxes = own.map(boxOfDisc);
    /** @param {Box} box */
    const isOwn = (box) =>
      boxes.some(({ left, top, right }) => left === box.left && top === box.top && right === box.right);
    const squares = this.squares(boxOf(leader));
    const isFree = !squares.some((square) =>
      this.boxes.get(square)?.some((box) => crosses(box, leader) && !isOwn(box)),
    );
    return isFree && !this.passes(boxOf(leader), (segment) => segmentsCross(leader, segment));
  }

  /**
   * Return whether every disc but its own is at least so far from a box.
   *
   * @param {Box} box
   * @param {Disc[]} own
   * @param {number} gap
   */
  isApart(box, own, gap) {
    /** @param {Disc} disc */
    const isOwn = ({ x, y, radius }) => own.some((disc) => disc.x === x && disc.y === y && disc.radius === radius);
    return !this.squares(padded(box, gap)).some((square) =>
      this.discs.get(square)?.some((disc) => gapTo(disc, box) < gap && !isOwn(disc)),
    );
  }

  /** @param {Box} box @param {(segment: Segment) => boolean} test */
  passes(box, test) {
    return this.squares(box).some((square) => this.segments.get(square)?.some(test));
  }

  /** @param {Box} box */
  squares(box) {
    const { right: width, bottom: height } = this.view;
    /** @param {number} at @param {number} most */
    const square = (at, most) => Math.floor(Math.min(Math.max(at, 0), most) / SQUARE_PX);
    const found = [];
    for (let x = square(box.left, width); x <= square(box.right, width); x += 1) {
      for (let y = square(box.top, height); y <= square(box.bottom, height); y += 1) found.push(x * 1024 + y);
    }
    return found;
  }
}

/** @template T @param {Map<number, T[]>} squares @param {number} square @param {T} thing */
function keep(squares, square, thing) {
  const things = squares.get(square);
  if (things) things.push(thing);
  else squares.set(square, [thing]);
}
