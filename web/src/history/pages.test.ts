import { describe, expect, it } from 'vitest';
import { parsed } from '../address/address.svelte';
import { diffQuery, inOrder, sidesOf, spanOf } from './compare';
import { byProgramme, counted, monthsOf } from './lives';
import { askFor, countsOf, named } from './log';
import { dayAfter, dayOf, isDay, momentText } from './moments';

describe('the span of an address', () => {
  const today = '2026-11-22';
  it('is the last year of what happened where none is named', () => {
    expect(spanOf({}, today, '')).toEqual({ clock: 'valid', from: '2025-11-22', to: today });
    expect(spanOf({ from: '2023-02-30', to: 'x' }, '2024-02-29', '')).toEqual({ clock: 'valid', from: '2023-03-01', to: '2024-02-29' });
  });
  it('has the second clock only where something was recorded on a second day', () => {
    expect(spanOf({ clock: 'recorded' }, today, '').clock).toBe('valid');
    expect(spanOf({ clock: 'recorded' }, today, '2026-11-20')).toEqual({ clock: 'recorded', from: '2026-11-19', to: '' });
  });
  it('of what was recorded asks for no day that is not over', () => {
    expect(spanOf({ clock: 'recorded', from: '2026-12-01', to: today }, today, '2026-11-20')).toEqual({ clock: 'recorded', from: '2026-11-21', to: '' });
  });
  it('is asked for with the lens, but for its day', () => {
    const span = { clock: 'valid', from: '2022-01-01', to: '2023-01-01' } as const;
    expect(diffQuery(span, { at: '2020-01-01', state: 'in-force', projection: 'star' })).toEqual([['from', '2022-01-01'], ['to', '2023-01-01'], ['clock', 'valid'], ['state', 'in-force']]);
    expect(sidesOf(span, { state: 'in-force' }, ['pairing'])).toEqual({
      first: null, second: [['at', '2023-01-01'], ['state', 'in-force'], ['layers', 'pairing'], ['nodes', 'park,organisation,city']],
    });
    const known = sidesOf({ clock: 'recorded', from: '2026-10-01', to: '' }, {}, []);
    expect([known.first?.[0], known.second[0]]).toEqual([['known', '2026-10-01'], ['layers', '']]);
    expect([inOrder(span), inOrder({ ...span, from: '2024-01-01' }), inOrder({ ...span, to: '' })]).toEqual([true, false, true]);
  });
});

it('each page has its own parts of the address, and they are of no other', () => {
  const read = (path: string, search: string) => parsed(path, search, {}, {});
  expect(read('/diff', '?from=2022-01-01&to=2023-01-01&view=map')).toMatchObject({ page: { at: 'diff' }, own: { from: '2022-01-01', to: '2023-01-01' }, dropped: [] });
  expect(read('/lifecycle', '?months=6&from=2022-01-01')).toMatchObject({ page: { at: 'lifecycle' }, own: { months: '6' }, dropped: ['from'] });
  expect(read('/', '?day=2022-01-01')).toMatchObject({ own: {}, dropped: ['day'] });
  expect(read('/changes/1', '').page).toEqual({ at: 'nowhere' });
});

describe('the log', () => {
  const change = (id: string, before: string | null, after: string | null) => ({ position: 0, kind: 'Park', id, before, after });
  const changes = [change('park-a', null, '{"name_zh":"甲"}'), change('source-a', '{"name_zh":"旧"}', '{"name_zh":"新"}'), change('park-b', '{"name_zh":"乙"}', null)];
  it('counts what was added, changed and retracted, and names it by kind', () => {
    expect(countsOf(changes)).toEqual({ added: 1, changed: 1, removed: 1 });
    expect(named(changes).map(([path, all]) => [path, all.map((one) => one.name_zh)])).toEqual([['parks', ['甲', '乙']], ['sources', ['新']]]);
  });
  it('is asked for by the revision that a page ends with', () => {
    expect([askFor(50), askFor(7), askFor(0)]).toEqual([{ after: 30, limit: 20 }, { after: 0, limit: 7 }, { after: 0, limit: 1 }]);
  });
});

it('ties are counted once in each region of their parties, under each of their programmes', () => {
  const signed = [
    { id: 'a', programmes: ['p'], regions: ['east', 'west'] },
    { id: 'b', programmes: ['p', 'q'], regions: ['west'] },
    { id: 'c', programmes: [], regions: [] },
  ];
  expect(counted(signed, ['east', 'west'])).toEqual([1, 2, 1]);
  expect(byProgramme(signed, ['east', 'west']).map(({ programme, ids, counts }) => [programme, ids.join(''), counts])).toEqual([
    ['p', 'ab', [1, 2, 0]], ['q', 'b', [0, 1, 0]], ['', 'c', [0, 0, 1]],
  ]);
  expect([monthsOf('6'), monthsOf('7'), monthsOf(undefined)]).toEqual([6, 12, 12]);
});

it('moments of the log are told in the time of China', () => {
  expect(dayOf('2026-11-21T16:30:00.000000+00:00')).toBe('2026-11-22');
  expect(momentText('2026-11-21T16:30:00.000000+00:00', 'zh-CN')).toContain('2026年11月22日');
  expect(momentText('no moment', 'zh-CN')).toBe('no moment');
  expect([dayAfter('2026-03-01', -1), dayAfter('2026-12-31', 1)]).toEqual(['2026-02-28', '2027-01-01']);
  expect([isDay('2026-02-29'), isDay('2024-02-29'), isDay('0000-01-01'), isDay('')]).toEqual([false, true, false, false]);
});
