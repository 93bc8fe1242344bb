/** The language of the page, its own words, and the labels of the record's words. */
import en from './en';
import { seen, upright } from './marks';
import zh from './zh';

export type Lang = 'zh' | 'en';
export type Key = keyof typeof zh;
/** Labels by group and word, each in zh and en, as GET /meta gives them. */
export type Labels = Record<string, Record<string, readonly string[]>>;
export interface Named {
  id?: string;
  name_zh?: string | null;
  name_en?: string | null;
}

/** At first the language that the server chose for the document. */
export const words = $state<{ lang: Lang; labels: Labels }>({
  lang: document.documentElement.lang.startsWith('en') ? 'en' : 'zh',
  labels: {},
});
export const locale = (): string => (words.lang === 'zh' ? 'zh-CN' : 'en-GB');

/**
 * The dictionary of a folder as a function: the sentence of a key with its values filled in; of `one|other` the form
 * that fits `n`.
 */
export function own<K extends string>(dictionary: Record<Lang, Record<K, string>>) {
  return (key: K, values: Record<string, string | number> = {}): string => filled(dictionary[words.lang][key], values);
}

/** Words that more than one folder uses. */
export const t = own<Key>({ zh, en });

function filled(text: string, values: Record<string, string | number>): string {
  const [one, other] = text.split('|', 2);
  const form = other !== undefined && Number(values.n) !== 1 ? other : (one ?? '');
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

/** The name in the language of the page, else in Chinese, else the id; a name of which nothing is seen is none. */
export function nameOf(record: Named): string {
  const names = [words.lang === 'en' ? record.name_en : null, record.name_zh, record.name_en];
  return upright(names.find(seen) ?? record.id ?? '');
}

/** The label of a word of the record, such as `label('state', 'signed')`; the word itself when it has none. */
export function label(group: string, word: string | null | undefined): string {
  if (!word) return t('unknown');
  return words.labels[group]?.[word]?.[words.lang === 'zh' ? 0 : 1] ?? word;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number with at most so many decimals, and at least so many. */
export function number(value: number, digits = 2, least = 0): string {
  const key = `${locale()} ${digits} ${least}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale(), { minimumFractionDigits: least, maximumFractionDigits: digits });
  formats.set(key, format);
  // What rounds to nothing is 0, not -0.
  return format.format(Math.abs(value) * 10 ** digits < 0.5 ? 0 : value);
}

/** Sorts text as readers of the language expect. */
export function collator(): Intl.Collator {
  return new Intl.Collator(locale(), { numeric: true });
}
