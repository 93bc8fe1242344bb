/** The words of the forms. */
import { own, words } from '../words/words.svelte';
import en from './en';
import zh from './zh';

export type Key = keyof typeof zh;
export const t = own<Key>({ zh, en });

/** The name of a field of a form in the language of the page. */
export function fieldName(field: { readonly zh: string; readonly en: string }): string {
  return words.lang === 'zh' ? field.zh : field.en.charAt(0).toUpperCase() + field.en.slice(1);
}
