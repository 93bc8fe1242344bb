/** The rows of the table of measures: who they are, and in which order they stand. */
import type { Schemas } from '../api/client';
import type { LensWords } from '../address/lens';
import type { Network } from '../network/network';

export interface Order {
  /** Id of a measure; '' is the name. */
  by: string;
  down: boolean;
}
export interface Name {
  id: string;
  label?: string;
  name_zh?: string;
  name_en?: string | null;
}

/** Names of nodes, which are records of the wide network, alliances (of members and alliances), or groups (`words`). */
export function named(ids: readonly string[], network: Network | null, words: LensWords = {}): Name[] {
  const known = new Map<string, Name>();
  network?.nodes.id.forEach((id, n) =>
    known.set(id, { id, label: network.nodes.label[n], name_zh: network.nodes.name_zh[n], name_en: network.nodes.name_en[n] }),
  );
  network?.alliances.id.forEach((id, n) =>
    known.set(id, {
      id,
      label: network.alliances.kind[n] === 'joint-action' ? 'JointAction' : 'Alliance',
      name_zh: network.alliances.name_zh[n],
      name_en: network.alliances.name_en[n],
    }),
  );
  return ids.map((id) => known.get(id) ?? group(id, words));
}

/** Merged nodes are called by the word of the lens: `region-east`, `sector-03`. */
function group(id: string, words: LensWords): Name {
  const [part = '', ...word] = id.split('-');
  const label = words[part]?.[word.join('-')];
  return label ? { id, name_zh: label[0], name_en: label[1] } : { id };
}

/** Positions of the ids in order; what has no value comes last, equals by name. */
export function sorted(
  ids: readonly string[],
  names: readonly string[],
  measures: readonly Pick<Schemas['MeasureBody'], 'id' | 'values' | 'adequate'>[],
  order: Order,
  lang: string,
): number[] {
  const collator = new Intl.Collator(lang, { numeric: true });
  const byName = (a: number, b: number) => collator.compare(names[a] ?? '', names[b] ?? '');
  const values = measures.find((m) => m.id === order.by && m.adequate)?.values;
  const way = order.down ? -1 : 1;
  return ids
    .map((_, n) => n)
    .sort((a, b) => {
      if (!values) return order.by === '' ? byName(a, b) * way : byName(a, b);
      const [x, y] = [values[a] ?? null, values[b] ?? null];
      if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
      return (x - y) * way || byName(a, b);
    });
}

/** Decimals that show a column of values: none of whole numbers, else four, or what tells the largest to four digits. */
export function decimalsOf(values: readonly (number | null)[]): number {
  const known = values.flatMap((value) => (value === null ? [] : [Math.abs(value)]));
  if (known.every(Number.isInteger)) return 0;
  const largest = known.reduce((most, value) => Math.max(most, value), 0);
  return Math.min(8, Math.max(4, 3 - Math.floor(Math.log10(largest))));
}

/** The ranks between which a node lies, as one number where they are the same; `write` writes a rank. */
export function intervalOf(low: number | null | undefined, high: number | null | undefined, write: (rank: number | null | undefined) => string): string {
  return low === high || low === null || high === null ? write(low) : `${write(low)}–${write(high)}`;
}
