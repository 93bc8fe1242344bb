import { describe, expect, it } from 'vitest';
import en from './en';
import zh from './zh';

describe('the words of the record pages', () => {
  it('fill in the same values in both languages', () => {
    const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    for (const key of Object.keys(zh) as (keyof typeof zh)[]) expect(values(en[key]), key).toEqual(values(zh[key]));
  });
});
