/** Names of what is in the network, in the language of the page. */
import type { Network } from '../network/network';
import { store } from '../network/store.svelte';
import { label, nameOf, words } from '../words/words.svelte';
import { kept, seen as isSeen, upright } from '../words/marks';
import type { Chip } from './chips';
import { seen } from './seen.svelte';
import { t } from './words';

export const tongue = (): 0 | 1 => (words.lang === 'zh' ? 0 : 1);

/** Joins words as a list, each in its place whichever way it is read. */
export const listed = (parts: readonly string[]): string => parts.map(kept).join(words.lang === 'zh' ? '、' : ', ');

/** The label of a word of a part of the lens. */
export function wordOf(part: string, word: string): string {
  if (part === 'programme') return programmeName(word);
  if (part === 'province') return provinceName(word);
  if (part === 'ego') return seen.network && seen.nodeAt.has(word) ? nodeName(seen.network, seen.nodeAt.get(word) ?? 0) : word;
  const labels = store.facts?.lens as Record<string, Record<string, readonly string[]>> | undefined;
  return labels?.[part]?.[word]?.[tongue()] ?? word;
}

/** What a filter asks for, in words. */
export function valueOf({ part, words: asked }: Pick<Chip, 'part' | 'words'>): string {
  const word = asked[0] ?? '';
  if (part === 'at') return word.split('/').join('–');
  if (part === 'min') return t('min_n', { n: Number(word) });
  return listed(asked.map((one) => wordOf(part, one)));
}

export const filterOf = (chip: Pick<Chip, 'part' | 'words'>): string => `${t(chip.part)}${t('colon')}${valueOf(chip)}`;

export function programmeName(id: string): string {
  return nameOf(seen.programmes.find((one) => one.id === id) ?? { id });
}

export const provinceName = (code: string): string => seen.provinces.find((one) => one.code === code)?.name ?? code;

export function nodeName({ nodes }: Network, n: number): string {
  return nameOf({ id: nodes.id[n], name_zh: nodes.name_zh[n], name_en: nodes.name_en[n] });
}

export function tieName({ alliances }: Network, n: number): string {
  return nameOf({ id: alliances.id[n], name_zh: alliances.name_zh[n], name_en: alliances.name_en[n] });
}

/** The names in both languages, that of the page first; the second is '' when there is none. */
export function bothNames(record: { id?: string; name_zh?: string | null; name_en?: string | null }): [string, string] {
  const first = nameOf(record);
  return [first, [record.name_zh, record.name_en].filter(isSeen).map(upright).find((name) => name !== first) ?? ''];
}

/** Province and division of a node, or that its place is unknown. */
export function placeOf(network: Network, n: number): string {
  const { nodes } = network;
  const [province, city] = [nodes.province[n], seen.nodeAt.get(nodes.city[n] ?? '')];
  const names = [province ? provinceName(province) : '', city === undefined || city === n ? '' : nodeName(network, city)];
  const parts = names.filter((name, i) => name && !names.slice(0, i).some((earlier) => earlier && name.startsWith(earlier)));
  return parts.length ? parts.join(' · ') : t('place_unknown');
}

/** Kind and sub-kind of a node; `brief`: the sub-kind alone when there is one. */
export function kindOf({ nodes }: Network, n: number, brief = false): string {
  const [kind, sub] = [nodes.label[n] ?? '', nodes.kind[n]];
  const group = kind === 'Organisation' ? 'organisation_kind' : kind === 'City' ? 'grade' : '';
  const name = store.facts?.kinds[kind]?.[tongue() ? 'en' : 'zh'] ?? kind;
  if (!sub || !group) return name;
  return brief ? label(group, sub) : `${name} · ${label(group, sub)}`;
}

/** When a tie began, in words. */
export const sinceOf = ({ alliances, dates }: Network, n: number): string => dated(dates, alliances.since[n]);

export type Dates = Readonly<Record<string, readonly [string, string, ...unknown[]]>>;

export function dated(dates: Dates, text: string | null | undefined): string {
  return text ? (dates[text]?.[tongue()] ?? text) : t('date_unknown');
}

export const stateOf = (word: string | null | undefined): string => (word ? label('state', word) : t('state_none'));

/** Path of a record's own page, by the kind of node or tie. */
export const pathOf = (kind: string): string => store.facts?.kinds[kind]?.path ?? '';
export const tiePath = ({ alliances }: Network, n: number): string =>
  pathOf(alliances.kind[n] === 'joint-action' ? 'JointAction' : 'Alliance');
