import { describe, expect, it } from 'vitest';
import { named, sorted } from './rows';

const ids = ['park-a', 'park-b', 'park-c'];
const names = ['Beta', 'Alpha', 'Gamma'];
const measure = { id: 'degree', values: [1, null, 3], adequate: true };

describe('the table of measures', () => {
  it('puts what has no value last, up or down', () => {
    expect(sorted(ids, names, [measure], { by: 'degree', down: true }, 'en')).toEqual([2, 0, 1]);
    expect(sorted(ids, names, [measure], { by: 'degree', down: false }, 'en')).toEqual([0, 2, 1]);
  });
  it('is in order of names, and ranks nothing by what is not adequate', () => {
    expect(sorted(ids, names, [measure], { by: '', down: false }, 'en')).toEqual([1, 0, 2]);
    expect(sorted(ids, names, [{ ...measure, adequate: false }], { by: 'degree', down: true }, 'en')).toEqual([1, 0, 2]);
  });
  it('calls merged nodes by the words of the lens, and what it does not know by its id', () => {
    const words = { region: { 'hk-mo-tw': ['港澳台', 'Hong Kong, Macao and Taiwan'] }, sector: { '03': ['创意设计', 'Design'] } };
    expect(named(['region-hk-mo-tw', 'sector-03', 'region-moon'], null, words)).toEqual([
      { id: 'region-hk-mo-tw', name_zh: '港澳台', name_en: 'Hong Kong, Macao and Taiwan' },
      { id: 'sector-03', name_zh: '创意设计', name_en: 'Design' },
      { id: 'region-moon' },
    ]);
  });
});
