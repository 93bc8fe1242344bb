/** The kinds of record, how their ids begin, and ids for new ones. */
import { RECORD_PATHS, type RecordPath } from '../address/address.svelte';
import { store } from '../network/store.svelte';
import { words } from '../words/words.svelte';

const PREFIXES: Readonly<Record<RecordPath, string>> = {
  parks: 'park', organisations: 'org', cities: 'city', alliances: 'alliance', 'joint-actions': 'action', programmes: 'programme',
  postings: 'posting', verdicts: 'verdict', observations: 'obs', sources: 'source',
};
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';

export function pathOfLabel(label: string): RecordPath {
  const path = store.facts?.kinds[label]?.path;
  return RECORD_PATHS.find((one) => one === path) ?? 'parks';
}

export function labelOfPath(path: string): string {
  return Object.entries(store.facts?.kinds ?? {}).find(([, kind]) => kind.path === path)?.[0] ?? '';
}

/** The name of a kind, as it stands in a sentence. */
export function kindName(label: string): string {
  return store.facts?.kinds[label]?.[words.lang === 'zh' ? 'zh' : 'en'] ?? label;
}

/** The path of the kind that an id begins as; '' when it is none. */
export function pathOfId(id: string): RecordPath | '' {
  return RECORD_PATHS.find((path) => id.startsWith(`${PREFIXES[path]}-`)) ?? '';
}

/** An id for a new record: the prefix of its kind, the day, and letters by chance. */
export function newId(path: RecordPath, day = new Date()): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${PREFIXES[path]}-${day.toISOString().slice(0, 10).replaceAll('-', '')}-${letters}`;
}

/** How ids of a kind begin. */
export function prefixOf(path: RecordPath): string {
  return PREFIXES[path];
}
