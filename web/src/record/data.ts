/** Records as the server sends them, what links to them, and which sources a page of them names. Pure. */
import type { RecordPath } from '../address/address.svelte';
import type { Schemas } from '../api/client';

type Plain = string | number | boolean | null | undefined;
/** Fields that may be absent: the server leaves out what is null, and lists that are empty. */
type Absent<T> = { [K in keyof T]-?: null extends T[K] ? K : NonNullable<T[K]> extends readonly unknown[] ? K : never }[keyof T];
export type Sparse<T> = T extends Plain
  ? T
  : T extends readonly (infer U)[]
    ? readonly Sparse<U>[]
    : { readonly [K in Exclude<keyof T, Absent<T>>]: Sparse<T[K]> } & { readonly [K in Absent<T>]?: Sparse<T[K]> };

export interface Kinds {
  parks: Sparse<Schemas['Park']>;
  organisations: Sparse<Schemas['Organisation']>;
  cities: Sparse<Schemas['City']>;
  alliances: Sparse<Schemas['Alliance']>;
  'joint-actions': Sparse<Schemas['JointAction']>;
  programmes: Sparse<Schemas['Programme']>;
  postings: Sparse<Schemas['Posting']>;
  verdicts: Sparse<Schemas['Verdict']>;
  observations: Sparse<Schemas['Observation']>;
  sources: Sparse<Schemas['Source']>;
}
export type AnyRecord = Kinds[RecordPath];
export type Park = Kinds['parks'];
export type Alliance = Kinds['alliances'];
export type Programme = Kinds['programmes'];
export type JointAction = Kinds['joint-actions'];
export type Observation = Kinds['observations'];
export type Source = Kinds['sources'];
export type City = Kinds['cities'];
export type Citation = Sparse<Schemas['Citation']>;
export type Link = Sparse<Schemas['Link']>;
export type Member = Sparse<Schemas['Membership']>;
export type Title = Sparse<Schemas['Title']>;
export type Step = Sparse<Schemas['Step']>;
export type Rule = Sparse<Schemas['Rule']>;
export type Bound = Observation['bound'];

/** Label, name in zh and name in en, by id. */
export type Names = Readonly<Record<string, readonly (string | null)[]>>;
/** Words in zh and en by EDTF text. */
export type Dates = Readonly<Record<string, readonly string[]>>;

const PREFIXES: Readonly<Record<string, RecordPath>> = {
  park: 'parks', city: 'cities', org: 'organisations', alliance: 'alliances', programme: 'programmes', action: 'joint-actions',
  posting: 'postings', verdict: 'verdicts', obs: 'observations', source: 'sources',
};
const SURE: readonly string[] = ['high', 'medium', 'low'];
/** The order in which kinds are listed. */
export const PATHS: readonly RecordPath[] = [
  'parks', 'alliances', 'joint-actions', 'programmes', 'organisations', 'cities', 'observations', 'postings', 'verdicts', 'sources',
];

/** The path of a record's kind, read off its id (or the id of a part of it); '' when no kind has that prefix. */
export function pathOf(id: string): RecordPath | '' {
  return PREFIXES[id.split('-', 1)[0] ?? ''] ?? '';
}

/** How the ids of a kind begin. */
export function prefixOf(path: RecordPath): string {
  return Object.entries(PREFIXES).find(([, one]) => one === path)?.[0] ?? '';
}

/** The id of the record that a part belongs to. */
export function ownerOf(id: string): string {
  return id.split('#', 1)[0] ?? id;
}

export function ofKind<P extends RecordPath>(records: readonly AnyRecord[], path: P): Kinds[P][] {
  return records.filter((record): record is Kinds[P] => pathOf(record.id) === path);
}

/** The records of a kind that link to an id by a field, in their order. */
export function linking<P extends RecordPath>(records: readonly AnyRecord[], path: P, field: keyof Kinds[P], id: string): Kinds[P][] {
  return ofKind(records, path).filter((record) => ((record[field] ?? []) as readonly Link[]).some((link) => link.to === id));
}

/** What rests on, or links to, a record: ids by kind, in the order in which kinds are listed. */
export function byKind(records: readonly AnyRecord[]): [RecordPath, AnyRecord[]][] {
  return PATHS.map((path): [RecordPath, AnyRecord[]] => [path, ofKind(records, path)]).filter(([, found]) => found.length > 0);
}

/**
 * The citations of a record or part and of all in it, by source, in reading order; a link's sources are bare citations.
 * A wording that is but the unit of a figure says nothing more and is left out.
 */
export function citations(value: unknown, found = new Map<string, Citation[]>()): Map<string, Citation[]> {
  if (Array.isArray(value)) value.forEach((item) => citations(item, found));
  else if (value && typeof value === 'object') {
    const { cites, sources, ...rest } = value as { cites?: readonly Citation[]; sources?: readonly string[]; unit?: string };
    const told = (cites ?? []).map((cite) => (cite.wording && cite.wording === rest.unit ? { ...cite, wording: null } : cite));
    for (const cite of [...told, ...bare(sources)]) found.set(cite.to, [...(found.get(cite.to) ?? []), cite]);
    Object.values(rest).forEach((item) => citations(item, found));
  }
  return found;
}

/** Ids of sources as citations of which no more is known. */
export function bare(sources: readonly string[] | undefined): Citation[] {
  return (sources ?? []).map((to) => ({ to }));
}

/** The citations of a part, or of its owner when it has none of its own. */
export function citesOf(part: { readonly cites?: readonly Citation[] }, owner: { readonly cites?: readonly Citation[] }): readonly Citation[] {
  return part.cites?.length ? part.cites : (owner.cites ?? []);
}

/** All that citations of one source say: how sure, in which words, and what was inferred. */
export function together(cites: readonly Citation[]): { confidence: string[]; wording: string[]; inferred: string[] } {
  const all = <T>(values: readonly (T | null | undefined)[]) => [...new Set(values)].filter((value) => value != null);
  return {
    confidence: all(cites.map((cite) => cite.confidence)).sort((a, b) => SURE.indexOf(a) - SURE.indexOf(b)),
    wording: all(cites.map((cite) => cite.wording)),
    inferred: all(cites.flatMap((cite) => cite.inferred ?? [])),
  };
}

/** By code point, so that rows stand still when the language of the page changes. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a text is in Chinese, for the `lang` of what the sources say. */
export function chinese(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text);
}
