/** What of a wide network stays the same whatever is selected: where its nodes are, and every pair that may be tied. */
import type { Network } from '../network/network';
import { fromNetwork } from './world';

export interface Wide {
  readonly network: Network;
  /** Positions in the network layout, in the world: x and y of node n at 2n and 2n + 1. */
  readonly places: Float64Array;
  /** Nodes in the order of painting: whoever has more partners later, over the others. */
  readonly order: readonly number[];
  /** Every pair that any selection may tie, by `pairKey`: its place in `ends`. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly ends: readonly (readonly [number, number])[];
  /** The typical distance of neighbours in the network layout, in units of the world. */
  readonly gap: number;
}

/** The server places every node; the type allows for those that have no layout. */
const MIDDLE = 500;

export const pairKey = (size: number, source: number, target: number): number => source * size + target;

export function wideOf(network: Network): Wide {
  const size = network.nodes.id.length;
  const places = new Float64Array(2 * size);
  const { x, y } = network.nodes;
  for (let n = 0; n < size; n += 1) places.set(fromNetwork([x[n] ?? MIDDLE, y[n] ?? MIDDLE]), 2 * n);
  const pairs = new Map<number, number>();
  const ends: [number, number][] = [];
  const partners = new Uint32Array(size);
  for (const members of network.alliances.members) {
    members.forEach((one, i) => {
      for (const other of members.slice(i + 1)) {
        const [source, target] = one < other ? [one, other] : [other, one];
        const key = pairKey(size, source, target);
        if (source === target || pairs.has(key)) continue;
        pairs.set(key, ends.length);
        ends.push([source, target]);
        partners[source] += 1;
        partners[target] += 1;
      }
    });
  }
  const order = Array.from(partners.keys()).sort((a, b) => partners[a] - partners[b] || b - a);
  return { network, places, order, pairs, ends, gap: gapOf(places, order.filter((n) => partners[n])) };
}

/** The median distance of a node to its nearest. */
function gapOf(places: Float64Array, nodes: readonly number[]): number {
  const across = [...nodes].sort((a, b) => places[2 * a] - places[2 * b]);
  const nearest = new Float64Array(across.length).fill(Infinity);
  across.forEach((one, i) => {
    for (let k = i + 1; k < across.length && places[2 * across[k]] - places[2 * one] < nearest[i]; k += 1) {
      const distance = Math.hypot(places[2 * across[k]] - places[2 * one], places[2 * across[k] + 1] - places[2 * one + 1]);
      if (distance <= 0) continue;
      nearest[i] = Math.min(nearest[i], distance);
      nearest[k] = Math.min(nearest[k], distance);
    }
  });
  const known = nearest.filter(Number.isFinite).sort();
  return known.length ? known[known.length >> 1] : 100;
}
