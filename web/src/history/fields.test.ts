import { describe, expect, it } from 'vitest';
import { isId, mentioned, partNumber, placed, type Form } from './fields';

const field = (name: string, holds: Form['holds'], fields: Form[] = []): Form => ({ name, zh: name, en: name, holds, required: false, targets: [], fields });
const forms = [
  field('name_en', 'text'),
  field('has_step', 'parts', [field('date', 'date'), field('cites', 'links', [field('to', 'text'), field('wording', 'text')])]),
  field('has_member', 'links', [field('to', 'text'), field('since', 'date'), field('sources', 'ids')]),
];

describe('a place in a record', () => {
  it('is a field, an item, or a field of an item', () => {
    expect(placed('name_en', forms)).toMatchObject({ form: { name: 'name_en' }, whole: false });
    expect(placed('has_member/park-a', forms)).toMatchObject({ form: { name: 'has_member' }, whole: true, way: [{ name: 'has_member' }, { item: 'park-a' }] });
    expect(placed('has_step/alliance-a#2/date', forms)).toMatchObject({ form: { name: 'date', holds: 'date' }, whole: false });
    expect(placed('has_step/alliance-a#2/cites/source-1/wording', forms).form?.name).toBe('wording');
  });
  it('keeps the name of a field that no form has', () => {
    expect(placed('merged', forms)).toEqual({ way: [{ name: 'merged', form: undefined }], form: undefined, whole: false });
  });
});

it('an id is known by its kind, and the number of a part by its end', () => {
  expect([isId('park-a'), isId('park'), isId('signed'), isId('party-department'), isId('园区-a'), isId(3)]).toEqual([true, false, false, false, false, false]);
  expect([partNumber('alliance-a#12'), partNumber('park-a')]).toEqual(['12', '']);
});

it('what changed mentions records and dates, on both sides and at any depth', () => {
  const found = mentioned(
    [
      { place: 'has_step/alliance-a#1/date', before: '2022-08-17', after: '2022-08' },
      { place: 'has_member/park-b', before: null, after: { to: 'park-b', since: '2023', sources: ['source-1'] } },
      { place: 'name_en', before: null, after: '2020 park-like name' },
    ],
    forms,
  );
  expect([...found.dates].sort()).toEqual(['2022-08', '2022-08-17', '2023']);
  expect([...found.ids].sort()).toEqual(['park-b', 'source-1']);
});
