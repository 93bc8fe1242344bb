import { describe, expect, it } from 'vitest';
import { words } from '../words/words.svelte';
import type { Observation } from './data';
import en from './en';
import { chooser } from './words';
import zh from './zh';

describe('the words of the record pages', () => {
  it('fill in the same values in both languages', () => {
    const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    for (const key of Object.keys(zh) as (keyof typeof zh)[]) expect(values(en[key]), key).toEqual(values(zh[key]));
  });
});

it('who chose a figure stays a part of its sentence, whatever the name holds', () => {
  words.lang = 'zh';
  const by = (chosen_by?: string) => chooser({ id: 'obs-a', chosen_by } as Observation);
  expect([by('Li\u202e'), by('שלום'), by()]).toEqual(['选定者：Li', '选定者：\u2068שלום\u2069', '选定者未记载']);
});
