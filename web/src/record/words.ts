/** The words of the record pages, and what things without a name of their own are called. */
import { store } from '../network/store.svelte';
import { label, nameOf, own, t as common, words } from '../words/words.svelte';
import { kept, upright } from '../words/marks';
import { pathOf, type Observation, type Title } from './data';
import en from './en';
import type { Page } from './page.svelte';
import zh from './zh';

export type Key = keyof typeof zh;
export const t = own<Key>({ zh, en });

/** The name of a kind by the path of its pages. */
export function kindName(path: string): string {
  const kind = Object.values(store.facts?.kinds ?? {}).find((one) => one.path === path);
  return kind ? (words.lang === 'zh' ? kind.zh : capital(kind.en)) : '';
}

/** The heading of a page: the name of its record, or what it is when it has none. */
export function heading(page: Page): string {
  const record = page.record as { id: string; name_zh?: string };
  return record.name_zh ? nameOf(record) : figureName(page, record.id);
}

/** What a record without a name is called: a figure by its indicator and what it is about, else its kind. */
export function figureName(page: Page, id: string): string {
  const one = [page.record, ...page.around.incoming, ...Object.values(page.near).flat()].find((record) => record.id === id);
  if (pathOf(id) !== 'observations' || !one) return page.names[id]?.[1] ? page.nameOf(id) : `${kindName(pathOf(id))} ${id}`.trim();
  const { about, indicator, scope } = one as Observation;
  const names = (about ?? []).map((link) => page.nameOf(link.to)).join(t('and'));
  return `${upright(names)}${t('colon')}${label('indicator', indicator)}${scope ? t('bracketed', { what: scope }) : ''}`;
}

/** The words of a title, where they are not the name of its programme. */
export function ownTitle(page: Page, title: Title): string | undefined {
  return title.title === page.names[title.to]?.[1] ? undefined : title.title;
}

/** What of a statement was inferred, such as "year inferred". */
export function inferredWords(inferred: readonly string[]): string {
  return t('inferred', { what: inferred.map((part) => label('inferred', part)).join(t('list_comma')) });
}

/** Who chose a figure among those that differ. */
export function chooser({ chosen_by }: Observation): string {
  return chosen_by ? t('chosen_by', { who: kept(chosen_by) }) : t('chosen_by_unknown');
}

/** The name of a province by its code. */
export function provinceName(code: string): string {
  const found = store.facts?.provinces.find(([one]) => one === code);
  return found ? nameOf({ id: code, name_zh: found[1], name_en: found[2] }) : common('unknown');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
