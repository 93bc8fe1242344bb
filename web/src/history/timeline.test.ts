import { describe, expect, it } from 'vitest';
import type { Alliance, AnyRecord, JointAction, Observation } from '../record/data';
import { allFacts, factsOf, orderOf, timeline, type Correction, type Entry } from './timeline';

const tie = {
  id: 'alliance-a', name_zh: '甲乙', kind: 'pairing', cites: [{ to: 'source-1' }],
  has_member: [{ to: 'park-a', part: 'park', since: '2024', sources: ['source-2'] }],
  has_step: [{ id: 'alliance-a#1', state: 'intention' }, { id: 'alliance-a#2', state: 'signed', date: '2023-06-08', cites: [{ to: 'source-3' }] }],
  has_term: [{ id: 'alliance-a#3', since: '2023', until: '2026' }],
} as unknown as Alliance;
const action = { id: 'action-a', name_zh: '论坛', kind: 'forum', since: '2023-40' } as unknown as JointAction;
const figure = { id: 'obs-a', indicator: 'parks', period: '2022', about: [{ to: 'alliance-a' }] } as unknown as Observation;
const change = (revision: number, recorded_at: string): Correction => ({
  key: `${revision}`, id: 'alliance-a', event: { revision, recorded_at, actor: 'a', action: 'edit', reason: '', change: 'changed', fields: [] },
});
const said = (entry: Entry) => ('fact' in entry ? `${entry.fact.record.id} ${entry.fact.field} ${entry.fact.edge}` : `log ${entry.correction.event.revision}`);

describe('the facts of a record', () => {
  it('are its dates with the sources nearest to them; a step without a date is one, too', () => {
    const found = factsOf(tie);
    expect(found.map(({ field, edge, at }) => [field, edge, at])).toEqual([
      ['has_member', 'since', '2024'], ['has_step', 'date', null], ['has_step', 'date', '2023-06-08'], ['has_term', 'since', '2023'], ['has_term', 'until', '2026'],
    ]);
    expect(found.map(({ cites }) => cites[0]?.to)).toEqual(['source-2', 'source-1', 'source-3', 'source-1', 'source-1']);
  });
  it('are those of what it takes part in as well, each once', () => {
    const park = { id: 'park-a', name_zh: '甲' } as unknown as AnyRecord;
    const around = { record: park, alliances: [tie, tie], actions: [action], observations: [figure] };
    expect(allFacts(around).map(({ key }) => key.split(' ')[0])).toEqual(['alliance-a', 'alliance-a', 'alliance-a', 'alliance-a', 'action-a', 'obs-a']);
    expect(allFacts({ ...around, record: tie }).filter(({ record }) => record.id === 'alliance-a')).toHaveLength(5);
  });
});

describe('the timeline', () => {
  it('puts facts by their dates and corrections by when they were recorded, and keeps apart what has no year', () => {
    const facts = allFacts({ record: tie, alliances: [], actions: [action], observations: [figure] });
    const found = timeline(facts, [change(2, '2023-06-07T16:30:00+00:00'), change(1, '2023-06-07T01:00:00+00:00')]);
    expect(found.dated.map(said)).toEqual([
      'obs-a  period', 'alliance-a has_term since', 'action-a  since', 'log 1', 'alliance-a has_step date', 'log 2', 'alliance-a has_member since', 'alliance-a has_term until',
    ]);
    expect(found.undated.map(({ item }) => item.state)).toEqual(['intention']);
  });
});

it('an EDTF date sorts by its first day that is known', () => {
  const dates = ['2023', '2023-40', '2023-02', '2023-41', '2023-06~', '202X', '2021/2025', '../2020', 'XXXX-08-25', null, '2023-06-XX'];
  expect(dates.map(orderOf)).toEqual(['2023', '2023-01', '2023-02', '2023-07', '2023-06', '2020', '2021', '2020', null, null, '2023-06']);
});
