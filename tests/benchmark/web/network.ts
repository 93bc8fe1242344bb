/** The network that all of them draw: clusters of nodes at fixed places, most ties within a cluster, none twice. */

export const NODES = 20_000;
export const TIES = 60_000;
const CLUSTERS = 30;
/** The side of the square that the places lie in, as of the server's network layout. */
const SIDE = 1000;

export interface Made {
  readonly places: readonly (readonly [number, number])[];
  /** Source before target, as positions of nodes. */
  readonly ties: readonly (readonly [number, number])[];
}

/** What a page offers: move the camera by so many pixels, to be drawn in the next frame. */
declare global {
  interface Window {
    pan?: (dx: number, dy: number) => void;
  }
}

/** The same at each call. */
export function made(): Made {
  const chance = chances(1);
  const near = () => chance() + chance() + chance() - 1.5;
  const middles = Array.from({ length: CLUSTERS }, () => [0.1 + 0.8 * chance(), 0.1 + 0.8 * chance()] as const);
  const places = Array.from({ length: NODES }, (_, n) => {
    const [x, y] = middles[n % CLUSTERS];
    return [(x + 0.06 * near()) * SIDE, (y + 0.06 * near()) * SIDE] as const;
  });
  const ties = new Map<number, readonly [number, number]>();
  while (ties.size < TIES) {
    const one = Math.floor(chance() * NODES);
    const near = CLUSTERS * Math.floor((chance() * NODES) / CLUSTERS) + (one % CLUSTERS);
    const other = chance() < 0.8 ? Math.min(near, NODES - 1) : Math.floor(chance() * NODES);
    if (one !== other) ties.set(Math.min(one, other) * NODES + Math.max(one, other), [Math.min(one, other), Math.max(one, other)]);
  }
  return { places, ties: [...ties.values()] };
}

/** Numbers from 0 to 1 (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
