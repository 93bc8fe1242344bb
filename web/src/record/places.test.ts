import { describe, expect, it } from 'vitest';
import type { Network } from '../network/network';
import { holders, partnered } from './coverage';
import type { Alliance, Park } from './data';
import { byRegion, inOrder, placeOf, spread } from './places';

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

  it('count by region with every region named, and the unknown apart', () => {
    expect(byRegion(network, ['park-a', 'park-b', 'park-c', 'park-d'], ['east', 'central', 'west'])).toEqual([
      { region: 'east', ids: ['park-c', 'park-b'], provinces: [['110000', 2]] },
      { region: 'central', ids: [], provinces: [] },
      { region: 'west', ids: ['park-a'], provinces: [['530000', 1]] },
      { region: '', ids: ['park-d'], provinces: [] },
    ]);
    expect(spread(network, ['park-b', 'park-c', 'park-d'])).toBe(1);
  });
});

describe('the known parks of a programme', () => {
  const group = (...members: [string, string][]) => ({ id: 'alliance-x', has_member: members.map(([to, part]) => ({ to, part })) }) as unknown as Alliance;

  it('are those that stand in the part of a park in a group of two or more', () => {
    expect(partnered([group(['park-a', 'park'], ['org-x', 'park'], ['org-y', 'guide']), group(['park-c', 'park'], ['city-1', 'division'])])).toEqual(['park-a', 'org-x']);
    expect(partnered([group(['park-a', 'park'])])).toBeNull();
    expect(partnered([])).toBeNull();
  });

  it('else hold a title under it', () => {
    const park = { id: 'park-a', name_zh: '甲', holds_title: [{ to: 'programme-p', title: '一' }, { to: 'programme-q', title: '二' }] } as unknown as Park;
    expect(holders([park], 'programme-p').map(({ title }) => title.title)).toEqual(['一']);
  });
});
