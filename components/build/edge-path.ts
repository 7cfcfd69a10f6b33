/** Where a node of the graph is drawn, in pixels from the figure's top left. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const middle = ({ top, height }: Box) => Math.round(top + height / 2);

/**
 * The line from one node to another as an SVG path: across the gap where the other is to the right, and
 * around the left side where it is below, the farther the wider. It always arrives from the left.
 */
export function edgePath(from: Box, to: Box): string {
  const [y1, y2] = [middle(from), middle(to)];
  const x2 = to.left;
  const x1 = from.left + from.width;
  if (x2 >= x1) {
    const bend = Math.round((x2 - x1) / 2);
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const bend = Math.round(Math.min(34, Math.max(20, Math.abs(y2 - y1) / 8)));
  return `M${from.left} ${y1}C${from.left - bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The head of the arrow that arrives at a node. */
export function arrowPath(to: Box): string {
  const [x, y] = [to.left, middle(to)];
  return `M${x - 6} ${y - 4}L${x - 1} ${y}L${x - 6} ${y + 4}`;
}
