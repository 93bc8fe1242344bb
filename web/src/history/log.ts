/** The batches of the log, the newest first. Pure. */
import type { Schemas } from '../api/client';
import { PATHS, pathOf } from '../record/data';
import type { Named } from '../words/words.svelte';

export type Batch = Schemas['Batch'];
type Change = Batch['changes'][number];
/** Batches on one page. */
export const PAGE = 20;

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export function countsOf(changes: readonly Change[]): Counts {
  const added = changes.filter(({ before }) => before === null).length;
  const removed = changes.filter(({ after }) => after === null).length;
  return { added, removed, changed: changes.length - added - removed };
}

/** What to ask for so as to get the page that ends with a revision: the one before it, and how many. */
export function askFor(last: number): { after: number; limit: number } {
  const after = Math.max(0, last - PAGE);
  return { after, limit: Math.max(1, last - after) };
}

/** The changed records by kind, in the order in which kinds are listed, with their names in the log's own text. */
export function named(changes: readonly Change[]): [string, (Named & { id: string })[]][] {
  const all = changes.map(({ id, before, after }) => {
    const { name_zh, name_en } = JSON.parse(after ?? before ?? '{}') as Named;
    return { id, name_zh, name_en };
  });
  return PATHS.map((path): [string, (Named & { id: string })[]] => [path, all.filter(({ id }) => pathOf(id) === path)]).filter(([, found]) => found.length > 0);
}
