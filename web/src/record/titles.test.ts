import { describe, expect, it } from 'vitest';
import type { Park, Programme, Title } from './data';
import { levelTitle, reviewOf, sorted } from './titles';
import { unknowns } from './unknown';

function title(more: object): Title {
  return { to: 'programme-national', title: '示范园区', kind: 'named', rank: 'national', ...more } as Title;
}
const rule = { id: 'programme-national#9', kind: 'term', code: 'term', wording: '示范期 示范园区5年, 示范基地3年', since: '2023' };
const programme = { id: 'programme-national', name_zh: '名单', has_rule: [rule] } as unknown as Programme;

describe('titles', () => {
  it('give the level by the best that is in force', () => {
    const creation = title({ to: 'programme-creation', kind: 'creation' });
    const park = { id: 'park-a', name_zh: '甲', holds_title: [title({ to: 'programme-city', rank: 'provincial' }), creation, title({ status: 'revoked' })] } as unknown as Park;
    expect(levelTitle(park, 'national', ['programme-creation', 'programme-city'])).toBe(creation);
    expect(levelTitle(park, null, [])).toBeNull();
    expect(sorted(park.holds_title ?? []).map((one) => one.rank + (one.status ?? ''))).toEqual(['national', 'provincial', 'nationalrevoked']);
  });

  it('are due for review when the years of the rule for parks are over, on the last day that the date allows', () => {
    expect(reviewOf(title({ since: '2020-12-25' }), programme)?.due).toBe('2025-12-25');
    expect(reviewOf(title({ since: '2020' }), programme)?.due).toBe('2025-12-31');
    expect(reviewOf(title({ since: '2020' }), programme)).toMatchObject({ years: 5, since: '2023' });
  });

  it('are not, without such a rule, a year, or the title itself', () => {
    expect(reviewOf(title({ since: '2020' }), { ...programme, has_rule: [] } as Programme)).toBeNull();
    expect(reviewOf(title({ since: '2020' }), undefined)).toBeNull();
    expect(reviewOf(title({}), programme)).toBeNull();
    expect(reviewOf(title({ since: '2007-06/2011-02-28' }), programme)).toBeNull();
    expect(reviewOf(title({ since: '2020', status: 'revoked' }), programme)).toBeNull();
    expect(reviewOf(title({ since: '2020', kind: 'creation' }), programme)).toBeNull();
  });
});

describe('what is unknown of a park', () => {
  it('is all of it but a name, and a district point is not the park’s own', () => {
    const bare = { id: 'park-a', name_zh: '甲', lat: 1, lon: 1, point_precision: 'district' } as unknown as Park;
    expect(unknowns(bare, { level: false, figures: 0, ties: 0 })).toHaveLength(10);
  });

  it('shrinks with what is there', () => {
    const park = { id: 'park-a', name_zh: '甲', lat: 1, lon: 1, point_precision: 'park', status: 'open', sectors: ['01'], located_in: [{ to: 'city-1' }] } as unknown as Park;
    expect(unknowns(park, { level: true, figures: 1, ties: 1 })).toEqual(['strengths', 'operator', 'supervisor']);
  });
});
