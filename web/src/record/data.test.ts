import { describe, expect, it } from 'vitest';
import { upright } from '../words/marks';
import { bare, byKind, chinese, citations, citesOf, linking, ownerOf, pathOf, together, type AnyRecord } from './data';

const tie = { id: 'alliance-a-b', name_zh: '甲 × 乙', kind: 'pairing', has_member: [{ to: 'park-a', part: 'park' }, { to: 'park-b', part: 'park' }], under: [{ to: 'programme-p' }] };
const action = { id: 'action-x', name_zh: '对接会', kind: 'matching', has_participant: [{ to: 'park-a' }], carried_out_for: [{ to: 'alliance-a-b' }] };
const figure = { id: 'obs-1', indicator: 'tax', about: [{ to: 'park-a' }], value: 1 };
const records = [figure, action, tie] as unknown as AnyRecord[];

describe('what links to a record', () => {
  it('is grouped by kind and by the field that links', () => {
    expect(linking(records, 'alliances', 'has_member', 'park-a').map(({ id }) => id)).toEqual(['alliance-a-b']);
    expect(linking(records, 'alliances', 'under', 'park-a')).toEqual([]);
    expect(linking(records, 'joint-actions', 'carried_out_for', 'alliance-a-b').map(({ id }) => id)).toEqual(['action-x']);
    expect(linking([{ id: 'park-c', name_zh: '丙' }] as unknown as AnyRecord[], 'parks', 'part_of', 'park-a')).toEqual([]);
  });

  it('is listed in one order of kinds, without those of which there is none', () => {
    expect(byKind(records).map(([path, found]) => [path, found.length])).toEqual([['alliances', 1], ['joint-actions', 1], ['observations', 1]]);
  });
});

describe('ids', () => {
  it('say the kind, and the owner of a part', () => {
    expect([pathOf('org-x'), pathOf('action-y#2'), pathOf('nothing-z'), pathOf('')]).toEqual(['organisations', 'joint-actions', '', '']);
    expect(ownerOf('programme-carrying-plan#3')).toBe('programme-carrying-plan');
  });
});

describe('citations', () => {
  const record = {
    cites: [{ to: 'source-2', confidence: 'high' }],
    has_step: [{ id: 'alliance-a#1', cites: [{ to: 'source-1', confidence: 'medium', inferred: ['year'], wording: '签约' }] }],
    has_member: [{ to: 'park-a', sources: ['source-2', 'source-3'] }],
  };

  it('are found in the record, its parts and its links, by source, in reading order', () => {
    const found = citations(record);
    expect([...found.keys()]).toEqual(['source-2', 'source-1', 'source-3']);
    expect(found.get('source-2')).toEqual([{ to: 'source-2', confidence: 'high' }, { to: 'source-2' }]);
  });

  it('of a figure do not repeat its unit as a wording', () => {
    const cites = (wording: string) => [...citations({ unit: '家', cites: [{ to: 'source-1', wording }] }).values()].flat();
    expect(together(cites('家')).wording).toEqual([]);
    expect(together(cites('600家')).wording).toEqual(['600家']);
  });

  it('of one source are told together, the surest first', () => {
    const cites = [{ to: 's', confidence: 'low' }, { to: 's', confidence: 'high', inferred: ['year'] }, { to: 's', confidence: 'high', wording: '甲' }] as const;
    expect(together(cites)).toEqual({ confidence: ['high', 'low'], inferred: ['year'], wording: ['甲'] });
  });

  it('of a part without any are those of its owner', () => {
    expect(citesOf({}, { cites: bare(['source-1']) })).toEqual([{ to: 'source-1' }]);
    expect(citesOf({ cites: bare(['source-2']) }, { cites: bare(['source-1']) })).toEqual([{ to: 'source-2' }]);
  });
});

describe('text of a record', () => {
  it('keeps its letters and loses what turns the direction of text after it', () => {
    expect(upright('园\u202e区\u2067 مرحبا')).toBe('园区 مرحبا');
    expect(upright('<b>&amp;</b> 🏭')).toBe('<b>&amp;</b> 🏭');
  });

  it('is known to be Chinese by its characters', () => {
    expect([chinese('798艺术区'), chinese('C3')]).toEqual([true, false]);
  });
});
