/** What fields, records and dates are called, as far as the pages of the history have asked for it. */
import { get, type Schemas } from '../api/client';
import { store } from '../network/store.svelte';
import { pathOf, type Dates, type Names } from '../record/data';
import { plain } from '../record/page.svelte';
import { kindName } from '../record/words';
import { nameOf, words, type Named } from '../words/words.svelte';
import type { Form, Forms, Mentioned } from './fields';
import { t } from './words';

/** Names and dates that one list may ask for: each is a request of its own. */
const MOST = 60;

class Book {
  forms = $state.raw<Forms>({});
  #names = $state.raw<Readonly<Record<string, Named>>>({});
  #dates = $state.raw<Dates>({});
  readonly #asked = new Set<string>();
  /** Names that came with the network. */
  readonly #drawn: ReadonlyMap<string, Named> = $derived.by(() => {
    const found = new Map<string, Named>();
    for (const columns of [store.network?.nodes, store.network?.alliances]) {
      columns?.id.forEach((id, n) => found.set(id, { id, name_zh: columns.name_zh[n], name_en: columns.name_en[n] }));
    }
    return found;
  });

  /** Read what the fields of each kind are called, once. */
  async open(signal?: AbortSignal): Promise<void> {
    if (Object.keys(this.forms).length) return;
    this.forms = (await get<Forms>('/forms', [], signal)).data;
  }

  formsOf(id: string): readonly Form[] {
    const path = pathOf(id);
    const kind = Object.entries(store.facts?.kinds ?? {}).find(([, one]) => one.path === path)?.[0];
    return this.forms[kind ?? ''] ?? [];
  }

  /** Take over what another answer has told. */
  teach(names: Names, dates: Dates = {}): void {
    const told = Object.entries(names).map(([id, [, name_zh, name_en]]) => [id, { id, name_zh, name_en }] as const);
    this.#names = { ...this.#names, ...Object.fromEntries(told) };
    this.#dates = { ...this.#dates, ...dates };
  }

  /** Take over the names of records that differ, some of which are no longer there to be asked for. */
  told(changes: readonly Schemas['RecordChangeBody'][]): void {
    this.teach(Object.fromEntries(changes.filter(({ name_zh }) => name_zh).map((one) => [one.id, [one.kind, one.name_zh, one.name_en]])));
  }

  /** Read the names and dates that are not known yet; what there is none of keeps its id or its EDTF text. */
  async learn({ ids, dates }: Mentioned, signal?: AbortSignal): Promise<void> {
    const wanted = [...ids].filter((id) => pathOf(id) && !this.#drawn.has(id) && !this.#names[id]?.name_zh && !unnamed(id));
    await Promise.all([
      ...this.#first(wanted).map(async (id) => {
        const answer = await get<Named>(`/${pathOf(id)}/${encodeURIComponent(id)}`, [], signal).catch(() => null);
        if (answer) this.#names = { ...this.#names, [id]: { ...answer.data, id } };
        else this.#asked.delete(id);
      }),
      ...this.#first([...dates].filter((date) => !this.#dates[date] && plain(date) === date)).map(async (date) => {
        const answer = await get<Schemas['DateBody']>('/dates', [['text', date]], signal).catch(() => null);
        if (answer) this.#dates = { ...this.#dates, [date]: [answer.data.zh, answer.data.en] };
        else this.#asked.delete(date);
      }),
    ]);
  }

  #first(wanted: readonly string[]): string[] {
    const found = wanted.filter((one) => !this.#asked.has(one)).slice(0, MOST);
    found.forEach((one) => this.#asked.add(one));
    return found;
  }

  /** The name of a record; the kind and id of one that has none. */
  nameOf(id: string): string {
    const known = this.#drawn.get(id) ?? this.#names[id];
    if (known?.name_zh) return nameOf(known);
    return unnamed(id) ? t('unnamed', { kind: kindName(pathOf(id)), id }) : id;
  }

  /** A date in words. */
  when(edtf: string): string {
    const known = this.#dates[edtf] ?? store.network?.dates[edtf];
    return known?.[words.lang === 'zh' ? 0 : 1] ?? plain(edtf);
  }
}

export const book = new Book();

/** Records of kinds that have no names. */
function unnamed(id: string): boolean {
  return ['observations', 'verdicts'].includes(pathOf(id));
}
