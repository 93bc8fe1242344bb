/** What happened to a record, in order: its dated content, that of what it takes part in, and its corrections. Pure. */
import type { Schemas } from '../api/client';
import type { Alliance, AnyRecord, Citation, JointAction, Observation } from '../record/data';
import { bare } from '../record/data';
import { dayOf } from './moments';
import type { Values } from './fields';

export type Event = Schemas['EventBody'];
const EDGES = ['date', 'since', 'until', 'period'] as const;
export type Edge = (typeof EDGES)[number];

/** A date that a record holds: of itself (no field), or of one of its links and parts. */
export interface Fact {
  readonly key: string;
  readonly at: string | null;
  readonly edge: Edge;
  readonly record: AnyRecord;
  readonly field: string;
  readonly item: Values;
  readonly cites: readonly Citation[];
}
/** A change of the record in the log; `id` is that of a record that was merged into it. */
export interface Correction {
  readonly key: string;
  readonly event: Event;
  readonly id: string;
}
export type Entry = { readonly fact: Fact } | { readonly correction: Correction };

/** The dated content of one record; of its links and parts those of the named fields alone, where any are named. */
export function factsOf(record: AnyRecord, fields?: readonly string[]): Fact[] {
  const values = record as unknown as Values;
  const cites = record.cites ?? [];
  const found: Fact[] = [];
  if (!fields || fields.includes('')) found.push(...dated(record, '', '', values, cites));
  for (const [field, list] of Object.entries(values)) {
    if (field === 'cites' || !Array.isArray(list) || (fields && !fields.includes(field))) continue;
    list.forEach((item: unknown, n) => {
      if (!item || typeof item !== 'object') return;
      found.push(...dated(record, field, `${field}/${n}`, item as Values, cites));
    });
  }
  return found;
}

/** A step without a date is content, too: it stands among what is undated. */
function dated(record: AnyRecord, field: string, at: string, item: Values, cites: readonly Citation[]): Fact[] {
  const own = (item.cites as readonly Citation[] | undefined) ?? bare(item.sources as readonly string[] | undefined);
  const told = field && own.length ? own : cites;
  const edges = EDGES.filter((edge) => typeof item[edge] === 'string' && item[edge] !== '..');
  const all: readonly Edge[] = edges.length ? edges : field === 'has_step' ? ['date'] : [];
  return all.map((edge) => ({
    key: `${record.id} ${at} ${edge}`, at: (item[edge] as string | undefined) ?? null, edge, record, field, item, cites: told,
  }));
}

export interface Around {
  readonly record: AnyRecord;
  readonly alliances: readonly Alliance[];
  readonly actions: readonly JointAction[];
  readonly observations: readonly Observation[];
}

/** The record's own dates, the steps of its alliances, what was done together, and figures; each fact once. */
export function allFacts({ record, alliances, actions, observations }: Around): Fact[] {
  const others = [
    ...alliances.flatMap((one) => factsOf(one, ['has_step', 'has_term'])),
    ...actions.flatMap((one) => factsOf(one, [''])),
    ...observations.flatMap((one) => factsOf(one, [''])),
  ].filter((fact) => fact.record.id !== record.id);
  return [...new Map([...factsOf(record), ...others].map((fact) => [fact.key, fact])).values()];
}

/** Facts and corrections in the order of time, the first first; and the facts without a year. */
export function timeline(facts: readonly Fact[], corrections: readonly Correction[]): { dated: Entry[]; undated: Fact[] } {
  const entries = [
    ...facts.map((fact) => ({ at: orderOf(fact.at), entry: { fact } as Entry })),
    ...corrections.map((correction) => ({ at: `${dayOf(correction.event.recorded_at)} ${String(correction.event.revision).padStart(12, '0')}`, entry: { correction } as Entry })),
  ];
  const dated = entries.filter(({ at }) => at !== null) as { at: string; entry: Entry }[];
  dated.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { dated: dated.map(({ entry }) => entry), undated: facts.filter((fact) => orderOf(fact.at) === null) };
}

/** Months in which the parts of a year begin, by their EDTF number: seasons, quarters, thirds, halves. */
const PARTS_OF_YEAR: Readonly<Record<string, string>> = {
  21: '03', 22: '06', 23: '09', 24: '12', 25: '03', 26: '06', 27: '09', 28: '12', 29: '09', 30: '12', 31: '03', 32: '06',
  33: '01', 34: '04', 35: '07', 36: '10', 37: '01', 38: '05', 39: '09', 40: '01', 41: '07',
};

/** A text by which an EDTF date is sorted: its first day, as far as it is known; null without a year. */
export function orderOf(edtf: string | null | undefined): string | null {
  const [from = '', to = ''] = (edtf ?? '').split('/');
  const text = (/^\d/.test(from) ? from : to).replace(/[~?%]/g, '');
  const [year = '', month = '', day = ''] = text.split('-');
  if (!/^\d{2}/.test(year)) return null;
  const sure = (part: string) => /^\d\d$/.test(part);
  const first = year.replace(/X/g, '0');
  if (!sure(month)) return first;
  const begins = PARTS_OF_YEAR[Number(month)] ?? month;
  return sure(day) ? `${first}-${begins}-${day}` : `${first}-${begins}`;
}
