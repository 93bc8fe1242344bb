/** Edits on their way to the server: looked at in a dry run, then written once, however often they are sent. */
import { Away, Refused, get, send, type Answer, type Schemas, type Wrong } from '../api/client';
import { pathOf } from '../record/data';
import { session } from './session.svelte';
import type { Fields } from './values';

type Changed = Schemas['RecordChangeBody'];
type WrittenBody = Schemas['WrittenBody'];
export interface Edit {
  readonly id: string;
  readonly after: { readonly [name: string]: unknown } | null;
  readonly version?: number | null;
}

type Action = Schemas['ProposalBody']['action'];

export class Saving {
  /** What would change; null before it was looked at. */
  changed = $state.raw<readonly Changed[] | null>(null);
  wrong = $state.raw<readonly Wrong[]>([]);
  /** What is wrong as a whole, in the words of the server. */
  detail = $state('');
  stale = $state(false);
  /** A record that nothing can be saved to any more: it was retracted or merged into another. */
  gone = $state('');
  away = $state(false);
  busy = $state(false);
  #edits: readonly Edit[] = [];
  #action: Action = 'edit';
  #sent = '';
  #key = '';

  /** Ask what the edits would change; whether they may be written. */
  async look(edits: readonly Edit[], action: Action = 'edit'): Promise<boolean> {
    [this.#edits, this.#action] = [edits, action];
    const answer = await this.#ask('/changes?dry_run=true', { action, reason: '', edits });
    this.changed = answer?.changed ?? null;
    return answer !== null;
  }

  /** Write what was looked at. The same edits and reason go under one key: sent again, they are written once. */
  async save(reason: string): Promise<number | null> {
    const body = { action: this.#action, reason, edits: this.#edits };
    const sent = JSON.stringify(body);
    if (sent !== this.#sent) [this.#sent, this.#key] = [sent, keyOf()];
    const answer = await this.#ask('/changes', body, { 'idempotency-key': this.#key });
    return answer?.revision ?? null;
  }

  /** Hear what is wrong once more, in the language that the page has now; nothing is written. */
  async retell(): Promise<void> {
    if (this.busy || (!this.wrong.length && !this.detail)) return;
    const { changed } = this;
    await this.look(this.#edits, this.#action);
    this.changed = changed;
  }

  /** Go back from the difference to the form. */
  back(): void {
    this.changed = null;
    this.#clear();
  }

  #clear(): void {
    Object.assign(this, { wrong: [], detail: '', stale: false, gone: '', away: false });
  }

  async #ask(path: string, body: unknown, headers: Record<string, string> = {}): Promise<WrittenBody | null> {
    this.#clear();
    this.busy = true;
    try {
      return (await send<WrittenBody>('POST', path, body, headers))?.data ?? null;
    } catch (error) {
      this.#failed(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Away) this.away = true;
    else if (!(error instanceof Refused)) throw error;
    else if (error.status === 401) session.lost();
    else {
      if (error.status === 412) this.stale = true;
      Object.assign(this, { wrong: error.errors, detail: error.detail });
    }
  }
}

/** A record as it stands now, or null where none stands under its id any more. Raises as `get` does otherwise. */
export async function standing(id: string): Promise<Answer<Fields & { readonly id: string }> | null> {
  try {
    const answer = await get<Fields & { id: string }>(`/${pathOf(id)}/${encodeURIComponent(id)}`);
    return answer.data.id === id ? answer : null; // of a merged record the one that was kept is answered
  } catch (error) {
    if (error instanceof Refused && error.status === 410) return null;
    throw error;
  }
}

/** A key that no other save has. */
function keyOf(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
