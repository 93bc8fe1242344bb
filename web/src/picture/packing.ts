/** Few nodes, brought closer: what is tied keeps its shape, and the empty space between what is not tied goes. */
import type { Scene } from './scene';
import { SQUARE, boxOf, type Box } from './world';

/** More nodes than this stay where the layout has them, so that a filter moves nothing. */
const FEW = 60;
/** Room around what is tied, in typical distances of neighbours: across more than down, because names lie across. */
const ROOM = [1.15, 0.85] as const;
/** It must become so much larger to be worth it. */
const WORTH = 1.4;

interface Part {
  readonly nodes: readonly number[];
  readonly box: Box;
}

/** Positions as in `Wide.places`, laid out for a view so many times wider than high; those of the layout when that is as good. */
export function packed(scene: Scene, aspect: number): Float64Array {
  const { places, gap } = scene.wide;
  const whole = boxOf(places, scene.nodes);
  if (!whole || scene.nodes.length > FEW) return places;
  const [acrossRoom, downRoom] = [gap * ROOM[0], gap * ROOM[1]];
  const parts = components(scene)
    .map((nodes) => ({ nodes, box: boxOf(places, nodes) as Box }))
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  const width = ({ box }: Part) => box[2] - box[0] + 2 * acrossRoom;
  const height = ({ box }: Part) => box[3] - box[1] + 2 * downRoom;
  const fit = (w: number, h: number) => Math.min(aspect / w, 1 / h);
  let best: { rows: Part[][]; fit: number } | null = null;
  for (let columns = 1; columns <= parts.length; columns += 1) {
    const rows = Array.from({ length: Math.ceil(parts.length / columns) }, (_, i) => parts.slice(i * columns, (i + 1) * columns));
    const w = Math.max(...rows.map((row) => sum(row.map(width))));
    const found = { rows, fit: fit(w, sum(rows.map((row) => Math.max(...row.map(height))))) };
    if (!best || found.fit > best.fit) best = found;
  }
  const before = fit(whole[2] - whole[0] + 2 * acrossRoom, whole[3] - whole[1] + 2 * downRoom);
  return best && best.fit > WORTH * before ? laid(best.rows, places, width, height) : places;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Rows about the middle of the world, one under the other. */
function laid(rows: readonly Part[][], places: Float64Array, width: (part: Part) => number, height: (part: Part) => number): Float64Array {
  const found = places.slice();
  let y = (SQUARE[1] + SQUARE[3] - sum(rows.map((row) => Math.max(...row.map(height))))) / 2;
  for (const row of rows) {
    const high = Math.max(...row.map(height));
    let x = (SQUARE[0] + SQUARE[2] - sum(row.map(width))) / 2;
    for (const part of row) {
      const [left, top, right, bottom] = part.box;
      const [dx, dy] = [x + width(part) / 2 - (left + right) / 2, y + high / 2 - (top + bottom) / 2];
      for (const n of part.nodes) {
        found[2 * n] = places[2 * n] + dx;
        found[2 * n + 1] = places[2 * n + 1] + dy;
      }
      x += width(part);
    }
    y += high;
  }
  return found;
}

/** Nodes that are tied with each other, directly or through others. */
function components({ nodes, links }: Scene): number[][] {
  const root = new Map(nodes.map((n) => [n, n]));
  const rootOf = (n: number): number => {
    let at = n;
    while (root.get(at) !== at) at = root.get(at) ?? at;
    return at;
  };
  for (const { source, target } of links) root.set(rootOf(source), rootOf(target));
  const found = new Map<number, number[]>();
  for (const n of nodes) {
    const at = rootOf(n);
    const part = found.get(at);
    if (part) part.push(n);
    else found.set(at, [n]);
  }
  return [...found.values()];
}
