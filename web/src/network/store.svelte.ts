/** What was last read from the server: the words, and the wide network of the time that the address asks for. */
import { untrack } from 'svelte';
import { Away, Refused, get, type Meta, type Schemas } from '../api/client';
import type { Lens, LensWords } from '../address/lens';
import { words } from '../words/words.svelte';
import type { Network } from './network';

export type Facts = Schemas['MetaBody'];

class Store {
  /** Words, counts and coverage of the store. */
  facts = $state.raw<Facts | null>(null);
  meta = $state.raw<Meta | null>(null);
  network = $state.raw<Network | null>(null);
  /** Meta of the network: its lens says what day it shows. */
  networkMeta = $state.raw<Meta | null>(null);
  loading = $state(false);
  /** When the server last answered, while it does not; '' when it does. */
  awaySince = $state('');
  wrong = $state('');
  /** Why the network was not read; whenever the address changes it is asked for again, in the language of the page. */
  unread = $state('');
}

export const store = new Store();

export const RETRY_MS = 3000;
let answered = '';
let loaded = '';
let abort: AbortController | null = null;

export const lensWords = (): LensWords => (store.facts?.lens ?? {}) as LensWords;

/** Read the words; the page can say nothing before. */
export async function loadFacts(): Promise<boolean> {
  const answer = await asked(() => get<Facts>('/meta'));
  if (!answer) return false;
  Object.assign(store, { facts: answer.data, meta: answer.meta });
  if (store.networkMeta && store.networkMeta.digest !== answer.meta.digest) loaded = '';
  words.labels = answer.data.labels as typeof words.labels;
  return true;
}

/** Read the network of the lens's time, if it is not the one that is there. */
export async function loadNetwork(lens: Lens): Promise<void> {
  const query = wide(lens);
  const key = JSON.stringify(query);
  if (key === loaded) return;
  abort?.abort();
  abort = new AbortController();
  const { signal } = abort;
  store.loading = true;
  const answer = await asked(() => get<Network>('/network', query, signal));
  if (signal.aborted) return;
  store.loading = false;
  store.unread = answer ? '' : store.wrong;
  if (answer) {
    loaded = key;
    Object.assign(store, { network: answer.data, networkMeta: answer.meta });
  }
}

function wide(lens: Lens): [string, string][] {
  const layers = Object.keys(lensWords().layers ?? {}).join(',');
  const time = (['at', 'sure', 'state'] as const).flatMap((part) => (lens[part] ? [[part, lens[part]] as [string, string]] : []));
  return [...time, ['layers', layers], ['nodes', 'park,organisation,city']];
}

/** The answer, or null when there is none; says in the store why not. */
export async function asked<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    const answer = await ask();
    answered = new Date().toISOString();
    Object.assign(store, { awaySince: '', wrong: '' });
    return answer;
  } catch (error) {
    if (error instanceof Away) store.awaySince = answered || new Date().toISOString();
    else if (error instanceof Refused) store.wrong = error.detail;
    else if (!(error instanceof DOMException && error.name === 'AbortError')) store.wrong = String(error);
    return null;
  }
}

/**
 * Read something, again and again while the server is away; `done` is told the answer, or null where it was refused. What
 * is returned gives up reading it. An effect that reads depends on what it asks for alone, not on the language it asks in.
 */
export function reading<T>(read: (signal: AbortSignal) => Promise<T>, done: (answer: T | null) => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = async () => {
    const answer = await asked(() => read(signal));
    if (signal.aborted) return;
    if (answer === null && store.awaySince) timer = setTimeout(again, RETRY_MS);
    else done(answer);
  };
  void untrack(again);
  return () => {
    abort.abort();
    clearTimeout(timer);
  };
}
