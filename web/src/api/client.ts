/** The only file that talks to the server. */
import { locale } from '../words/words.svelte';
import type { components } from './contract';
import { events } from './events';

export type Schemas = components['schemas'];
export type Meta = Schemas['Meta'];
export interface Answer<T> {
  meta: Meta;
  data: T;
}
export interface Wrong {
  place: string;
  value: string;
  cause: string;
  remedy: string;
}
export type Query = Iterable<readonly [string, string]>;

export const API = '/api/v1';
/** The status of a write that the disk has no room for: a refusal in words, the server is there. */
const FULL = 507;

/** What the server refused, in its own words and the language of the page. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: readonly Wrong[],
  ) {
    super(detail);
  }
}

/** The server did not answer. */
export class Away extends Error {}

/** Path and query of an API address, for links and downloads. */
export function href(path: string, query: Query = []): string {
  const text = new URLSearchParams([...query].map(([name, value]) => [name, value])).toString();
  return `${API}${path}${text && '?'}${text}`;
}

/** The answer at a path of the API. Raises Refused, Away, or the abort of `signal`. */
export async function get<T>(path: string, query: Query = [], signal?: AbortSignal): Promise<Answer<T>> {
  return (await fetched(href(path, query), 'application/json', signal)).json() as Promise<Answer<T>>;
}

/**
 * The answer at a path of the API that may take long; `tell` hears how far it is. The server gives the work up when
 * `signal` ends it. Raises as `get` does.
 */
export async function follow<T>(path: string, query: Query, tell: (done: number, of: number) => void, signal?: AbortSignal): Promise<Answer<T>> {
  const response = await fetched(href(path, query), 'text/event-stream', signal);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) return response.json() as Promise<Answer<T>>;
  try {
    for await (const { name, data } of events(response.body)) {
      const { done, of, status, ...body } = data as { done: number; of: number; status: number };
      if (name === 'progress') tell(done, of);
      else if (name === 'problem') throw refusal(status, body);
      else if (name === 'answer') return data as Answer<T>;
    }
  } catch (error) {
    if (signal?.aborted || error instanceof Refused) throw error;
    throw new Away(path, { cause: error });
  }
  throw new Away(path);
}

/** Ask the server to do something; the answer, or null where it has none. Raises as `get` does. */
export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T> | null> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const type: Record<string, string> = content === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetched(href(path), 'application/json', undefined, { method, body: content, headers: { ...type, ...headers } });
  return response.status === 204 ? null : (response.json() as Promise<Answer<T>>);
}

/** A file of the server as it is. Raises as `get` does. */
export async function file(address: string, signal?: AbortSignal): Promise<Response> {
  return fetched(address, '*/*', signal);
}

async function fetched(address: string, accept: string, signal?: AbortSignal, more: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    const headers = { accept, 'accept-language': locale(), ...more.headers };
    response = await fetch(address, { ...more, headers, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Away(address, { cause: error });
  }
  if (response.ok) return response;
  if (response.status >= 502 && response.status !== FULL) throw new Away(address);
  throw refusal(response.status, await response.json().catch(() => ({})));
}

function refusal(status: number, problem: { detail?: string; title?: string; errors?: Wrong[] }): Refused {
  return new Refused(status, problem.detail ?? problem.title ?? `${status}`, problem.errors ?? []);
}
