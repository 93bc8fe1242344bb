/** What the wide network says of where records are, and lists of parks in administrative order. Pure. */
import { positions, type Network } from '../network/network';

export interface Place {
  id: string;
  province: string | null;
  city: string | null;
  region: string | null;
  level: string | null;
  /** Programmes under which it holds a title in force */
  programmes: readonly string[];
  name: string;
}
/** Code, name in zh and en, and macro-region, in administrative order. */
export type Provinces = readonly (readonly (string | null)[])[];

const indexes = new WeakMap<Network, ReadonlyMap<string, number>>();

/** The place of a record, or null when it is no node of the network. */
export function placeOf(network: Network | null, id: string): Place | null {
  if (!network) return null;
  const index = indexes.get(network) ?? positions(network.nodes.id);
  indexes.set(network, index);
  const n = index.get(id);
  if (n === undefined) return null;
  const { province, city, region, level, programmes, name_zh } = network.nodes;
  return {
    id, province: province[n] ?? null, city: city[n] ?? null, region: region[n] ?? null, level: level[n] ?? null,
    programmes: programmes[n] ?? [], name: name_zh[n] ?? '',
  };
}

/** Ids in administrative order (province, then division), by pinyin in a division; those without a place last. */
export function inOrder(network: Network | null, ids: readonly string[]): string[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  const key = (id: string) => {
    const place = placeOf(network, id);
    return { id, province: place?.province ?? '999999', city: place?.city ?? '', name: place?.name ?? '' };
  };
  return ids
    .map(key)
    .sort((a, b) => collator.compare(a.province, b.province) || collator.compare(a.city, b.city) || collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
