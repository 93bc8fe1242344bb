/** What the lens of the address shows of the network that was read: worked out once for the picture, table and panels. */
import { untrack } from 'svelte';
import { address } from '../address/address.svelte';
import { pairsOf, type Lens } from '../address/lens';
import { get } from '../api/client';
import { asked as askedFor, coverageOf, type Known } from './coverage';
import type { Network } from '../network/network';
import { positions } from '../network/network';
import { pairs, type Pair } from '../network/pairs';
import { select, type Selection } from '../network/select';
import { asked, lensWords, store } from '../network/store.svelte';
import { nameOf, type Named } from '../words/words.svelte';

export interface Programme extends Named {
  readonly id: string;
}

export interface Province {
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

/** What a lens shows of a network. */
export interface Settled {
  readonly network: Network;
  readonly lens: Lens;
  readonly selection: Selection;
  readonly pairs: readonly Pair[];
  readonly partners: ReadonlyMap<number, number>;
}

const KEPT = 40;

class Seen {
  readonly #counted = $derived((store.facts?.coverage ?? []) as unknown as Known[]);
  #read: readonly Known[] = $state.raw([]);
  // The address makes a new lens at each step; what depends on it should wait until the lens says something else.
  readonly #key = $derived(JSON.stringify(pairsOf(address.lens)));
  readonly lens: Lens = $derived(Object.fromEntries(JSON.parse(this.#key)));
  /** What counts and lists beside the picture are of: the same a frame later, so that the picture comes first. */
  settled: Settled | null = $state.raw(null);
  readonly network: Network | null = $derived(store.network);
  readonly selection: Selection | null = $derived(this.network && this.through(this.lens, this.network));
  readonly pairs: readonly Pair[] = $derived(this.selection ? pairs(this.selection) : []);
  /** Number of partners by node; those without any are absent. */
  readonly partners: ReadonlyMap<number, number> = $derived(partnersOf(this.pairs));
  readonly drawn: ReadonlySet<number> = $derived(new Set(this.selection?.ties.map((tie) => tie.alliance)));
  readonly nodeAt: ReadonlyMap<string, number> = $derived(positions(this.network?.nodes.id ?? []));
  readonly tieAt: ReadonlyMap<string, number> = $derived(positions(this.network?.alliances.id ?? []));
  /** The provinces in administrative order, with their macro-regions. */
  readonly provinces: readonly Province[] = $derived(
    (store.facts?.provinces ?? []).map(([code, zh, en, region]) => ({
      code, region: region ?? '', name: nameOf({ id: code, name_zh: zh, name_en: en }),
    })),
  );
  /** What is known of the programmes of the lens. */
  readonly coverage: readonly Known[] = $derived(coverageOf(this.lens, this.#counted, this.#read));
  /** All programmes, once they were asked for. */
  programmes = $state.raw<readonly Programme[]>([]);
  #asked = false;
  #digest = '';
  #of: Network | null = null;
  #kept = new Map<string, Selection>();

  /** What another lens shows; the answers for one network are kept while it is there. */
  through(lens: Lens, network: Network): Selection {
    if (network !== this.#of) [this.#of, this.#kept] = [network, new Map()];
    const key = JSON.stringify(pairsOf(lens));
    const kept = this.#kept.get(key);
    if (kept) return kept;
    if (this.#kept.size >= KEPT) this.#kept.clear();
    const selection = select(network, lens, lensWords());
    this.#kept.set(key, selection);
    return selection;
  }

  /** What was read of another state of the record is to be read anew. */
  #forget(): void {
    const digest = store.meta?.digest ?? '';
    if (digest === this.#digest) return;
    this.#digest = digest;
    this.#asked = false;
    this.#read = [];
  }

  async loadProgrammes(): Promise<void> {
    this.#forget();
    if (this.#asked) return;
    this.#asked = true;
    const answer = await asked(() => get<Programme[]>('/programmes', [['limit', '1000']]));
    if (answer) this.programmes = answer.data;
    else this.#asked = false;
  }

  /** Read what is known of the programmes of the lens, where that was not given with the first facts. */
  async loadCoverage(): Promise<void> {
    this.#forget();
    const missing = askedFor(this.lens).filter((id) => ![...this.#counted, ...untrack(() => this.#read)].some((one) => one.programme === id));
    for (const id of missing) {
      const answer = await asked(() => get<Known>(`/programmes/${encodeURIComponent(id)}/coverage`));
      if (answer) this.#read = [...this.#read.filter((one) => one.programme !== id), answer.data];
    }
  }
}

export const seen = new Seen();

function partnersOf(all: readonly Pair[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const pair of all) for (const node of [pair.source, pair.target]) found.set(node, (found.get(node) ?? 0) + 1);
  return found;
}
