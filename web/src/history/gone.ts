/** A record that was retracted, as it was before. */
import type { RecordPath } from '../address/address.svelte';
import { get } from '../api/client';
import type { Around } from '../record/page.svelte';
import type { Values } from './fields';
import type { Event } from './timeline';

export interface Gone {
  /** All that happened to it, the first first. */
  readonly events: readonly Event[];
  readonly record: Values & { readonly id: string };
  readonly around: Around;
}

/** Read what it said before its last change, and what stood around it. Raises as `get` does. */
export async function readGone(path: RecordPath, id: string, signal?: AbortSignal): Promise<Gone> {
  const at = `/${path}/${encodeURIComponent(id)}`;
  const { data: events } = await get<Event[]>(`${at}/history`, [], signal);
  const before: [string, string][] = [['rev', String((events.at(-1)?.revision ?? 1) - 1)]];
  const [record, around] = await Promise.all([get<Gone['record']>(at, before, signal), get<Around>(`${at}/context`, before, signal)]);
  return { events, record: record.data, around: around.data };
}
