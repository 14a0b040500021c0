// The lines of all legs that are drawn each for itself, and the arrows that stand on them: none may
// touch another's. Points are [x, y] in pixels. pictures/arrows.py does the same for paper.

import { arrowsAlong, tailOf } from "./arrows.js";
import { overlap, padded } from "./boxes.js";
import { between, distance, lengthOf, squaredDistance } from "./drawn_line.js";

/**
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./types.js").Box} Box
 */

const SAME_PX = 1; // lines nearer than that are one

export class Tracks {
  /**
   * @param {Pair[][][]} legs  the lines of each
   * @param {boolean[]} areBeside  whether others run beside a leg
   * @param {import("./types.js").Look} look
   */
  constructor(legs, areBeside, look) {
    this.legs = legs.map((lines, number) => ({
      lines,
      box: boxOf(lines.flat()),
      length: lines.reduce((sum, line) => sum + lengthOf(line), 0),
      isBeside: areBeside[number],
      heads: /** @type {Pair[]} */ ([]),
    }));
    this.look = look;
    this.fromLine = look.leg_travelled / 2 + look.arrow_edge / 2;
    this.fromHead = look.arrow_width + look.arrow_edge;
  }

  // Short ones first, for they have the fewest places for an arrow.
  get order() {
    return [...this.legs.keys()].sort((one, other) => this.legs[one].length - this.legs[other].length);
  }

  /**
   * Return the arrows of a leg, clear of the lines of all others and of the arrows they have by now.
   *
   * @param {number} number
   * @param {Box} [seen]
   */
  arrowsOf(number, seen) {
    const leg = this.legs[number];
    /** @type {import("./types.js").Look} */
    const look = leg.isBeside ? this.often(leg.lines) : this.look;
    const reach = padded(leg.box, look.arrow);
    const others = this.legs.filter((other) => other !== leg && overlap(other.box, reach));
    leg.heads = [];
    return leg.lines.flatMap((line) =>
      arrowsAlong(line, look, seen, (arrow) => {
        const tail = tailOf(arrow);
        const middle = between(arrow[0], tail, 0.5);
        const room = padded(boxOf(arrow), this.fromHead);
        const near = others.filter(({ box }) => overlap(box, room));
        if (near.some(({ heads }) => heads.some((head) => distance(head, middle) < this.fromHead))) return false;
        if (near.some(({ lines }) => lines.some((each) => this.touches(each, arrow, tail)))) return false;
        leg.heads.push(middle);
        return true;
      }),
    );
  }

  // A short leg, too, has two arrows where others run beside it.
  /** @param {Pair[][]} lines */
  often(lines) {
    const { arrow, arrow_from_end: fromEnd, arrow_every: every } = this.look;
    const room = Math.min(...lines.map(lengthOf)) - 2 * fromEnd - arrow;
    return { ...this.look, arrow_every: Math.min(every, Math.max(room / 2, 1.2 * arrow)) };
  }

  /** @param {Pair[]} line @param {Pair[]} arrow @param {Pair} tail */
  touches(line, arrow, tail) {
    const pieces = piecesIn(padded(boxOf(arrow), this.fromLine), line);
    if (!pieces.length) return false;
    const [toTip, toTail, ...toSides] = [arrow[0], tail, arrow[1], arrow[2]].map((place) =>
      Math.sqrt(Math.min(...pieces.map(([start, end]) => squaredDistance(place, start, end)))),
    );
    // Unless it runs on the same line.
    return Math.max(toTip, toTail) >= SAME_PX && Math.min(toTip, toTail, ...toSides) < this.fromLine;
  }
}

/** @param {Box} box @param {Pair[]} line */
function piecesIn({ left, top, right, bottom }, line) {
  /** @type {[Pair, Pair][]} */
  const pieces = [];
  for (let n = 1; n < line.length; n += 1) {
    const [[x, y], [toX, toY]] = [line[n - 1], line[n]];
    const isAside = (x < left && toX < left) || (x > right && toX > right);
    if (!isAside && !((y < top && toY < top) || (y > bottom && toY > bottom))) pieces.push([line[n - 1], line[n]]);
  }
  return pieces;
}

/** @param {Pair[]} points @returns {Box} */
function boxOf(points) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
