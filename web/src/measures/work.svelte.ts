/** An answer of the server that may take long: how far it is, and giving it up. */
import { Refused, follow, type Answer, type Query } from '../api/client';
import { reading } from '../network/store.svelte';

export class Work<T> {
  answer = $state.raw<Answer<T> | null>(null);
  busy = $state(false);
  /** How far the work is; null while nothing is said of it. */
  progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null);
  /** What was refused, in the server's words. */
  refused = $state.raw<Refused | null>(null);
  /** What the answer is of; not a state, so that an effect that asks does not depend on it. */
  #of = '';

  /**
   * Ask for it; what is returned gives it up, as an effect does that is made anew or whose page is left. The last answer is
   * kept meanwhile only where it is of the same: the same question, or `of`, where it holds for more than one question.
   */
  start(path: string, query: Query, of = ''): () => void {
    const pairs = [...query];
    const asked = of || JSON.stringify([path, pairs]);
    if (asked !== this.#of) this.answer = null;
    this.#of = asked;
    Object.assign(this, { busy: true, progress: null, refused: null });
    const end = reading((signal) => this.#read(path, pairs, signal), (found) => this.#done(found));
    return () => {
      end();
      this.busy = false;
    };
  }

  /** Ask for nothing, and forget what was answered. */
  clear(): void {
    Object.assign(this, { answer: null, busy: false, progress: null, refused: null });
  }

  async #read(path: string, query: Query, signal: AbortSignal): Promise<Answer<T> | Refused> {
    try {
      return await follow<T>(path, query, (done, of) => (this.progress = { done, of }), signal);
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
  }

  #done(found: Answer<T> | Refused | null): void {
    const refused = found instanceof Refused ? found : null;
    Object.assign(this, { busy: false, refused, answer: found instanceof Refused ? null : found });
  }
}
