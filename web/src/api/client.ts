/** The only file that talks to the server. */
import type { components } from './contract';

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

/** What the server refused, in its own words. */
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

/** A file of the server as it is. Raises as `get` does. */
export async function file(address: string, signal?: AbortSignal): Promise<Response> {
  return fetched(address, '*/*', signal);
}

async function fetched(address: string, accept: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { headers: { accept, 'accept-language': document.documentElement.lang }, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Away(address, { cause: error });
  }
  if (response.ok) return response;
  if (response.status >= 502) throw new Away(address);
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem.detail ?? problem.title ?? `${response.status}`, problem.errors ?? []);
}
