// Finds a place for the name of each stop: beside its disc, clear of discs, legs, other names,
// furniture and edge; else at the end of a leader line; else it is left out until pointed at.

function boxAt(x, y, width, height) {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

// Places to try, best first: right, left, above, below, also raised and lowered a little,
// then further out with a leader line.
function candidates({ x, y, radius, width, height }, look) {
  const near = radius + look.label_gap;
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
  const far = radius + look.label_leader;
  const led = [
    [1, 0.5],
    [-1, 0.5],
    [1, -0.5],
    [-1, -0.5],
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ].map(([right, down]) => {
    const endX = x + right * far;
    const endY = y + down * far;
    const left = right > 0 ? endX + 3 : endX - 3 - width;
    return {
      align: right > 0 ? "start" : "end",
      box: boxAt(left, endY - height / 2, width, height),
      leader: [
        [x + right * radius * 0.9, y + down * radius * 0.9],
        [endX, endY],
      ],
    };
  });
  return [...order, ...led];
}

// `stops`: [{x, y, radius, width, height}] by rank, the most important first. `occupied` knows
// furniture, discs and legs, and learns of each name placed. Returns one of candidates() or null
// for each stop. `look`: sizes of look.py.
export function placeLabels(stops, occupied, size, look) {
  const edge = look.label_edge;
  const isInside = (box) =>
    box.left >= edge && box.top >= edge && box.right <= size.x - edge && box.bottom <= size.y - edge;
  return stops.map((stop) => {
    const found = candidates(stop, look).find(
      ({ box, leader }) => isInside(box) && occupied.isFree(box) && (!leader || occupied.isClear(leader)),
    );
    if (found) occupied.addBox(found.box);
    if (found?.leader) occupied.addLine(found.leader);
    return found || null;
  });
}

// The box of a disc, with the line round it.
export function discBox({ x, y, radius }) {
  return boxAt(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2);
}
