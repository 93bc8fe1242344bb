import { describe, expect, it } from 'vitest';
import { select } from '../network/select';
import { notDrawn, provinceCounts, regionCounts } from './regions';
import { small, WORDS } from './small';

const EVERY = { nodes: 'park,organisation,city' };
const network = small(
  [
    { province: '110000', region: 'east' },
    { province: '320000', region: 'east' },
    { province: '650000', region: 'west' },
    { province: '710000', label: 'City' },
    { province: '410000' },
  ],
  [{ members: [0, 2] }, { members: [0, 1], reason: 'not-begun' }, { members: [1, 2], reason: 'year-unknown' }],
);

describe('regions', () => {
  it('tell no record from no tie, and count parks that are not shown', () => {
    const found = provinceCounts(network, select(network, EVERY, WORDS), ['110000', '320000', '610000', '650000', '710000']);
    expect(found).toEqual([
      { code: '110000', recorded: 1, parks: 1, tied: 1 },
      { code: '320000', recorded: 1, parks: 1, tied: 0 },
      { code: '610000', recorded: 0, parks: 0, tied: 0 },
      { code: '650000', recorded: 1, parks: 1, tied: 1 },
      { code: '710000', recorded: 0, parks: 0, tied: 0 },
    ]);
    const narrow = provinceCounts(network, select(network, { ...EVERY, region: 'east' }, WORDS), ['650000']);
    expect(narrow).toEqual([{ code: '650000', recorded: 0, parks: 1, tied: 0 }]);
  });

  it('count parks, tied parks and ties', () => {
    expect(regionCounts(network, select(network, EVERY, WORDS), ['east', 'west', 'central'])).toEqual([
      { region: 'east', parks: 2, tied: 1, ties: 1 },
      { region: 'west', parks: 1, tied: 1, ties: 1 },
      { region: 'central', parks: 0, tied: 0, ties: 0 },
    ]);
  });
});

describe('what is not drawn', () => {
  it('has the undated only while they are not drawn', () => {
    expect(notDrawn(select(network, EVERY, WORDS))).toEqual([['not-begun', [1]], ['year-unknown', [2]]]);
    expect(notDrawn(select(network, { ...EVERY, sure: 'possible' }, WORDS))).toEqual([['not-begun', [1]]]);
  });
});
