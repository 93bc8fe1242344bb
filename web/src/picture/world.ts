/**
 * One world for both layouts, so that nodes can move from one to the other: the grid of the base map, x to the right and
 * y down. The network's square is laid over it.
 */

/** Where a camera looks: the middle of the view in the world, pixels per unit, and the size of the view in pixels. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
  readonly width: number;
  readonly height: number;
}
/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];
export type Point = readonly [number, number];

/** The grid of the base map, all of which is the national map. */
export const GRID: Box = [0, 0, 3870, 4460];
export const SIDE = GRID[3];
/** The left edge of the network's square, whose middle is that of the grid. */
export const LEFT = (GRID[2] - SIDE) / 2;
/** The square that both layouts fill. */
export const SQUARE: Box = [LEFT, 0, LEFT + SIDE, SIDE];
/** The side of the network layout as the server gives it. */
const NETWORK_SIDE = 1000;

/** A position of the network layout in the world. */
export function fromNetwork([x, y]: Point): Point {
  return [LEFT + (x * SIDE) / NETWORK_SIDE, (y * SIDE) / NETWORK_SIDE];
}

export function toScreen({ x, y, k, width, height }: View, wx: number, wy: number): Point {
  return [(wx - x) * k + width / 2, (wy - y) * k + height / 2];
}

export function toWorld({ x, y, k, width, height }: View, px: number, py: number): Point {
  return [x + (px - width / 2) / k, y + (py - height / 2) / k];
}

/** What of the world is in view. */
export function seenBox(view: View): Box {
  return [...toWorld(view, 0, 0), ...toWorld(view, view.width, view.height)];
}

/** The view that shows a box with so many pixels of room to its sides and over and under it, and no closer than `most`. */
export function fitted(view: View, [left, top, right, bottom]: Box, [sides, ends]: Point, most = Infinity): View {
  const width = Math.max(view.width - 2 * Math.min(sides, view.width / 5), 1);
  const height = Math.max(view.height - 2 * Math.min(ends, view.height / 5), 1);
  const k = Math.min(width / Math.max(right - left, 1e-6), height / Math.max(bottom - top, 1e-6), most);
  return { ...view, x: (left + right) / 2, y: (top + bottom) / 2, k };
}

/** Zoom by a factor about a point of the view. */
export function zoomed(view: View, factor: number, px = view.width / 2, py = view.height / 2): View {
  const [wx, wy] = toWorld(view, px, py);
  const k = view.k * factor;
  return { ...view, k, x: wx - (px - view.width / 2) / k, y: wy - (py - view.height / 2) / k };
}

/** Move what is seen by so many pixels. */
export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.k, y: view.y - dy / view.k };
}

/** The view part of the way from one to another; `part` from 0 to 1. */
export function between(from: View, to: View, part: number): View {
  const k = from.k * (to.k / from.k) ** part;
  // The middle moves with the zoom, so that the path is straight on the screen.
  const way = Math.abs(to.k / from.k - 1) < 1e-6 ? part : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
  return { ...to, k, x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
}

/** The box of the nodes whose position is known; null without any. */
export function boxOf(at: Float64Array, nodes: Iterable<number>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of nodes) {
    const [x, y] = [at[2 * n], at[2 * n + 1]];
    if (Number.isNaN(x)) continue;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left === Infinity ? null : [left, top, right, bottom];
}

export function inside(view: View, [left, top, right, bottom]: Box): boolean {
  const box = seenBox(view);
  return left >= box[0] && top >= box[1] && right <= box[2] && bottom <= box[3];
}
