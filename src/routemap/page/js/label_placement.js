// Finds a place for the name of each stop: beside its disc and no other, clear of discs, legs, other
// names, furniture and edge; else at the end of a leader line; else it is left out until pointed at.
// pictures/label_placement.py does the same for paper.

import { boxAt, isInside, padded } from "./boxes.js";
import { boxOfDisc, gapTo } from "./collision_index.js";

/**
 * @typedef {import("./types.js").Box} Box
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./collision_index.js").Disc} Disc
 * @typedef {{ discs: Disc[], width: number, height: number, isSought?: boolean, mustStand?: boolean }} Named  a disc or
 *   several, and the size of their name
 * @typedef {{ align: "start" | "middle" | "end", box: Box, leader?: [Pair, Pair] }} LabelPlace
 */

const SIDES = [1, -1];
const LEADER_SLOPES = [0.5, -0.5, 1, -1];
const LEADER_START_PX = 2; // from the disc to the start of a leader line
const LEADER_GAP_PX = 3; // from the end of a leader line to the name
const BETWEEN_PX = 2; // two names at least
const LONGER = [1, 2, 3, 4, 6]; // leaders of a name that must stand, as the current stop's, where there is no room nearer

/**
 * Return the places to try, best first: right, left, above, below, then right and left raised and
 * lowered a little, then further out with a leader line.
 *
 * @param {Named} stop
 * @param {import("./types.js").Look} look
 * @returns {LabelPlace[]}
 */
function candidates({ discs, width, height }, look, longer = 1) {
  const { x, y, radius, rise } = around(discs);
  const near = radius + look.label_gap;
  const above = rise + look.label_gap;
  const far = Math.max(radius, rise) + longer * look.label_leader;
  /** @param {number} side @param {number} from @param {number} middle @returns {LabelPlace} */
  const beside = (side, from, middle) => ({
    align: side > 0 ? "start" : "end",
    box: boxAt(side > 0 ? from : from - width, middle - height / 2, width, height),
  });
  /** @param {number} lift */
  const lifted = (lift) => SIDES.map((side) => beside(side, x + side * near, y + lift));
  /** @type {LabelPlace[]} */
  const stacked = [-above - height, above].map((top) => ({
    align: "middle",
    box: boxAt(x - width / 2, y + top, width, height),
  }));
  const led = LEADER_SLOPES.flatMap((down) =>
    SIDES.map((side) => {
      /** @param {number} length @returns {Pair} */
      const along = (length) => [x + side * length, y + down * length];
      const end = along(far);
      const leader = [along((Math.max(radius, rise) + LEADER_START_PX) / Math.hypot(1, down)), end];
      return { ...beside(side, end[0] + side * LEADER_GAP_PX, end[1]), leader: /** @type {[Pair, Pair]} */ (leader) };
    }),
  );
  const shift = height / 2 + 2;
  return [...lifted(0), ...stacked, ...lifted(-shift), ...lifted(shift), ...led];
}

// A name that a reader looks for may stand further off, and one that must stand over legs.
/** @param {Named} stop @param {import("./collision_index.js").CollisionIndex} occupied @param {import("./types.js").XY} size @param {import("./types.js").Look} look */
function placeOf(stop, occupied, size, look) {
  const tried = (stop.isSought || stop.mustStand ? LONGER : [1])
    .flatMap((longer) => candidates(stop, look, longer))
    .filter(({ box }) => isInside(box, size, look.label_edge) && occupied.isUncovered(box));
  const free = tried.find((place) => occupied.isFree(place.box) && isToldApart(place, stop.discs, occupied, look));
  if (free || !stop.mustStand) return free ?? null;
  return tried.find(({ box }) => occupied.isApart(box, stop.discs, look.label_apart)) ?? null;
}

/**
 * Return a place for each stop's name, null for one without room.
 *
 * @param {Named[]} stops  by rank, the most important first
 * @param {import("./collision_index.js").CollisionIndex} occupied  knows furniture, all discs and legs,
 *   and learns of each name placed
 * @param {import("./types.js").XY} size  of the map
 * @param {import("./types.js").Look} look
 */
export function placeLabels(stops, occupied, size, look) {
  return stops.map((stop) => {
    const found = placeOf(stop, occupied, size, look);
    // Two names in one row must not read as one.
    if (found) {
      const { left, top, right, bottom } = padded(found.box, BETWEEN_PX);
      const more = look.label_gap - BETWEEN_PX;
      occupied.addBox({ left: left - more, top, right: right + more, bottom });
    }
    if (found?.leader) occupied.addLine(found.leader);
    return found;
  });
}

/**
 * Return whether no reader takes a name for that of another disc: beside its own it is clearly nearer
 * to that than to any other; at the end of a leader, which crosses nothing, it only stands beside no
 * other.
 *
 * @param {LabelPlace} place
 * @param {Disc[]} own
 * @param {import("./collision_index.js").CollisionIndex} occupied
 * @param {import("./types.js").Look} look
 */
function isToldApart({ box, leader }, own, occupied, look) {
  if (leader) return occupied.isClear(leader, own) && occupied.isApart(box, own, look.label_leader / 2);
  return occupied.isApart(box, own, Math.min(...own.map((disc) => gapTo(disc, box))) + look.label_apart);
}

/**
 * Return the middle of discs, and how far they reach to each side and up and down.
 *
 * @param {Disc[]} discs
 */
function around(discs) {
  const boxes = discs.map(boxOfDisc);
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: (left + right) / 2, y: (top + bottom) / 2, radius: (right - left) / 2, rise: (bottom - top) / 2 };
}
