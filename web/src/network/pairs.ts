/** Pairs of tied nodes: each tie among k members joins every two of them. */
import type { Selection } from './select';

/** Two tied nodes, `source` before `target`, with the alliances that tie them. */
export interface Pair {
  readonly source: number;
  readonly target: number;
  readonly alliances: readonly number[];
}

/** Each pair once. */
export function pairs(selection: Selection): readonly Pair[] {
  const found = new Map<number, Pair & { alliances: number[] }>();
  const size = (selection.nodes.at(-1) ?? 0) + 1;
  for (const { alliance, members } of selection.ties) {
    for (let i = 0; i < members.length; i++) {
      for (let j = i + 1; j < members.length; j++) {
        const [a, b] = [members[i] as number, members[j] as number];
        const [source, target] = a < b ? [a, b] : [b, a];
        const key = source * size + target;
        const pair = found.get(key);
        if (pair) pair.alliances.push(alliance);
        else found.set(key, { source, target, alliances: [alliance] });
      }
    }
  }
  return [...found.values()];
}
