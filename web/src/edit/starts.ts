/** How each way of editing begins: what is read for it, and what stands in its form at first. */
import type { Page, RecordPath } from '../address/address.svelte';
import { get } from '../api/client';
import { book } from '../history/book.svelte';
import type { Forms } from '../history/fields';
import { readGone } from '../history/gone';
import { ofKind, type Alliance, type Observation, pathOf } from '../record/data';
import { thing } from '../record/figures';
import type { Around } from '../record/page.svelte';
import { labelOfPath } from './kinds';
import { lookup } from './lookup.svelte';
import { valuesOf, type Fields } from './values';
import { Work } from './work.svelte';

/** A record as it stands now, its version, and what stands around it. */
export interface Opened {
  readonly record: Fields & { readonly id: string };
  readonly version: number;
  readonly around: Around;
}

/** Read a record and what stands around it; learns the names. */
export async function read(path: RecordPath, id: string): Promise<Opened> {
  const at = `/${path}/${encodeURIComponent(id)}`;
  const [one, around] = await Promise.all([get<Fields & { id: string }>(at), get<Around>(`${at}/context`)]);
  lookup.learnNames(around.data.names);
  return { record: one.data, version: one.meta.version ?? 1, around: around.data };
}

/** The same of a record that was retracted, as it was before. */
export async function readRetracted(path: RecordPath, id: string): Promise<Opened> {
  const { record, around } = await readGone(path, id);
  lookup.learnNames(around.names);
  lookup.learn([record]);
  return { record, version: 0, around };
}

async function theForms(): Promise<Forms> {
  await book.open();
  return book.forms;
}

/** A new record of a kind, with what the page that it is entered from says of it already. */
export async function fresh(path: RecordPath, from: Page, opened: Opened | null): Promise<Work> {
  const label = labelOfPath(path);
  const known = from.at === 'record' && opened ? given(path, from.path, opened) : {};
  const blanks = path === 'alliances' ? { has_member: [{}, {}], has_step: [{}] } : {};
  return new Work(await theForms(), (work) => work.create(label, { ...blanks, ...known }));
}

function given(path: RecordPath, from: RecordPath, { record }: Opened): Fields {
  if (path === 'alliances' && from === 'programmes') return { kind: 'pairing', under: [{ to: record.id }], has_member: [{}, {}, {}] };
  if (path === 'alliances' && from === 'parks') return { has_member: [{ to: record.id, part: 'park' }, {}] };
  if (path === 'observations' && from === 'observations') {
    const names = ['indicator', 'about', 'unit', 'scope', 'period'];
    return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
  }
  return path === 'observations' && from !== 'sources' ? { about: [{ to: record.id }] } : {};
}

export async function changing({ record, version }: Opened): Promise<Work> {
  return new Work(await theForms(), (work) => work.add(labelOfPath(pathOf(record.id)), record, version));
}

export async function stepping({ record, version }: Opened): Promise<Work> {
  return new Work(await theForms(), (work) => work.addStep(record as unknown as Alliance, version));
}

/** One figure is preferred, with a reason; others of the same thing are preferred no more, in the same batch. */
export async function preferring({ record, version }: Opened): Promise<Work> {
  const one = record as unknown as Observation;
  const ids = (one.about ?? []).map(({ to }) => to);
  const around = await Promise.all(ids.map((id) => get<Around>(`/${pathOf(id)}/${id}/context`)));
  const rivals = ofKind(around.flatMap(({ data }) => data.incoming), 'observations').filter((other) => other.id !== one.id && other.preferred && thing(other) === thing(one));
  const found = await Promise.all(rivals.map(({ id }) => get<Fields & { id: string }>(`/observations/${id}`)));
  const all = await theForms();
  return new Work(all, (work) => {
    const main = work.add('Observation', record, version, ['reason', 'chosen_by']);
    main.values.preferred = true;
    for (const { data, meta } of found) {
      const rival = work.add('Observation', data, meta.version ?? 1, []);
      rival.values = { ...valuesOf(rival.form, data), preferred: false, reason: '', chosen_by: '' };
    }
  });
}
