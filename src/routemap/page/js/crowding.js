// Which marks of a long journey would stand too near others; paper/crowding.py does the same on paper.
// For each point, whether one before it lies nearer than `apart`; the first and the last stand.

export function crowded(points, apart) {
  const cells = new Map();
  const cellOf = ({ x, y }) => [Math.floor(x / apart), Math.floor(y / apart)];
  const keep = (point) => {
    const key = cellOf(point).join(" ");
    cells.set(key, [...(cells.get(key) || []), point]);
  };
  const isFree = (point) => {
    const [column, row] = cellOf(point);
    for (let i = column - 1; i <= column + 1; i += 1) {
      for (let j = row - 1; j <= row + 1; j += 1) {
        for (const kept of cells.get(`${i} ${j}`) || []) {
          if (Math.hypot(kept.x - point.x, kept.y - point.y) < apart) return false;
        }
      }
    }
    return true;
  };
  const ends = [0, points.length - 1];
  for (const end of ends) keep(points[end]);
  return points.map((point, number) => {
    if (ends.includes(number)) return false;
    if (!isFree(point)) return true;
    keep(point);
    return false;
  });
}
