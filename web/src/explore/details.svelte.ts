/** What the network does not say of a tie: the parts that its parties play, and its recorded steps. */
import { Away, Refused, get, type Schemas } from '../api/client';
import type { Dates } from './names';
import { t } from './words';

type Alliance = Schemas['Alliance'];
type Step = NonNullable<Alliance['has_step']>[number];
type Context = Schemas['ContextBody'];

export class Details {
  loading = $state(false);
  /** Why there is nothing, in the server's words; '' when all is well. */
  wrong = $state('');
  parts = $state.raw<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  steps = $state.raw<readonly Step[]>([]);
  dates = $state.raw<Dates>({});
  #last: readonly [string, string] = ['', ''];

  /** Read a tie; what is returned gives up reading it. */
  read(path: string, id: string): () => void {
    const abort = new AbortController();
    this.#last = [path, id];
    void this.#take(path, id, abort.signal);
    return () => abort.abort();
  }

  again(): void {
    this.read(...(this.#last as [string, string]));
  }

  async #take(path: string, id: string, signal: AbortSignal): Promise<void> {
    Object.assign(this, { loading: true, wrong: '', parts: new Map(), steps: [] });
    try {
      const [record, context] = await Promise.all([get<Alliance>(`/${path}/${id}`, [], signal), get<Context>(`/${path}/${id}/context`, [], signal)]);
      const parts = new Map<string, Set<string>>();
      for (const { to, part } of record.data.has_member ?? []) parts.set(to, (parts.get(to) ?? new Set()).add(part));
      Object.assign(this, { parts, steps: record.data.has_step ?? [], dates: context.data.dates });
    } catch (error) {
      if (signal.aborted) return;
      this.wrong = error instanceof Refused ? error.detail : error instanceof Away ? t('no_answer') : String(error);
    }
    if (!signal.aborted) this.loading = false;
  }
}
