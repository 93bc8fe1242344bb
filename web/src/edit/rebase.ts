/** One's own entries put upon a record that others have changed meanwhile. Pure. */
import type { Fields } from './values';

type Item = { readonly id?: string; readonly to?: string };

/**
 * What a record says when both changes are made to it: a field, link or part that I changed is as I have it, every other
 * as it stands on record now. Parts that I added have no id, so that they are numbered anew.
 */
export function rebased(base: Fields, mine: Fields, theirs: Fields): Fields {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const found: { [name: string]: unknown } = {};
  for (const name of names) {
    const [before, own, other] = [base[name], mine[name], theirs[name]];
    const value = same(before, own) ? other : same(before, other) ? own : listed(before, own, other) ? joined(before, own, other) : own;
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function joined(before: unknown, own: unknown, other: unknown): Item[] {
  const [base, mine, theirs] = [before, own, other].map((list) => (list ?? []) as Item[]) as [Item[], Item[], Item[]];
  const keyOf = [base, mine, theirs].every(distinct) ? keyIn : whole;
  const at = (list: Item[], key: string) => (key ? list.find((item) => keyOf(item) === key) : undefined);
  const kept = theirs.flatMap((item) => {
    const [was, is] = [at(base, keyOf(item)), at(mine, keyOf(item))];
    if (!was) return item.to && is ? [is] : [item];
    if (!is) return same(was, item) ? [] : [item];
    return [same(was, is) ? item : is];
  });
  const added = mine.filter((item) => !at(base, keyOf(item)) && !(item.to && at(theirs, keyOf(item))));
  const mended = mine.filter((item) => at(base, keyOf(item)) && !at(theirs, keyOf(item)) && !same(at(base, keyOf(item)), item));
  return [...kept, ...mended, ...added.map(({ id: _, ...item }) => item as Item)];
}

/** Whether they are lists of links or parts. */
function listed(...lists: unknown[]): boolean {
  return lists.every((list) => list === undefined || (Array.isArray(list) && list.every((item) => item && typeof item === 'object')));
}

/** Whether no two links of a list lead to one record. */
function distinct(list: readonly Item[]): boolean {
  const keys = list.map(keyIn).filter(Boolean);
  return new Set(keys).size === keys.length;
}

const keyIn = (item: Item): string => item.to ?? item.id ?? '';
/** Of links of which several lead to one record, each is what it says: one that was changed is another. */
const whole = (item: Item): string => JSON.stringify(sorted(item));

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)]));
}
