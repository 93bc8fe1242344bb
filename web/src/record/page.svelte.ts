/** One record with what stands around it, as its page shows it. */
import { createContext } from 'svelte';
import type { RecordPath } from '../address/address.svelte';
import { locale, nameOf, words } from '../words/words.svelte';
import {
  citations, linking, ofKind, ownerOf, pathOf,
  type Alliance, type AnyRecord, type Citation, type City, type Dates, type JointAction, type Kinds, type Names, type Observation, type Programme, type Source,
} from './data';
import { inTime } from './lives';

/** Answer of GET /<kind>/{id}/context. */
export interface Around {
  incoming: readonly AnyRecord[];
  total: number;
  sources?: readonly Source[];
  names: Names;
  dates?: Dates;
}

/** A section of the page, for the list of contents. */
export interface PageSection {
  id: string;
  title: () => string;
  count: () => number | undefined;
  element: HTMLElement;
}

export class Page<P extends RecordPath = RecordPath> {
  names = $state.raw<Names>({});
  dates = $state.raw<Dates>({});
  sources = $state.raw<Readonly<Record<string, Source>>>({});
  /** What parts of other records are called, by their id. */
  parts = $state.raw<Readonly<Record<string, string>>>({});
  sections = $state.raw<readonly PageSection[]>([]);
  /** Records whose names have been asked for. */
  readonly asked = new Set<string>();
  /** What links to a neighbour, by the neighbour's id. */
  near: Readonly<Record<string, readonly AnyRecord[]>> = {};
  /** Divisions around the record, the smallest first. */
  divisions: readonly City[] = [];
  /** Divisions in it, and in those, of any depth that was read. */
  within: readonly City[] = [];
  programmes: Readonly<Record<string, Programme>> = {};
  #cited = $state.raw<ReadonlyMap<string, readonly Citation[]>>(new Map());

  constructor(
    readonly path: P,
    readonly record: Kinds[P],
    readonly version: number | null,
    readonly around: Around,
  ) {
    this.learn(around);
  }

  get id(): string {
    return this.record.id;
  }

  /** Whether more records link to it than were sent. */
  get partial(): boolean {
    return this.around.total > this.around.incoming.length;
  }

  learn({ names, dates, sources }: Pick<Around, 'names' | 'dates' | 'sources'>): void {
    this.names = { ...this.names, ...names };
    this.dates = { ...this.dates, ...dates };
    this.sources = { ...this.sources, ...Object.fromEntries((sources ?? []).map((source) => [source.id, source])) };
  }

  /** Alliances that it takes part in, that stand under it, or that are its membership; the earliest first. */
  get alliances(): Alliance[] {
    const by = (field: 'has_member' | 'under' | 'membership_of') => linking(this.around.incoming, 'alliances', field, this.id);
    return inTime(unique([...by('has_member'), ...by('under'), ...by('membership_of')]));
  }

  /** Joint actions that name it, or that were carried out for one of its alliances; the earliest first. */
  get actions(): JointAction[] {
    const near = this.alliances.flatMap(({ id }) => linking(this.near[id] ?? [], 'joint-actions', 'carried_out_for', id));
    const found = unique([...ofKind(this.around.incoming, 'joint-actions'), ...near]);
    return found.sort((a, b) => ((a.since ?? '9') < (b.since ?? '9') ? -1 : 1));
  }

  /** Figures about it, and but for a park about its alliances. */
  get observations(): Observation[] {
    const ids = this.path === 'parks' ? [] : this.alliances.map(({ id }) => id);
    return unique([...linking(this.around.incoming, 'observations', 'about', this.id), ...ids.flatMap((id) => linking(this.near[id] ?? [], 'observations', 'about', id))]);
  }

  /** Records that rest on the sources of this one and are not on its page already. */
  get mates(): AnyRecord[] {
    const here = new Set([this.id, ...[...this.around.incoming, ...this.alliances, ...this.actions, ...this.observations].map(({ id }) => id)]);
    const found = (this.record.cites ?? []).flatMap(({ to }) => this.near[to] ?? []);
    return unique(found.filter(({ id }) => !here.has(id)));
  }

  /** Number the sources in the order in which these values name them. */
  cite(...values: readonly unknown[]): void {
    const found = new Map<string, Citation[]>();
    for (const value of values) citations(value, found);
    this.#cited = found;
  }

  get cited(): readonly (readonly [string, readonly Citation[]])[] {
    return [...this.#cited];
  }

  numberOf(source: string): number {
    return [...this.#cited.keys()].indexOf(source) + 1;
  }

  nameOf(id: string): string {
    const [, name_zh, name_en] = this.names[ownerOf(id)] ?? [];
    return nameOf({ id: ownerOf(id), name_zh, name_en });
  }

  /** Put a section into the list of contents, where it stands on the page; gives what takes it out again. */
  list(section: PageSection): () => void {
    const after = (a: PageSection, b: PageSection) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    this.sections = [...this.sections, section].sort(after);
    return () => (this.sections = this.sections.filter((one) => one !== section));
  }

  /** An EDTF date in words; a plain one also where the server has given none. */
  when(date: string | null | undefined): string {
    if (!date) return '';
    return this.dates[date]?.[words.lang === 'zh' ? 0 : 1] ?? plain(date);
  }
}

/** A figure and all others of its indicator about the same records. */
export function sameIndicator(page: Page<'observations'>): Observation[] {
  const others = ofKind(Object.values(page.near).flat(), 'observations');
  return unique([page.record, ...others.filter(({ indicator }) => indicator === page.record.indicator)]);
}

export const [usePage, setPage] = createContext<Page>();

export function unique<T extends AnyRecord>(records: readonly T[]): T[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

/** A date of year, month and day in words; another as it is. */
export function plain(date: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? [];
  if (!year || Number(month ?? 1) > 12) return date;
  const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const style = { year: 'numeric', month: month && 'long', day: day && 'numeric', timeZone: 'UTC' } as const;
  return at.toLocaleDateString(locale(), style as Intl.DateTimeFormatOptions);
}

/** Whether the id is of a kind that is drawn in the network. */
export function drawn(id: string): boolean {
  return ['parks', 'organisations', 'cities', 'alliances', 'joint-actions'].includes(pathOf(id));
}
