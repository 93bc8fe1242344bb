import { describe, expect, it } from 'vitest';
import type { Network } from '../network/network';
import { gaps, holders, rows, type Coverage } from './coverage';
import type { Park } from './data';
import { inOrder, placeOf } from './places';

const nodes = {
  id: ['org-x', 'park-a', 'park-b', 'park-c', 'park-d'],
  name_zh: ['某机构', '云园', '安园', '北园', '无处'],
  province: [null, '530000', '110000', '110000', null],
  city: [null, 'city-530100', 'city-110105', 'city-110101', null],
  region: [null, 'west', 'east', 'east', null],
  level: [null, 'national', null, null, null],
  programmes: [[], ['programme-p'], [], [], []],
};
const network = { nodes } as unknown as Network;

describe('places', () => {
  it('are read off the network, and unknown without it', () => {
    expect(placeOf(network, 'park-a')).toMatchObject({ province: '530000', level: 'national', programmes: ['programme-p'] });
    expect(placeOf(network, 'park-z')).toBeNull();
    expect(placeOf(null, 'park-a')).toBeNull();
  });

  it('stand in administrative order, those without a place last', () => {
    expect(inOrder(network, ['park-d', 'park-a', 'park-b', 'park-c'])).toEqual(['park-c', 'park-b', 'park-a', 'park-d']);
  });
});

describe('the coverage of a programme', () => {
  it('names every macro-region, with its provinces where a park is known or expected', () => {
    const area = (name: string, known: number, expected: number | null = null) => ({ area: name, known, expected, figure: null });
    const coverage = { regions: [area('east', 2), area('west', 0)], provinces: [area('110000', 2), area('310000', 0), area('530000', 0, 3)] } as unknown as Coverage;
    const region = (code: string) => (code === '530000' ? 'west' : 'east');
    expect(rows(coverage, region).map((row) => [row.region, row.known, row.provinces.map((one) => [one.area, one.known, one.expected])])).toEqual([
      ['east', 2, [['110000', 2, null]]],
      ['west', 0, [['530000', 0, 3]]],
    ]);
  });

  it('puts gaps of one kind together', () => {
    const gap = (what: 'groups-not-named' | 'batch-not-named', n: number, batch: string | null = null) => ({ what, n, ids: [], batch });
    expect(gaps([gap('groups-not-named', 21), gap('batch-not-named', 29, '首批'), gap('batch-not-named', 3, '第二批')]).map(([what, found]) => [what, found.length])).toEqual([['batch-not-named', 2]]);
  });

  it('lists who holds a title under it', () => {
    const park = { id: 'park-a', name_zh: '甲', holds_title: [{ to: 'programme-p', title: '一' }, { to: 'programme-q', title: '二' }] } as unknown as Park;
    expect(holders([park], 'programme-p').map(({ title }) => title.title)).toEqual(['一']);
  });
});
