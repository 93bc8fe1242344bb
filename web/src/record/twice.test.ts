/** What a record may say twice, apart in its time or its sources alone: a title, a member, a signatory, a batch. */
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RecordPath } from '../address/address.svelte';
import { words } from '../words/words.svelte';
import Record from './Record.svelte';

const often = (to: string, more: object = {}) => ['2019', '2023'].map((since) => ({ to, since, ...more }));
const members = [...often('park-a', { part: 'park' }), { to: 'park-b', part: 'park' }];
const step = { id: 'alliance-t#1', state: 'signed', date: '2023', signed_by: often('org-o') };
const tie = { id: 'alliance-t', name_zh: '甲 × 乙', kind: 'pairing', under: often('programme-p'), has_member: members, has_step: [step] };
const action = { id: 'action-f', name_zh: '论坛', kind: 'forum', carried_out_for: often('alliance-t'), has_participant: often('park-b') };
const figure = { id: 'obs-f', indicator: 'parks', value: 3, about: often('programme-p') };
const titled = { title: '示范园区', kind: 'named', rank: 'national' };
const gaps = ['named', 'pilot'].map((kind) => ({ what: 'batch-not-named', n: 2, ids: [], batch: '2019', kind }));
gaps.push({ what: 'batch-not-named', n: 5, ids: [], batch: '2021-08', kind: 'named' });
const coverage = {
  programme: 'programme-p', day: '2026-11-22', parks: 1, expected_parks: 5, groups: 0, expected_groups: null, known: ['park-a'], sentence: ['已知 1', '1 known'],
  provinces: [], regions: [], batches: [{ kind: 'named', batch: '2021-08', dated: true, known: 1, expected: 6 }], undated: 0, pilot: 0, pilot_years: [], missing: gaps,
};
const eligible = {
  programme: 'programme-p', day: '2026-11-22', counts: {}, parks: [],
  conditions: [{ rule: 'programme-p#r1', wording: '省级', counts: {}, lists: ['named', 'named'].map((kind) => ({ programme: 'programme-p', kind, named: 3 })) }],
};
const around = (...incoming: object[]) => ({ incoming, total: incoming.length, names: {}, dates: {} });
const answers: { readonly [path: string]: unknown } = {
  '/parks/park-a': { id: 'park-a', name_zh: '甲园', sectors: ['02', '02'], holds_title: often('programme-p', titled), operated_by: often('org-o', { role: '运营' }) },
  '/parks/park-a/context': around(tie, action),
  '/alliances/alliance-t': tie,
  '/alliances/alliance-t/context': around(action),
  '/programmes/programme-p': { id: 'programme-p', name_zh: '名单', has_rule: [{ id: 'programme-p#r1', kind: 'eligibility', wording: '省级', code: '一' }] },
  '/programmes/programme-p/context': around(figure),
  '/programmes/programme-p/coverage': coverage,
  '/programmes/programme-p/eligibility': eligible,
  '/verdicts/verdict-v': { id: 'verdict-v', kind: 'dismissed', about: often('park-a', { role: 'park' }) },
  '/verdicts/verdict-v/context': around(),
};

beforeEach(() => {
  words.lang = 'zh';
  const answer = (address: string) => {
    const data = answers[new URL(address, 'http://x').pathname.replace('/api/v1', '')];
    const body = data ? { meta: { version: 1 }, data } : { detail: 'There is no such thing.' };
    return Promise.resolve(Response.json(body, { status: data ? 200 : 404 }));
  };
  vi.stubGlobal('fetch', vi.fn(answer));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function shown(path: RecordPath, id: string, section: RegExp): Promise<HTMLElement> {
  render(Record, { path, id });
  return screen.findByRole('region', { name: section });
}
const rows = (inside: HTMLElement) => within(inside).getAllByRole('row').slice(1).map((row) => row.textContent);

it('a park shows each of its titles, operators and participants', async () => {
  expect(rows(await shown('parks', 'park-a', /^称号/))).toHaveLength(2);
  expect(screen.getAllByText('运营')).toHaveLength(2);
});

it('an alliance shows a member at each of its times, and each who signed', async () => {
  expect(rows(await shown('alliances', 'alliance-t', /^各方/))).toHaveLength(3);
  expect(screen.getAllByText('org-o')).toHaveLength(2);
});

it('a programme shows what is missing of a batch by each kind of its titles, and what a figure is about', async () => {
  await shown('programmes', 'programme-p', /^收录情况/);
  expect(await screen.findByText((_, element) => element?.tagName === 'DD' && /2019.*2.*2019.*2、2021年8月 5/.test(element.textContent ?? ''))).toBeTruthy();
});

it('a verdict shows each that it is about', async () => {
  expect(within(await shown('verdicts', 'verdict-v', /^概况/)).getAllByText('park-a')).toHaveLength(2);
});
