/** The kinds of record, and ids for new ones. */
import { RECORD_PATHS, type RecordPath } from '../address/address.svelte';
import { chinaDay } from '../explore/dates';
import { store } from '../network/store.svelte';
import { prefixOf } from '../record/data';
import { words } from '../words/words.svelte';

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

/** An id for a new record: the prefix of its kind, the day in China, and letters by chance. */
export function newId(path: RecordPath, now = new Date()): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${prefixOf(path)}-${chinaDay(now).replaceAll('-', '')}-${letters}`;
}
