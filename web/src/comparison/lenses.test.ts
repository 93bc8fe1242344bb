import { describe, expect, it } from 'vitest';
import { WORDS } from '../explore/small';
import { choices, lensOf, sides, textOf, yearBefore } from './lenses';

describe('a lens to compare with', () => {
  it('is written as an address, and read again', () => {
    const lens = { at: '2021-01-01/2021-12-31', layers: 'pairing', region: 'east,west' };
    expect(textOf(lens)).toBe('at=2021-01-01/2021-12-31&layers=pairing&region=east,west');
    expect(lensOf(textOf(lens), WORDS)).toEqual({ lens, dropped: [] });
    expect(lensOf('http://host/?region=east&lang=zh&view=map', WORDS)).toEqual({ lens: { region: 'east' }, dropped: [] });
  });
  it('says what is not understood', () => {
    expect(lensOf('region=moon&colour=red&at=2021-02-30', WORDS).dropped).toEqual(['region=moon', 'at=2021-02-30', 'colour=red']);
  });
  it('is of the time of the lens beside it where it names none, so that a link to it leads to what is compared', () => {
    const here = { at: '2021-01-01/2021-12-31', parties: 'park-park' };
    const { there } = sides(here, { region: 'east' }, '2021-12-31');
    expect(textOf(there)).toBe('at=2021-01-01/2021-12-31&region=east');
    expect(sides(here, { at: '2024-12-31' }, '2021-12-31')).toEqual({ here, there: { at: '2024-12-31' } });
    const open = { here: { parties: 'park-park' }, there: { region: 'east' } };
    expect(sides(open.here, open.there, '2026-11-22')).toEqual(open);
  });
  it('lets today stay today when both are swapped', () => {
    const { here, there } = sides({ region: 'east' }, { at: '2025-11-22', region: 'east' }, '2026-11-22');
    expect(here).toEqual({ at: '2026-11-22', region: 'east' });
    expect(sides(there, here, '2025-11-22')).toEqual({ here: there, there: here });
  });
  it('a year before is the same day, but for one that is not every year', () => {
    expect([yearBefore('2026-11-22'), yearBefore('2024-02-29')]).toEqual(['2025-11-22', '2023-02-28']);
  });
  it('has ready choices, none of them the lens itself, all of its own day', () => {
    const of = choices({ at: '2026-11-22', nodes: 'park,organisation,city' }, '2026-11-22');
    expect(of.map(([word]) => word)).toEqual(['year_ago', 'in-force', 'possible', 'park_park']);
    const force = choices({ state: 'in-force', sure: 'possible', parties: 'park-park' }, '');
    expect(force.map(([word]) => word)).toEqual(['begun', 'certain', 'all']);
    expect(force[0]?.[1]).toEqual({ sure: 'possible', parties: 'park-park' });
    expect(force[2]?.[1]).toEqual({ nodes: 'park,organisation,city', state: 'in-force', sure: 'possible' });
  });
});
