// Where the author's own words may stand on the map: at their place, or at the end of a leader.
// pictures/annotations.py does the same for paper.

import { boxAt, isInside } from "./boxes.js";

/**
 * @typedef {import("./types.js").Box} Box
 * @typedef {import("./types.js").Pair} Pair
 * @typedef {import("./collision_index.js").CollisionIndex} CollisionIndex
 * @typedef {import("./collision_index.js").Disc} Disc
 * @typedef {{ box: Box, leader?: [Pair, Pair] }} Place
 * @typedef {{ kind: string, x: number, y: number, width: number, height: number, radius: number }} Words  in pixels;
 *   the radius is that of the dot from which a leader comes
 */

const SIDES = [1, -1];
const SLOPES = [-0.6, 0.6, -1.4, 1.4, 0, -4, 4];
const LENGTHS = [1, 1.6, 2.4, 3.4]; // of leaders, in those to a name
const LEADER_GAP_PX = 3; // from the end of a leader to the words
const AREA_STEPS = [0, 24, -24, 48, -48]; // from the middle of an area to that of its words

/**
 * Return the disc of a stop that lies there, the largest of several.
 *
 * @param {Words} words
 * @param {CollisionIndex} occupied
 * @returns {Disc | undefined}
 */
export function discAt({ x, y }, occupied) {
  return occupied
    .squares(boxAt(x, y, 0, 0))
    .flatMap((square) => occupied.discs.get(square) ?? [])
    .filter((disc) => Math.hypot(disc.x - x, disc.y - y) <= disc.radius)
    .sort((a, b) => b.radius - a.radius)[0];
}

/**
 * Find a place for words, and take it; null where there is no room.
 *
 * @param {Words} words
 * @param {CollisionIndex} occupied
 * @param {import("./types.js").XY} size  of the map
 * @param {import("./types.js").Look} look
 * @returns {Place | null}
 */
export function placeWords(words, occupied, size, look) {
  const disc = discAt(words, occupied);
  const found = candidates(words, look, disc).find(
    ({ box, leader }) =>
      isInside(box, size, look.label_edge) &&
      occupied.isFree(box) &&
      (!leader || occupied.isClear(leader, disc ? [disc] : [])),
  );
  if (!found) return null;
  occupied.addBox(found.box);
  if (found.leader) occupied.addLine(found.leader);
  return found;
}

/**
 * @param {Words} words
 * @param {import("./types.js").Look} look
 * @param {Disc} [disc]
 * @returns {Place[]}
 */
function candidates({ kind, x, y, width, height, radius }, look, disc) {
  /** @param {number} right @param {number} down */
  const centred = (right, down) => ({ box: boxAt(x + right - width / 2, y + down - height / 2, width, height) });
  if (kind === "area") {
    const steps = AREA_STEPS.flatMap((down) => AREA_STEPS.map((right) => [right, down]));
    return steps.sort((a, b) => Math.hypot(...a) - Math.hypot(...b)).map(([right, down]) => centred(right, down));
  }
  const start = disc ?? { x, y, radius };
  const led = LENGTHS.flatMap((length) =>
    SLOPES.flatMap((slope) =>
      SIDES.map((side) => {
        const step = Math.hypot(1, slope);
        /** @param {number} far @returns {Pair} */
        const along = (far) => [start.x + (side * far) / step, start.y + (slope * far) / step];
        const end = along(start.radius + length * look.label_leader);
        const near = end[0] + side * LEADER_GAP_PX;
        const box = boxAt(side > 0 ? near : near - width, end[1] - height / 2, width, height);
        return { box, leader: /** @type {[Pair, Pair]} */ ([along(start.radius + 1), end]) };
      }),
    ),
  );
  return kind === "label" ? [centred(0, 0), ...led] : led;
}
