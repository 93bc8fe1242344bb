import { describe, expect, it } from 'vitest';
import { datesIn, lacks, recordOf, rowOf, unlink, valuesOf, type FieldForm, type Form, type Row } from './values';

const field = (name: string, holds: FieldForm['holds'], more: Partial<FieldForm> = {}): FieldForm => ({ name, zh: name, en: name, holds, required: false, targets: [], fields: [], ...more });
const cites = field('cites', 'links', { targets: ['Source'], fields: [field('to', 'text', { required: true }), field('wording', 'text'), field('inferred', 'words', { words: 'inferred' })] });
const form: Form = [
  field('name_zh', 'text', { required: true }),
  field('aliases', 'texts'),
  field('kind', 'word', { words: 'alliance_kind' }),
  field('sectors', 'words', { words: 'sector' }),
  field('lat', 'number'),
  field('show_url', 'flag'),
  field('since', 'date'),
  field('has_member', 'links', { targets: ['Park'], fields: [field('to', 'text', { required: true }), field('part', 'word'), field('sources', 'ids')] }),
  field('has_step', 'parts', { fields: [field('state', 'word', { required: true }), field('date', 'date'), cites] }),
  cites,
];
const record = {
  id: 'alliance-a', name_zh: '甲乙', aliases: ['甲', '乙'], kind: 'pairing', sectors: ['02'], lat: 31.5, show_url: true, since: '2023-06', merged: ['alliance-b'],
  has_member: [{ to: 'park-a', part: 'park', sources: ['source-a'] }, { to: 'park-b', part: 'park' }],
  has_step: [{ id: 'alliance-a#1', state: 'signed', date: '2023-06-08', cites: [{ to: 'source-a', inferred: ['year'] }] }],
  cites: [{ to: 'source-a', wording: '原话' }],
};
const words: Record<string, string> = { 八月二十五日: 'XXXX-08-25' };
const ids: Record<string, string> = { 'park-new': 'park-z', 'source-new': 'source-z' };
const asking = (base: object = record) => ({ id: 'alliance-a', base: base as Record<string, unknown>, control: 'd', called: (id: string) => ids[id] ?? id, edtf: (text: string) => words[text] ?? text });

describe('the values of a form', () => {
  it('give back the record that they were made from, with what the form does not ask for', () => {
    expect(recordOf(form, valuesOf(form, record), asking()).after).toEqual(record);
  });

  it('keep the order of the sources of a part', () => {
    const other = { id: 'alliance-a', has_step: [{ id: 'alliance-a#1', state: 'signed', cites: [{ to: 'source-b' }, { to: 'source-a' }] }] };
    expect(recordOf(form, valuesOf(form, other), asking(other)).after).toEqual(other);
  });

  it('leave out what says nothing, and number new parts after all that there were', () => {
    const values = valuesOf(form, record);
    values.aliases = ' 甲 \n\n';
    values.lat = '';
    values.since = ' 八月二十五日 ';
    values.has_step = [rowOf(form[8]!.fields, { state: 'active' }), rowOf(form[8]!.fields)];
    const { after } = recordOf(form, values, asking());
    expect(after).toMatchObject({ aliases: ['甲'], since: 'XXXX-08-25', has_step: [{ id: 'alliance-a#2', state: 'active' }] });
    expect(after).not.toHaveProperty('lat');
    expect(recordOf(form, valuesOf(form), asking({})).after).toEqual({ id: 'alliance-a' });
  });

  it('know the control of each place, links being in the order of the server', () => {
    const values = valuesOf(form, record);
    const [a, b] = values.has_member as Row[];
    values.has_member = [rowOf(form[7]!.fields), b!, a!];
    const { after, places } = recordOf(form, values, asking());
    expect((after.has_member as { to: string }[]).map(({ to }) => to)).toEqual(['park-a', 'park-b']);
    expect(places.get('has_member/0/to')).toBe(`d-has_member-${a!.key}-to`);
    expect(places.get('has_member/1')).toBe(`d-has_member-${b!.key}`);
    const step = (values.has_step as Row[])[0]!;
    expect(places.get('has_step/0/cites/0/to')).toBe(`d-has_step-${step.key}-cites-${(step.values.cites as Row[])[0]!.key}-to`);
  });

  it('say what is missing, and which numbers and dates are none; rows that say nothing are no matter', () => {
    const values = valuesOf(form, { lat: 'x', since: 'soon', has_member: [{ part: 'park' }, {}] });
    const found = lacks(form, values, 'd', (text) => text !== 'soon');
    const member = (values.has_member as Row[])[0]!;
    expect(found.map(({ control, what }) => [control, what])).toEqual([
      ['d-name_zh', 'required'], ['d-lat', 'number'], ['d-since', 'date'], [`d-has_member-${member.key}-to`, 'required'],
    ]);
  });

  it('lead to records entered with it by the ids that those have by now, in the order of the server', () => {
    const other = { id: 'alliance-a', has_member: [{ to: 'park-new', sources: ['source-new'] }, { to: 'park-x' }], cites: [{ to: 'source-new' }] };
    const { after } = recordOf(form, valuesOf(form, other), asking(other));
    expect(after).toEqual({ id: 'alliance-a', has_member: [{ to: 'park-x' }, { to: 'park-z', sources: ['source-z'] }], cites: [{ to: 'source-z' }] });
  });

  it('lead nowhere in place of a record that is taken out, which is lacking then', () => {
    const values = valuesOf(form, { ...record, has_step: [{ id: 'alliance-a#1', state: 'signed', cites: [{ to: 'source-a', inferred: ['year'] }] }] });
    unlink(form, values, 'source-a');
    const { after } = recordOf(form, values, asking());
    expect(after).toMatchObject({ has_member: [{ to: 'park-a', part: 'park' }, { to: 'park-b', part: 'park' }], cites: [{ wording: '原话' }] });
    expect((after.has_member as object[])[0]).not.toHaveProperty('sources');
    expect(lacks(form, values, 'd', () => true).map(({ what }) => what)).toEqual(['required', 'required']);
  });

  it('are lacking where a name was typed and nothing chosen, though nothing else is said there', () => {
    const values = valuesOf(form, { name_zh: '甲', has_member: [{ to: '苏州' }, { to: 'park-a', sources: ['source-a', '报道'] }] });
    const [a, b] = values.has_member as Row[];
    expect(lacks(form, values, 'd', () => true).map(({ control, what }) => [control, what])).toEqual([
      [`d-has_member-${a!.key}-to`, 'choice'], [`d-has_member-${b!.key}-sources`, 'choice'],
    ]);
  });

  it('have dates wherever they stand', () => {
    expect(datesIn(form, valuesOf(form, record))).toEqual(['2023-06', '2023-06-08']);
  });
});
