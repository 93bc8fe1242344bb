import { describe, expect, it } from 'vitest';
import { rebased } from './rebase';

const step = (n: number, date: string) => ({ id: `alliance-a#${n}`, state: 'signed', date });
const base = { id: 'alliance-a', name_zh: '甲乙', note: '旧', has_member: [{ to: 'park-a' }, { to: 'park-b' }], has_step: [step(1, '2022')], aliases: ['甲'] };

describe('my entries upon what others changed', () => {
  it('keep what either changed', () => {
    const mine = { ...base, note: '我的', has_step: [step(1, '2022-08')] };
    const theirs = { ...base, name_zh: '甲与乙', name_en: 'A and B' };
    expect(rebased(base, mine, theirs)).toEqual({ ...theirs, note: '我的', has_step: [step(1, '2022-08')] });
  });

  it('keep links and parts that either added, mine without a number, and drop what either dropped', () => {
    const mine = { ...base, has_member: [{ to: 'park-a' }, { to: 'park-c' }], has_step: [step(1, '2022'), { state: 'active' }] };
    const theirs = { ...base, has_member: [{ to: 'park-a' }, { to: 'park-b' }, { to: 'park-d' }], has_step: [step(1, '2022'), step(2, '2023')] };
    const found = rebased(base, mine, theirs);
    expect(found.has_member).toEqual([{ to: 'park-a' }, { to: 'park-d' }, { to: 'park-c' }]);
    expect(found.has_step).toEqual([step(1, '2022'), step(2, '2023'), { state: 'active' }]);
  });

  it('keep what others changed in lists of which several links lead to one record', () => {
    const titles = [{ to: 'programme-p', kind: 'applied' }, { to: 'programme-p', kind: 'named' }];
    const mine = [titles[0], { to: 'programme-p', kind: 'named', since: '2020' }];
    const theirs = [titles[1], { to: 'programme-p', kind: 'passed' }, { to: 'programme-q', kind: 'named' }];
    expect(rebased({ holds_title: titles }, { holds_title: mine }, { holds_title: theirs }).holds_title).toEqual([theirs[1], theirs[2], mine[1]]);
  });

  it('are mine where both changed the same', () => {
    expect(rebased(base, { ...base, note: '我的', aliases: ['乙'] }, { ...base, note: '别人的', aliases: ['丙'] })).toMatchObject({ note: '我的', aliases: ['乙'] });
    const { note: _, ...without } = base;
    expect(rebased(base, without, { ...base, name_en: 'A' })).toEqual({ ...without, name_en: 'A' });
  });
});
