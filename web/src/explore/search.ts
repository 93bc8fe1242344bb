/** Finds records by their Chinese or English names, aliases, ids, and the pinyin of their Chinese names. */
import type { Network } from '../network/network';

export const GROUPS = ['Park', 'Organisation', 'City', 'Alliance', 'JointAction', 'Programme'] as const;
export type Group = (typeof GROUPS)[number];

/** A record that can be found. */
export interface Entry {
  readonly group: Group;
  readonly id: string;
  readonly name_zh: string | null;
  readonly name_en: string | null;
  /** Names, aliases and id as they are compared. */
  readonly texts: readonly string[];
  /** Syllables of the Chinese name, each in all its readings. */
  readonly pinyin: readonly (readonly string[])[];
}

export interface Found {
  readonly group: Group;
  /** The best first; `total` of them were found. */
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** How well an entry fits; the lower, the better. */
const EXACT = 0;
const SYLLABLES_EXACT = 1;
const PREFIX = 2;
const SYLLABLES_PREFIX = 3;
const CONTAINS = 4;
const SYLLABLES_CONTAIN = 5;

/** Letters, digits, hyphens and common Chinese characters: all the same in every width and form. */
const SIMPLE = /^[\w\u4e00-\u9fff-]*$/;

/** Text as it is compared: width, case and invisible marks do not count. */
export function plain(text: string): string {
  if (SIMPLE.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').toLowerCase().replace(/\p{Cf}/gu, '').replace(/\s+/g, ' ').trim();
}

export function entry(group: Group, id: string, names: readonly (string | null | undefined)[], pinyin = ''): Entry {
  const [zh, en] = names;
  const texts = [...names, id].flatMap((name) => (name ? [plain(name)] : []));
  const syllables = plain(pinyin).split(' ').filter(Boolean);
  return { group, id, name_zh: zh ?? null, name_en: en ?? null, texts, pinyin: syllables.map((one) => one.split('/')) };
}

/** Everything of a network that can be found. */
export function entries({ nodes, alliances }: Network): Entry[] {
  const ofNodes = nodes.id.map((id, n) =>
    entry(nodes.label[n] as Group, id, [nodes.name_zh[n], nodes.name_en[n], ...(nodes.aliases[n] ?? [])], nodes.pinyin[n]),
  );
  const ofAlliances = alliances.id.map((id, n) =>
    entry(alliances.kind[n] === 'joint-action' ? 'JointAction' : 'Alliance', id, [alliances.name_zh[n], alliances.name_en[n]]),
  );
  return [...ofNodes, ...ofAlliances];
}

/** What fits a query, by group, the group of the best first; at most `limit` entries of each. */
export function find(all: readonly Entry[], query: string, limit: number): Found[] {
  const words = plain(query).split(' ').filter(Boolean);
  if (!words.length) return [];
  const found = new Map<Group, { entry: Entry; rank: number }[]>();
  for (const one of all) {
    const rank = rankOf(one, words);
    if (rank < 0) continue;
    const group = found.get(one.group);
    if (group) group.push({ entry: one, rank });
    else found.set(one.group, [{ entry: one, rank }]);
  }
  return [...found]
    .map(([group, ranked]) => ({ group, ranked: ranked.sort(better) }))
    .sort((a, b) => best(a.ranked) - best(b.ranked) || GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
    .map(({ group, ranked }) => ({ group, total: ranked.length, entries: ranked.slice(0, limit).map((one) => one.entry) }));
}

type Ranked = { entry: Entry; rank: number };

const best = (ranked: readonly Ranked[]): number => ranked[0]?.rank ?? SYLLABLES_CONTAIN;

function better(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || (a.entry.name_zh ?? '').length - (b.entry.name_zh ?? '').length || (a.entry.id < b.entry.id ? -1 : 1);
}

/** How well an entry fits the words taken as one; else, as long as it has every word, how well it fits the worst; -1: not. */
function rankOf(one: Entry, words: readonly string[]): number {
  const whole = rank(one, words.join(' '));
  if (whole >= 0 || words.length < 2) return whole;
  let worst = -1;
  for (const word of words) {
    const found = rank(one, word);
    if (found < 0) return -1;
    worst = Math.max(worst, found);
  }
  return worst;
}

function rank(one: Entry, word: string): number {
  let found = Infinity;
  for (const text of one.texts) {
    const at = text.indexOf(word);
    if (at >= 0) found = Math.min(found, at ? CONTAINS : text.length === word.length ? EXACT : PREFIX);
  }
  if (found > SYLLABLES_EXACT && one.pinyin.length && /^[a-z0-9 ']+$/.test(word)) {
    found = Math.min(found, rankOfSyllables(one.pinyin, word.replace(/[ ']/g, '')));
  }
  return Number.isFinite(found) ? found : -1;
}

function rankOfSyllables(syllables: Entry['pinyin'], letters: string): number {
  for (let from = 0; from < syllables.length; from++) {
    if (!syllables[from]?.some((reading) => reading[0] === letters[0])) continue;
    const end = spelled(syllables, from, letters);
    if (end < 0) continue;
    return from ? SYLLABLES_CONTAIN : end === syllables.length ? SYLLABLES_EXACT : SYLLABLES_PREFIX;
  }
  return Infinity;
}

const INITIALS = /^(?:[zcs]h|[a-z])/;

/**
 * The position after the last syllable that letters spell from a position on, each syllable by all its letters or its
 * initial, the last one by any beginning; -1 when they do not.
 */
function spelled(syllables: Entry['pinyin'], from: number, letters: string): number {
  let reached = new Set([0]);
  for (let n = from; n < syllables.length && reached.size; n++) {
    const next = new Set<number>();
    for (const at of reached) {
      for (const reading of syllables[n] ?? []) {
        if (reading.startsWith(letters.slice(at))) return n + 1;
        for (const length of [reading.length, INITIALS.exec(reading)?.[0].length ?? 1, 1]) {
          if (letters.startsWith(reading.slice(0, length), at)) next.add(at + length);
        }
      }
    }
    reached = next;
  }
  return -1;
}
