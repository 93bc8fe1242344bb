/** Names of records, and records by parts of their names. */
import { Away, Refused, get } from '../api/client';
import { entries, find, type Group } from '../explore/search';
import { store } from '../network/store.svelte';
import { pathOf } from '../record/data';
import { plain } from '../record/page.svelte';
import { nameOf, type Named } from '../words/words.svelte';
import { kindName, labelOfPath, pathOfLabel } from './kinds';

export interface Hit extends Named {
  readonly id: string;
  readonly label: string;
  /** Who published a source, and when. */
  readonly publisher?: string | null;
  readonly date?: string | null;
}

const FEW = 8;
const LAST = 'parknet-sources';
const KEPT = 8;

class Lookup {
  #names = $state.raw<Readonly<Record<string, Named>>>({});
  #asked = new Set<string>();
  /** Ids of the sources that were cited last. */
  last = $state.raw<readonly string[]>(kept());

  learn(found: readonly (Named & { id: string })[]): void {
    if (found.length) this.#names = { ...this.#names, ...Object.fromEntries(found.map((one) => [one.id, one])) };
  }

  /** Learn names as GET /…/context gives them. */
  learnNames(names: Readonly<Record<string, readonly (string | null)[]>>): void {
    this.learn(Object.entries(names).map(([id, [, name_zh, name_en]]) => ({ id, name_zh, name_en })));
  }

  name(id: string): string {
    const known = this.#names[id];
    if (known && nameOf(known) !== id) return nameOf(known);
    return known ? `${kindName(labelOfPath(pathOf(id)))} ${id}` : id;
  }

  /** Learn the names of records that are not known yet; those that there are none of stay ids. */
  async ask(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => pathOf(id) && !this.#names[id] && !this.#asked.has(id));
    const found = await Promise.all(
      unknown.map(async (id): Promise<(Named & { id: string })[]> => {
        this.#asked.add(id);
        try {
          return [(await get<Named & { id: string }>(`/${pathOf(id)}/${encodeURIComponent(id)}`)).data];
        } catch (error) {
          if (error instanceof Refused || error instanceof Away) return [];
          throw error;
        }
      }),
    );
    this.learn(found.flat());
  }

  /** Records of some kinds by a part of a name, an alias, an id, or the pinyin of what is in the network. */
  async search(targets: readonly string[], text: string): Promise<Hit[]> {
    const query = text.trim();
    const recent = targets.includes('Source') ? await this.#recent(query) : [];
    if (!query) return recent;
    const lists = await Promise.all(targets.map((label) => this.#list(label, query)));
    const drawn = store.network ? find(entries(store.network).filter((one) => targets.includes(one.group)), query, FEW) : [];
    const near = drawn.flatMap((group) => group.entries.map((one) => ({ ...one, label: group.group as Group })));
    const found = [...recent, ...near, ...lists.flat()];
    const unique = [...new Map(found.reverse().map((one) => [one.id, one])).values()].reverse();
    this.learn(unique);
    return unique.slice(0, FEW * 2);
  }

  async #list(label: string, query: string): Promise<Hit[]> {
    const { data } = await get<Hit[]>(`/${pathOfLabel(label)}`, [['q', query], ['limit', String(FEW)]]);
    return data.map((one) => ({ ...one, label }));
  }

  async #recent(query: string): Promise<Hit[]> {
    await this.ask(this.last);
    const known = this.last.flatMap((id) => (this.#names[id] ? [{ ...this.#names[id], id, label: 'Source' } as Hit] : []));
    const wanted = query.toLowerCase();
    return known.filter((one) => !wanted || [one.name_zh, one.name_en, one.id].some((name) => name?.toLowerCase().includes(wanted)));
  }

  /** Remember sources that were cited, the last one first. */
  cited(ids: readonly string[]): void {
    this.last = [...new Set([...ids, ...this.last])].slice(0, KEPT);
    try {
      localStorage.setItem(LAST, JSON.stringify(this.last));
    } catch {
      // a browser that keeps nothing offers none
    }
  }
}

function kept(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(LAST) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string' && id.startsWith('source-')) : [];
  } catch {
    return [];
  }
}

/** What tells a found record from others of that name. */
export function detailOf(hit: Hit, manyKinds: boolean): string {
  const published = [hit.publisher, hit.date ? plain(hit.date) : ''].filter(Boolean).join(' · ');
  return published || (manyKinds ? kindName(hit.label) : '') || hit.id;
}

export const lookup = new Lookup();
