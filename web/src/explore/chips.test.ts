import { describe, expect, it } from 'vitest';
import { ALL_TIES, openingOf } from '../address/lens';
import { chips, everything, isOpen, opened, timed, toggled } from './chips';
import { WORDS } from './small';

describe('chips', () => {
  it('are none for all ties, and the programme for the opening', () => {
    expect(chips(ALL_TIES, WORDS)).toEqual([]);
    expect(chips({ ...ALL_TIES, programme: 'programme-a' }, WORDS)).toEqual([
      { part: 'programme', words: ['programme-a'], without: ALL_TIES },
    ]);
    const opening = openingOf([{ programme: 'programme-carrying-plan', pilot: 1 }]);
    expect(chips(opening, WORDS).map((chip) => chip.part)).toEqual(['programme', 'programme']);
  });

  it('are one a word, and each takes only itself away', () => {
    const found = chips({ ...ALL_TIES, at: '2021-01-01', reach: 'within-province,between-provinces' }, WORDS);
    expect(found.map((chip) => [chip.part, chip.words])).toEqual([
      ['at', ['2021-01-01']], ['reach', ['within-province']], ['reach', ['between-provinces']],
    ]);
    expect(found[1]?.without).toEqual({ ...ALL_TIES, at: '2021-01-01', reach: 'between-provinces' });
  });

  it('take the depth away with the middle', () => {
    const found = chips({ ...ALL_TIES, ego: 'park-a,park-b', depth: '2' }, WORDS);
    expect(found.map((chip) => [chip.part, chip.words])).toEqual([['ego', ['park-a']], ['ego', ['park-b']], ['depth', ['2']]]);
    expect(found[0]?.without).toEqual({ ...ALL_TIES, ego: 'park-b', depth: '2' });
    expect(chips({ ...ALL_TIES, ego: 'park-a', depth: '2' }, WORDS)[0]?.without).toEqual(ALL_TIES);
  });

  it('are one for all tie types or kinds of node that are chosen', () => {
    const found = chips({ layers: 'pairing,joint-action' }, WORDS);
    expect(found.map((chip) => [chip.part, chip.words])).toEqual([
      ['layers', ['pairing', 'joint-action']], ['nodes', ['park', 'organisation']],
    ]);
    expect(found[0]?.without).toEqual({});
    expect(found[1]?.without).toEqual({ layers: 'pairing,joint-action', nodes: 'park,organisation,city' });
  });
});

describe('a word', () => {
  it('is taken and left, and with the last the part is open again', () => {
    const one = toggled(ALL_TIES, 'reach', [], 'within-province', WORDS);
    expect(one.reach).toBe('within-province');
    expect(toggled(one, 'reach', ['within-province'], 'within-province', WORDS)).toEqual(ALL_TIES);
    expect(toggled({ nodes: 'city' }, 'nodes', ['city'], 'city', WORDS)).toEqual(ALL_TIES);
    expect(isOpen(opened(one, 'reach'), 'reach')).toBe(true);
  });
});

describe('a wider lens', () => {
  it('keeps the time', () => {
    const lens = { at: '2021-01-01', sure: 'possible', reach: 'within-province' };
    expect(timed(ALL_TIES, lens)).toEqual({ ...ALL_TIES, at: '2021-01-01', sure: 'possible' });
    expect(everything(lens, WORDS)).toMatchObject({ layers: 'pairing,memorandum,joint-action', at: '2021-01-01' });
  });
});
