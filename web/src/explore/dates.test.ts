import { describe, expect, it } from 'vitest';
import { bars, beginnings, chinaDay, days, yearsAt } from './dates';
import { small, WORDS } from './small';

const network = small([{}, {}, {}], [
  { members: [0, 1], earliest: '2021-03-01', latest: '2021-03-01' },
  { members: [1, 2], earliest: '2018-01-01', latest: '2019-12-31' },
  { members: [0, 2], earliest: '2027-01-01', latest: '2027-12-31', reason: 'not-then' },
  { members: [0, 2], reason: 'year-unknown' },
  { members: [0, 1], reason: 'not-begun' },
  { members: [0], earliest: '2015-01-01', reason: 'members-not-named' },
  { members: [0, 1], kind: 'memorandum', earliest: '2020-01-01' },
]);

describe('beginnings', () => {
  it('has every tie of the lens that has a year, whenever it began, the first to begin first', () => {
    const found = beginnings(network, { layers: 'pairing' }, WORDS);
    expect(found.dated).toEqual([
      { alliance: 1, year: 2019, sure: false },
      { alliance: 0, year: 2021, sure: true },
      { alliance: 2, year: 2027, sure: true },
    ]);
    expect(found.undated).toEqual([3]);
  });

  it('takes the first possible year where possible ties are asked for, and still lists the undated apart', () => {
    const found = beginnings(network, { layers: 'pairing', sure: 'possible' }, WORDS);
    expect(found.dated.map((one) => one.year)).toEqual([2018, 2021, 2027]);
    expect(found.undated).toEqual([3]);
  });

  it('takes the one bound that is known', () => {
    const one = small([{}, {}], [{ members: [0, 1], earliest: null, latest: '2020-12-25' }]);
    expect(beginnings(one, { sure: 'possible' }, WORDS).dated).toEqual([{ alliance: 0, year: 2020, sure: false }]);
  });
});

describe('bars', () => {
  it('count each year, and how many surely began in it', () => {
    const found = bars(beginnings(network, { layers: 'pairing' }, WORDS), 2026);
    expect(found).toHaveLength(9);
    expect(found[0]).toEqual({ from: 2019, to: 2019, count: 1, sure: 0 });
    expect(found[2]).toEqual({ from: 2021, to: 2021, count: 1, sure: 1 });
    expect(found.at(-1)?.to).toBe(2027);
  });

  it('join years when there are many, and none are lost', () => {
    const long = { dated: [1900, 1950, 2000, 2026].map((year, alliance) => ({ alliance, year, sure: true })), undated: [] };
    const found = bars(long, 2026);
    expect(found.length).toBeLessThanOrEqual(40);
    expect(found.reduce((sum, bar) => sum + bar.count, 0)).toBe(4);
    expect(found.at(-1)?.to).toBe(2026);
  });

  it('are none without a date', () => {
    expect(bars({ dated: [], undated: [1] }, 2026)).toEqual([]);
  });
});

describe('days', () => {
  it('reads a day, a span and today', () => {
    expect(days('2021-01-01/2022-12-31', '2026-11-22')).toEqual(['2021-01-01', '2022-12-31']);
    expect(days('2021-01-01', '2026-11-22')).toEqual(['2021-01-01', '2021-01-01']);
    expect(days(undefined, '2026-11-22')).toEqual(['2026-11-22', '2026-11-22']);
  });

  it('spans whole years, but does not reach beyond today', () => {
    expect(yearsAt(2020, 2022, '2026-11-22')).toBe('2020-01-01/2022-12-31');
    expect(yearsAt(2020, 2026, '2026-11-22')).toBe('2020-01-01/2026-11-22');
    expect(yearsAt(2028, 2028, '2026-11-22')).toBe('2028-01-01/2028-12-31');
  });

  it('takes the day as it is in China', () => {
    expect(chinaDay(new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
  });
});
