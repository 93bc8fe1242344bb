/** What is being entered: one record and those that are entered with it, as they stand in their forms. */
import type { Forms } from '../history/fields';
import type { Alliance } from '../record/data';
import { dates } from './dates.svelte';
import { kindName, newId, pathOfLabel } from './kinds';
import { lookup } from './lookup.svelte';
import { placeOf, staleEdits, told, type Told } from './places';
import { rebased } from './rebase';
import { Saving, standing, type Edit } from './saving.svelte';
import { datesIn, lacks, recordOf, rowOf, rows, unlink, valuesOf, type Fields, type Form, type Lack, type Made, type Row, type Values } from './values';
import { t } from './words';

/** A record in its form. */
export class Draft {
  id = $state('');
  values = $state<Values>({});
  base: Fields;
  version: number;
  /** What links to it hold while it is entered, whatever id it is given. */
  readonly ref: string;
  /** What is asked for: all fields, some of them, or one new row of one; none: the record is changed by the way. */
  readonly asks: 'all' | readonly string[] | { readonly field: string; readonly row: number };

  constructor(
    readonly label: string,
    readonly form: Form,
    readonly control: string,
    { id, fields, version, asks = 'all', base }: { id: string; fields: Fields; version: number; asks?: Draft['asks']; base?: Fields },
  ) {
    this.id = this.ref = id;
    this.values = valuesOf(form, fields);
    this.base = base ?? (version ? fields : {});
    this.version = version;
    this.asks = asks;
  }

  get isNew(): boolean {
    return this.version === 0;
  }

  /** The record that it says; `called`: the id that a record has by now. */
  made(called: (ref: string) => string = (ref) => ref): Made {
    const { base, control } = this;
    const id = this.id.trim();
    const made = recordOf(this.form, this.values, { id, base, control, called, edtf: (text) => dates.edtf(text) });
    return this.isNew ? { ...made, places: new Map([...made.places, ['id', `${control}-id`]]) } : made;
  }

  lacks(): Lack[] {
    return lacks(this.form, this.values, this.control, (text) => dates.of(text) !== null || !dates.wrong(text));
  }
}

let works = 0;

export class Work {
  readonly saving = new Saving();
  drafts = $state<Draft[]>([]);
  lacking = $state.raw<readonly Lack[]>([]);
  told = $state.raw<readonly Told[]>([]);
  /** Whether others changed a record that was on record when this began. */
  stale = $state(false);
  /** Why it is changed. */
  reason = $state('');
  #n = 0;
  /** Of each edit that was sent: the control of each place in it. */
  #sent: readonly Made['places'][] = [];
  readonly #prefix: string;
  readonly #start: string;

  constructor(readonly forms: Forms, first: (work: Work) => void) {
    works += 1;
    this.#prefix = `w${works}`;
    first(this);
    this.#start = this.#text();
  }

  get main(): Draft {
    return this.drafts[0] as Draft;
  }

  /** Whether anything was entered. */
  get touched(): boolean {
    return this.#text() !== this.#start;
  }

  /** Put a record on record into the work. */
  add(label: string, record: Fields & { readonly id: string }, version: number, asks: Draft['asks'] = 'all', fields: Fields = record): Draft {
    return this.#put(label, { id: record.id, fields, version, asks, base: record });
  }

  /** Enter a new record with the others. */
  create(label: string, fields: Fields = {}): Draft {
    const source: Fields = label === 'Source' ? {} : { cites: [{}] };
    return this.#put(label, { id: newId(pathOfLabel(label)), fields: { ...source, ...fields }, version: 0 });
  }

  /** Enter a record not after all; what linked to it links to nothing. */
  remove(draft: Draft): void {
    this.drafts = this.drafts.filter((one) => one !== draft);
    this.drafts.forEach((one) => unlink(one.form, one.values, draft.ref));
  }

  /** The new record that links hold by this. */
  entered(ref: string): Draft | undefined {
    return this.drafts.find((one) => one.isNew && one.ref === ref);
  }

  /** The name of a record, or of one that is being entered. */
  nameOf(ref: string): string {
    const draft = this.entered(ref);
    const name = draft?.values.name_zh;
    if (draft) return (typeof name === 'string' && name.trim()) || kindName(draft.label);
    return lookup.name(ref);
  }

  /** Ask for one more step of an alliance. */
  addStep(record: Alliance, version: number): void {
    const form = this.forms.Alliance ?? [];
    const fields = form.find(({ name }) => name === 'has_step')?.fields ?? [];
    const row = rowOf(fields);
    const draft = this.add('Alliance', record as unknown as Fields & { id: string }, version, { field: 'has_step', row: row.key });
    draft.values.has_step = [...((draft.values.has_step ?? []) as Row[]), row];
  }

