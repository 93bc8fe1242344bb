/** Two nodes to try a path with. */
import type { Pair } from '../network/pairs';

/** Positions of two that share a partner and are no partners; else of two partners; null where there is no tie. */
export function exampleOf(pairs: readonly Pair[]): readonly [number, number] | null {
  const partners = new Map<number, Set<number>>();
  for (const { source, target } of pairs) {
    for (const [one, other] of [[source, target], [target, source]] as const) partners.set(one, (partners.get(one) ?? new Set()).add(other));
  }
  for (const { source, target } of pairs) {
    const far = [...(partners.get(target) ?? [])].find((one) => one !== source && !partners.get(source)?.has(one));
    if (far !== undefined) return [source, far];
  }
  return pairs[0] ? [pairs[0].source, pairs[0].target] : null;
}
