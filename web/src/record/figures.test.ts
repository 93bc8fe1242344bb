import { describe, expect, it } from 'vitest';
import type { Observation } from './data';
import { figures } from './figures';

function figure(id: string, value: number | null, more: Partial<Observation> = {}): Observation {
  return { id, indicator: 'tax', value, about: [{ to: 'park-a' }], period: '2019', unit: '亿元', ...more } as Observation;
}
const differing = (...all: Observation[]) => figures(all, ['tax', 'output']).map((one) => one.differs);

describe('figures', () => {
  it('that cannot both hold are marked: the two totals of Beijing parks in 2019', () => {
    expect(differing(figure('obs-1', 9540), figure('obs-2', 9655))).toEqual([true, true]);
  });

  it('of other periods, scopes, units or records do not differ', () => {
    expect(differing(figure('obs-1', 1), figure('obs-2', 2, { period: '2020' }), figure('obs-3', 3, { scope: '半年' }), figure('obs-4', 4, { unit: '家' }), figure('obs-5', 5, { about: [{ to: 'park-b' }] } as unknown as Partial<Observation>))).not.toContain(true);
  });

  it('of one record and of several together do not differ', () => {
    const both = { about: [{ to: 'park-a' }, { to: 'park-b' }] } as unknown as Partial<Observation>;
    expect(differing(figure('obs-1', 1), figure('obs-2', 2, both))).toEqual([false, false]);
    expect(differing(figure('obs-1', 1, both), figure('obs-2', 2, both))).toEqual([true, true]);
  });

  it('that bound one value agree, and those that bound none do not', () => {
    const [least, most] = [figure('obs-1', 50, { bound: 'at-least' }), figure('obs-2', 70, { bound: 'at-most' })];
    expect(differing(least, most)).toEqual([false, false]);
    expect(differing(least, figure('obs-3', 40))).toEqual([true, true]);
    expect(differing(figure('obs-4', 80, { bound: 'at-least' }), most)).toEqual([true, true]);
    expect(differing(least, figure('obs-5', 60))).toEqual([false, false]);
  });

  it('as grades differ when the words do; the same twice does not', () => {
    const grade = (id: string, word: string) => figure(id, null, { grade: word } as Partial<Observation>);
    expect(differing(grade('obs-1', '优秀'), grade('obs-2', '良好'))).toEqual([true, true]);
    expect(differing(figure('obs-1', 3), figure('obs-2', 3))).toEqual([false, false]);
  });

  it('stand by indicator, newest period first, the preferred before those that differ from it', () => {
    const rows = figures(
      [figure('obs-1', 500, { period: '2021' }), figure('obs-2', 519.81, { period: '2021', preferred: true }), figure('obs-3', 431, { period: '2020' }), figure('obs-4', 1, { indicator: 'output' })],
      ['output', 'tax'],
    );
    expect(rows.map((row) => row.observation.id)).toEqual(['obs-4', 'obs-2', 'obs-1', 'obs-3']);
  });
});