  /** What would be changed, in the server's eyes; whether it may be. */
  async look(): Promise<boolean> {
    await dates.read(this.drafts.flatMap((draft) => datesIn(draft.form, draft.values)));
    this.told = [];
    this.lacking = this.drafts.flatMap((draft) => draft.lacks());
    if (this.lacking.length) return false;
    this.drafts.forEach(inOrder);
    const { edits, made } = this.#edits();
    this.#sent = made.map(({ places }) => places);
    const good = await this.saving.look(edits);
    this.#hear();
    return good;
  }

  /** The revision that was written, or null. */
  async save(reason: string): Promise<number | null> {
    const { made } = this.#edits();
    this.#sent = made.map(({ places }) => places);
    const revision = await this.saving.save(reason);
    this.#hear();
    if (revision !== null) lookup.cited(made.flatMap(({ after }) => ((after.cites ?? []) as { to?: string }[]).flatMap(({ to }) => to ?? [])));
    return revision;
  }

  /** Hear what is wrong in the language that the page has now. */
  async retell(): Promise<void> {
    await this.saving.retell();
    if (this.told.length) this.#hear();
  }

  /** Read what others changed meanwhile, with one's own entries put upon it; where a record is gone that is said. */
  async renew(): Promise<void> {
    for (const draft of this.drafts.filter(({ isNew }) => !isNew)) {
      const now = await standing(draft.id);
      if (!now) return void (this.saving.gone = draft.id);
      const { data, meta } = now;
      if (meta.version === draft.version) continue;
      const mine = draft.made().after;
      const numbered = new Set(rowIds(draft.values));
      const row = typeof draft.asks === 'object' && 'row' in draft.asks ? draft.asks.row : 0;
      const kept = row ? stepOf(draft.values, row) : null;
      const fields = rebased(draft.base, withoutNew(mine, numbered), data);
      draft.values = valuesOf(draft.form, kept ? data : fields);
      if (kept) draft.values.has_step = [...((draft.values.has_step ?? []) as Row[]), kept];
      [draft.base, draft.version] = [data, meta.version ?? draft.version];
    }
    this.saving.back();
    this.#hear();
  }

  /** Take over what is wrong. That the id of a new record is taken is mended in its form, not by reading anew. */
  #hear(): void {
    const { wrong, stale } = this.saving;
    const old = stale ? staleEdits(wrong) : [];
    const taken = old.filter((n) => this.#sent[n]?.has('id'));
    this.stale = stale && (!old.length || taken.length < old.length);
    const others = wrong.filter(({ place }) => !taken.includes(placeOf(place)[0]));
    const ids = taken.map((n) => ({ control: this.#sent[n]?.get('id') ?? '', cause: t('taken'), remedy: t('taken_mend'), value: '' }));
    this.told = [...told(others, this.#sent), ...ids];
  }

  #put(label: string, about: ConstructorParameters<typeof Draft>[3]): Draft {
    this.#n += 1;
    this.drafts = [...this.drafts, new Draft(label, this.forms[label] ?? [], `${this.#prefix}-${this.#n}`, about)];
    return this.drafts.at(-1) as Draft;
  }

  #edits(): { edits: Edit[]; made: Made[] } {
    const made = this.drafts.map((draft) => draft.made((ref) => this.entered(ref)?.id.trim() ?? ref));
    const edits = this.drafts.map((draft, n) => ({ id: draft.id.trim(), after: made[n]?.after ?? null, version: draft.version }));
    return { edits, made };
  }

  #text(): string {
    return JSON.stringify(this.drafts.map(({ id, values }) => [id, values]));
  }
}

/** A step that is added stands among the others by its date. */
function inOrder(draft: Draft): void {
  if (typeof draft.asks !== 'object' || !('row' in draft.asks)) return;
  const step = stepOf(draft.values, draft.asks.row);
  const others = ((draft.values.has_step ?? []) as Row[]).filter((row) => row !== step);
  if (!step) return;
  const last = dates.of(String(step.values.date ?? ''))?.latest;
  const later = (row: Row) => (dates.of(String(row.values.date ?? ''))?.earliest ?? '') > (last ?? '9999');
  const at = others.findIndex(later);
  draft.values.has_step = at < 0 ? [...others, step] : [...others.slice(0, at), step, ...others.slice(at)];
}

function stepOf(values: Values, key: number): Row | null {
  const all = values.has_step;
  return rows(all) ? (all.find((row) => row.key === key) ?? null) : null;
}

function rowIds(values: Values): string[] {
  return Object.values(values).flatMap((value) => (rows(value) ? value.map(({ id }) => id) : []));
}

/** The record without the numbers that its new parts were given. */
function withoutNew(record: Fields, known: ReadonlySet<string>): Fields {
  const plain = (item: unknown) => {
    if (!item || typeof item !== 'object' || !('id' in item) || known.has(String(item.id))) return item;
    const { id: _, ...rest } = item;
    return rest;
  };
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? value.map(plain) : value]));
}
