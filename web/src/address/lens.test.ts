import { describe, expect, it } from 'vitest';
import { ALL_TIES, lensFrom, openingOf, pairsOf, withPart, type LensWords } from './lens';

const label = ['', ''];
const words: LensWords = {
  sure: { certain: label, possible: label },
  layers: { pairing: label, memorandum: label, 'joint-action': label },
  nodes: { park: label, organisation: label, city: label },
  projection: { clique: label, shared: label, bipartite: label, incidence: label },
  weight: { count: label, months: label, actions: label, recency: label },
  depth: { 1: label, 2: label, 3: label },
  component: { all: label, largest: label },
  aggregate: { none: label, city: label, region: label },
  region: { East: label, West: label },
};
const lens = (search: string) => lensFrom(new URLSearchParams(search), words);

describe('the lens of an address', () => {
  it('keeps what it knows, in canonical order, without defaults', () => {
    const found = lens('region=West,East&sure=certain&at=2024-01-01&layers=memorandum');
    expect(pairsOf(found.lens)).toEqual([['at', '2024-01-01'], ['layers', 'memorandum'], ['region', 'East,West']]);
    expect(found.dropped).toEqual([]);
  });
  it('names what it drops', () => {
    expect(lens('region=East,Moon&at=2024-02-30&sure=maybe&min=-1&lang=zh')).toEqual({
      lens: { region: 'East' },
      dropped: ['region=Moon', 'at=2024-02-30', 'sure=maybe', 'min=-1'],
    });
  });
  it('takes an interval of days in order only', () => {
    expect(lens('at=2023-01-01/2023-12-31').lens).toEqual({ at: '2023-01-01/2023-12-31' });
    expect(lens('at=2023-12-31/2023-01-01').dropped).toEqual(['at=2023-12-31/2023-01-01']);
  });
  it('takes one word of a part that has one', () => {
    expect(lens('sure=possible&sure=certain')).toEqual({ lens: { sure: 'possible' }, dropped: ['sure=certain'] });
  });
  it('drops what contradicts another part, and says so', () => {
    expect(lens('weight=actions&depth=2&projection=bipartite&aggregate=city')).toEqual({
      lens: { projection: 'bipartite' },
      dropped: ['weight=actions', 'depth=2', 'aggregate=city'],
    });
    const good = lens('aggregate=city&depth=2&ego=park-b,park-a&weight=actions&layers=joint-action&component=largest');
    expect(good.dropped).toEqual([]);
    expect(pairsOf(good.lens).map(([part, value]) => `${part}=${value}`).join('&')).toBe(
      'layers=joint-action&weight=actions&ego=park-a,park-b&depth=2&component=largest&aggregate=city',
    );
    expect(lens('ego=alliance-a').dropped).toEqual(['ego=alliance-a']);
  });
  it('leaves a part out again when it is the default', () => {
    const some = withPart({}, 'layers', ['memorandum'], words);
    expect(some).toEqual({ layers: 'memorandum' });
    expect(withPart(some, 'layers', ['memorandum', 'pairing'], words)).toEqual({});
    expect(withPart({ layers: 'joint-action', weight: 'actions' }, 'layers', ['pairing'], words)).toEqual({ layers: 'pairing' });
    expect(withPart({ ego: 'park-a', depth: '2' }, 'ego', [], words)).toEqual({});
  });
});

describe('the opening lens', () => {
  const plan = 'programme-carrying-plan';
  it('names the pilot only where there is one', () => {
    expect(openingOf([{ programme: 'programme-other' }, { programme: plan, pilot: 1 }]).programme).toBe(`${plan},${plan}-pilot`);
    expect(openingOf([{ programme: plan, pilot: 0 }]).programme).toBe(plan);
  });
  it('is all ties where the plan is not in the store', () => {
    expect(openingOf([{ programme: 'programme-other' }])).toEqual(ALL_TIES);
  });
});
