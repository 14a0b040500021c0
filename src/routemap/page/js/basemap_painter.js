// How land, water and lines are put on a canvas.

export class BasemapPainter {
  // `frame` is what ground.js says of its canvas, `paint` knows the colours, `look` the widths.
  constructor(context, frame, paint, look, zoom, markScale) {
    Object.assign(this, { context, frame, paint, look, zoom, markScale });
  }

  // Calls `act` with everything outside some cells covered.
  within(cells, ratio, act) {
    const { context, frame } = this;
    const whole = (pixels) => Math.round(pixels * ratio) / ratio; // else a seam shows
    context.save();
    context.beginPath();
    for (const { left, top, right, bottom } of cells) {
      const x = whole(left * frame.scale - frame.originX);
      const y = whole(top * frame.scale - frame.originY);
      context.rect(
        x,
        y,
        whole(right * frame.scale - frame.originX) - x,
        whole(bottom * frame.scale - frame.originY) - y,
      );
    }
    context.clip();
    act();
    context.restore();
  }

  // `pieces`: [{cell, tile}]; a tile of null is all land.
  draw(pieces, { skip, leastLake }) {
    const { context, look, paint } = this;
    this.skip = skip;
    this.pieces = pieces;
    context.lineJoin = "round";
    context.lineCap = "butt";
    context.setLineDash([]);
    // All land in one path, and a line where tiles meet: a hair of water would show between them.
    context.beginPath();
    for (const { cell, tile } of pieces) {
      if (tile) for (const ring of tile.land) this.trace(ring, cell.turn);
      else this.square(cell);
    }
    context.fillStyle = paint.colour("land");
    context.fill("evenodd");
    this.stroke("land", 1, (tile) => tile.landSeams);
    this.stroke("river", look.river, (tile) =>
      tile.rivers.filter(({ zoom }) => zoom <= this.zoom + 1).flatMap(({ lines }) => lines),
    );
    const isWide = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]) * this.frame.scale ** 2 >= leastLake;
    context.beginPath();
    for (const { cell, tile } of pieces) {
      if (tile) for (const ring of tile.lakes) if (isWide(ring)) this.trace(ring, cell.turn);
    }
    context.fillStyle = paint.colour("water");
    context.fill("evenodd");
    this.stroke("water", 1, (tile) => tile.lakeSeams);
    this.stroke("coast", look.coast, (tile) => tile.shores.filter(isWide));
    this.stroke("coast", look.coast, (tile) => tile.coast);
    context.globalAlpha = look.border_opacity;
    this.stroke("border", look.border, (tile) => tile.borders);
    context.setLineDash(look.disputed_dash.split(" ").map((px) => px * this.markScale));
    this.stroke("border", look.border, (tile) => tile.disputedBorders);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  stroke(colour, width, linesOf) {
    const { context, pieces, paint } = this;
    context.beginPath();
    for (const { cell, tile } of pieces) {
      if (tile) for (const line of linesOf(tile)) this.trace(line, cell.turn);
    }
    context.strokeStyle = paint.colour(colour);
    context.lineWidth = width * this.markScale;
    context.stroke();
  }

  square({ left, top, right, bottom }) {
    const { scale, originX, originY } = this.frame;
    this.context.rect(left * scale - originX, top * scale - originY, (right - left) * scale, (bottom - top) * scale);
  }

  trace(line, turn) {
    const { scale, originX, originY, size } = this.frame;
    const { context, skip } = this;
    const shiftX = turn * scale - originX;
    const [left, top, right, bottom] = line.box;
    if (right * scale + shiftX < 0 || left * scale + shiftX > size.x) return;
    if (bottom * scale - originY < 0 || top * scale - originY > size.y) return;
    if ((right - left) * scale < skip && (bottom - top) * scale < skip) return;
    let x = line[0] * scale + shiftX;
    let y = line[1] * scale - originY;
    context.moveTo(x, y);
    const last = line.length - 2;
    for (let n = 2; n <= last; n += 2) {
      const toX = line[n] * scale + shiftX;
      const toY = line[n + 1] * scale - originY;
      if (n < last && Math.abs(toX - x) < skip && Math.abs(toY - y) < skip) continue;
      context.lineTo(toX, toY);
      [x, y] = [toX, toY];
    }
  }
}
