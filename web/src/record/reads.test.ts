/** Sections of a record's page that are read by themselves: again when the server is back, said when refused, by the day asked for last. */
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordPath } from '../address/address.svelte';
import { RETRY_MS, store } from '../network/store.svelte';
import { words } from '../words/words.svelte';
import Record from './Record.svelte';

const TODAY = '2026-11-22';
type Reply = Response | Promise<Response>;
const good = (data: unknown) => Response.json({ meta: { version: 1 }, data });
const refused = () => Response.json({ detail: 'no' }, { status: 500 });
const away = () => Promise.reject(new TypeError('away'));
const around = { incoming: [], total: 0, names: {}, dates: {} };
const rule = { id: 'programme-p#r1', kind: 'eligibility', wording: '省级', code: '一' };
const coverage = {
  programme: 'programme-p', day: TODAY, parks: 7, expected_parks: 9, groups: 0, expected_groups: null, known: [], sentence: ['已知七家', '7 known'],
  provinces: [], regions: [], batches: [], undated: 0, pilot: 0, pilot_years: [], missing: [],
};
const eligible = (day: string) => ({
  programme: 'programme-p', day, counts: { yes: 0, no: 0, unknown: 1 }, conditions: [{ rule: rule.id, wording: `规则 ${day}`, counts: {}, lists: [] }],
  parks: [{ park: 'park-a', name_zh: '甲园', answer: 'unknown', findings: [{ rule: rule.id, answer: 'unknown', why: 'no-proof' }] }],
});
let answers: { [path: string]: (query: URLSearchParams) => Reply };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  words.lang = 'zh';
  answers = {
    '/parks/park-a': () => good({ id: 'park-a', name_zh: '甲园' }),
    '/parks/park-a/context': () => good(around),
    '/parks/park-a/eligibility': (query) => good([eligible(query.get('at') ?? TODAY)]),
    '/programmes/programme-p': () => good({ id: 'programme-p', name_zh: '名单', has_rule: [rule] }),
    '/programmes/programme-p/context': () => good(around),
    '/programmes/programme-p/coverage': () => good(coverage),
    '/programmes/programme-p/eligibility': (query) => good(eligible(query.get('at') ?? TODAY)),
  };
  vi.stubGlobal('fetch', (address: string) => {
    const { pathname, searchParams } = new URL(address, 'http://x');
    return Promise.resolve(answers[pathname.replace('/api/v1', '')]?.(searchParams) ?? Response.json({}, { status: 404 }));
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Object.assign(store, { awaySince: '', wrong: '' });
});

const SECTIONS = [
  ['programmes', 'programme-p', '/programmes/programme-p/coverage', /^收录情况/, '已知七家'],
  ['programmes', 'programme-p', '/programmes/programme-p/eligibility', /^哪些园区/, `规则 ${TODAY}`],
  ['parks', 'park-a', '/parks/park-a/eligibility', /^可以参加/, `规则 ${TODAY}`],
] as const satisfies readonly (readonly [RecordPath, string, string, RegExp, string])[];
const section = (path: RecordPath, id: string, name: RegExp) => {
  render(Record, { path, id });
  return screen.findByRole('region', { name });
};

describe.each(SECTIONS)('on the page of %s %s what %s answers', (path, id, from, name, said) => {
  it('is read as soon as the server is back', async () => {
    const there = answers[from] as () => Reply;
    answers[from] = away;
    const part = await section(path, id, name);
    await within(part).findByText(/恢复后自动读取/);
    answers[from] = there;
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(await within(part).findByText(said)).toBeTruthy();
  });

  it('is said not to be read when it was refused', async () => {
    answers[from] = refused;
    expect(await within(await section(path, id, name)).findByText('没有读到。')).toBeTruthy();
  });
});

it('the rules that a park meets are listed in the language of the page', async () => {
  const rules = ['r1', 'r2'].map((n) => ({ ...eligible(TODAY).conditions[0], rule: n, code: n }));
  const park = { park: 'park-a', name_zh: '甲园', answer: 'yes', findings: rules.map((one) => ({ rule: one.rule, answer: 'yes' })) };
  answers['/programmes/programme-p/eligibility'] = () => good({ ...eligible(TODAY), conditions: rules, parks: [park] });
  const part = await section('programmes', 'programme-p', /^哪些园区/);
  expect(await within(part).findByText('r1、r2')).toBeTruthy();
  words.lang = 'en';
  expect(await within(part).findByText('r1, r2')).toBeTruthy();
});

describe.each([SECTIONS[1], SECTIONS[2]])('on the page of %s %s the day of %s', (path, id, from, name, said) => {
  const put = (part: HTMLElement, day: string) => {
    const field = within(part).getByLabelText('截至');
    return fireEvent.change(field, { target: { value: day } });
  };

  it('is the one asked for last, whichever answer comes first', async () => {
    const part = await section(path, id, name);
    await within(part).findByText(said);
    const there = answers[from] as (query: URLSearchParams) => Reply;
    let late = () => {};
    answers[from] = (query) => (query.get('at') === '0202-01-01' ? new Promise((done) => (late = () => done(there(query) as Response))) : there(query));
    await put(part, '0202-01-01');
    await put(part, '2024-01-01');
    await within(part).findByText('规则 2024-01-01');
    late();
    await vi.advanceTimersByTimeAsync(0);
    expect(within(part).queryByText('规则 0202-01-01')).toBeNull();
    expect((within(part).getByLabelText('截至') as HTMLInputElement).value).toBe('2024-01-01');
  });

  it('has no answer of another day below it when it is refused, and can be changed', async () => {
    const part = await section(path, id, name);
    await within(part).findByText(said);
    const there = answers[from] as (query: URLSearchParams) => Reply;
    answers[from] = refused;
    await put(part, '2024-01-01');
    await within(part).findByText('没有读到。');
    expect(within(part).queryByText(said)).toBeNull();
    answers[from] = there;
    await put(part, '2025-01-01');
    expect(await within(part).findByText('规则 2025-01-01')).toBeTruthy();
    await put(part, '');
    await waitFor(() => expect((within(part).getByLabelText('截至') as HTMLInputElement).value).toBe('2025-01-01'));
  });
});
