import { describe, expect, it } from 'vitest';
import { decimalsOf, intervalOf } from './rows';
import { askedWith, chosen, groupsOf, percentOf, reasons, shareOf, type Definition } from './said';

const entry = (id: string, per: string, family: string) => ({ id, per, family }) as Definition;
const table = [entry('degree', 'node', 'place'), entry('closeness', 'node', 'place'), entry('communities', 'partition', 'groups'), entry('density', 'network', 'whole'), entry('diameter', 'network', 'whole'), entry('assortativity', 'network', 'mixing')];

describe('what is asked of the server', () => {
  it('is what is shown alone', () => {
    expect(askedWith(table, chosen(table, undefined) as Definition, [])).toEqual(['degree']);
    expect(askedWith(table, chosen(table, 'closeness') as Definition, ['degree', 'closeness', 'density'])).toEqual(['closeness', 'degree']);
    expect(askedWith(table, chosen(table, 'diameter') as Definition, ['degree'])).toEqual(['density', 'diameter']);
    expect(askedWith(table, chosen(table, 'communities') as Definition, [])).toEqual(['communities']);
  });
  it('begins with the first measure where there is none of that name', () => {
    expect(chosen(table, 'nonsense')?.id).toBe('degree');
    expect(chosen([], 'degree')).toBeUndefined();
  });
});

describe('why nothing is said', () => {
  it('is said once of measures whose sentences differ in their names alone', () => {
    const few = (label: string) => ({ label, warning: `少于30，${label}不说明问题。` });
    expect(reasons([few('直径'), few('传递性'), { label: '密度', warning: '没有合作，密度不说明问题。' }], (labels) => labels.join('、'))).toEqual([
      '少于30，直径、传递性不说明问题。', '没有合作，密度不说明问题。',
    ]);
  });
});

it('shares are said in percent: E-I from -1 (all within) to 1 (all across)', () => {
  expect([percentOf('ei_index', -1), percentOf('ei_index', 0), percentOf('ei_index', 1), percentOf('density', 0.25), percentOf('diameter', 3)]).toEqual([0, 50, 100, 25, null]);
});

it('groups stand by their size, and who is alone is counted', () => {
  expect(groupsOf([2, 1, 1, 3, null, 2, 1])).toEqual({ groups: [{ number: 1, nodes: [1, 2, 6] }, { number: 2, nodes: [0, 5] }], alone: 1 });
  expect(groupsOf([])).toEqual({ groups: [], alone: 0 });
});

it('a share that is no share is none', () => {
  expect(['0.3', '0', '1', '-0.1', 'x', '', undefined].map(shareOf)).toEqual(['0.3', '', '', '', '', '', '']);
});

it('an interval is one number where both ends are the same, and none where there is none', () => {
  const write = (rank: number | null | undefined) => (rank === null || rank === undefined ? '—' : String(rank));
  expect([intervalOf(1, 6, write), intervalOf(3, 3, write), intervalOf(null, null, write)]).toEqual(['1–6', '3', '—']);
});

it('small values are told apart, whole ones have no decimals', () => {
  expect([decimalsOf([1, 20, null]), decimalsOf([0.5, 1.25]), decimalsOf([0, 0.00012]), decimalsOf([]), decimalsOf([1e-12])]).toEqual([0, 4, 7, 0, 8]);
});
