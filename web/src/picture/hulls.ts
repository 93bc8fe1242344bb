/** The outline around the members of a group: their convex hull, kept at a distance. */
import { round } from './ink';
import type { Point } from './world';

/** Corners of the convex hull, in the order in which the outline goes (Andrew's monotone chain). */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]).filter((p, i, all) => !i || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
  if (sorted.length < 3) return sorted;
  const half = (list: readonly Point[]): Point[] => {
    const corners: Point[] = [];
    for (const point of list) {
      while (corners.length > 1 && turn(corners[corners.length - 2], corners[corners.length - 1], point) <= 0) corners.pop();
      corners.push(point);
    }
    return corners.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const turn = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** The path at a distance around a hull: lines along its sides, arcs around its corners. '' without points. */
export function around(corners: readonly Point[], distance: number): string {
  const r = round(distance);
  const [first] = corners;
  if (!first) return '';
  if (corners.length === 1) {
    return `M${round(first[0] - r)},${round(first[1])}a${r},${r} 0 1 1 ${2 * r},0a${r},${r} 0 1 1 ${-2 * r},0z`;
  }
  const parts = corners.map((corner, i) => {
    const before = corners[(i + corners.length - 1) % corners.length];
    const after = corners[(i + 1) % corners.length];
    const [from, to] = [beside(before, corner, corner, distance), beside(corner, after, corner, distance)];
    return `${i ? 'L' : 'M'}${from.map(round).join(',')}A${r},${r} 0 0 1 ${to.map(round).join(',')}`;
  });
  return `${parts.join('')}z`;
}

/** The point at a distance from `corner`, outward of the side from a to b. */
function beside(a: Point, b: Point, corner: Point, distance: number): Point {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  return [corner[0] + (dy / length) * distance, corner[1] - (dx / length) * distance];
}

/** Whether a point lies within so many units of the hull. */
export function within(corners: readonly Point[], distance: number, [x, y]: Point): boolean {
  if (!corners.length) return false;
  const inner = corners.length > 2 && corners.every((corner, i) => turn(corner, corners[(i + 1) % corners.length], [x, y]) >= 0);
  return inner || corners.some((corner, i) => toSide(corner, corners[(i + 1) % corners.length], [x, y]) <= distance);
}

function toSide(a: Point, b: Point, [x, y]: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a[0] + along * dx - x, a[1] + along * dy - y);
}
