import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { store } from '../network/store.svelte';
import { words } from '../words/words.svelte';
import Record from './Record.svelte';

const hostile = '<img src=x onerror=alert(1)> 园\u202e区';
const park = {
  id: 'park-a', name_zh: hostile, cites: [{ to: 'source-1', confidence: 'medium', inferred: ['year'], wording: '“原话”' }], sectors: ['02'],
  holds_title: [{ to: 'programme-p', title: '市级园区', kind: 'named', rank: 'provincial', status: 'revoked', until: '2013', sources: ['source-1'] }],
};
const tie = {
  id: 'alliance-a-b', name_zh: '甲 × 乙', kind: 'pairing', has_member: [{ to: 'park-a', part: 'park' }, { to: 'park-b', part: 'park' }],
  has_step: [{ id: 'alliance-a-b#1', state: 'signed', date: '2023-06-08' }],
};
const figures = [9540, 9655].map((value, n) => ({ id: `obs-${n}`, indicator: 'tenants_total', value, unit: '家', period: '2019', about: [{ to: 'park-a' }] }));
const names = { 'park-a': ['Park', hostile, null], 'park-b': ['Park', '乙园', null], 'alliance-a-b': ['Alliance', '甲 × 乙', null], 'programme-p': ['Programme', '市级园区', null], 'source-1': ['Source', '报道', null] };
const dates = { '2023-06-08': ['2023年6月8日', '8 June 2023'], '2019': ['2019年', '2019'], '2013': ['2013年', '2013'] };
const answers: { [path: string]: unknown } = {
  '/parks/park-a': park,
  '/parks/park-a/context': { incoming: [tie, ...figures], total: 3, names, dates },
  '/alliances/alliance-a-b/context': { incoming: [], total: 0, names: {}, dates: {} },
  '/programmes/programme-p': { id: 'programme-p', name_zh: '市级园区' },
  '/sources/source-1': { id: 'source-1', name_zh: '报道', publisher: '某报', date: '2020-05' },
};

function answer(address: string): Response {
  const path = new URL(address, 'http://x').pathname.replace('/api/v1', '');
  const data = answers[path];
  const body = data ? { meta: { synthetic: false, licence: '', version: 3 }, data } : { status: 404, detail: 'There is no such thing.' };
  return new Response(JSON.stringify(body), { status: data ? 200 : 404 });
}

beforeEach(() => {
  Object.assign(words, { lang: 'zh', labels: { inferred: { year: ['年份', 'year'] } } });
  vi.stubGlobal('fetch', vi.fn((address: string) => Promise.resolve(answer(address))));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  Object.assign(store, { awaySince: '', wrong: '' });
});

describe('the page of a park', () => {
  it('shows its name as text, its titles as they stand, its ties, and figures that differ side by side', async () => {
    const { container } = render(Record, { path: 'parks', id: 'park-a' });
    await screen.findByText('某报');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('<img src=x onerror=alert(1)> 园区');
    expect(container.querySelector('img')).toBeNull();
    const rows = within(screen.getByRole('region', { name: /指标数据/ })).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent?.includes('说法不一'))).toEqual([true, true]);
    expect(within(screen.getByRole('region', { name: /合作关系/ })).getByText('2023年6月8日')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: /^称号/ })).getByText('2013年')).toBeTruthy();
    expect(screen.getByText(/未知项/).parentElement?.textContent).toContain('运营机构');
  });

  it('numbers its sources and jumps to them, with what was inferred and quoted', async () => {
    render(Record, { path: 'parks', id: 'park-a' });
    await screen.findByText('某报');
    const list = screen.getByRole('region', { name: /^来源/ });
    expect(list.textContent).toContain('2020年5月');
    expect(list.textContent).toContain('年份为推断');
    expect(list.textContent).toContain('“原话”');
    const marks = screen.getAllByRole('link', { name: /^来源 1：/ });
    expect(marks.every((mark) => mark.getAttribute('href') === '#cite-source-1')).toBe(true);
    expect(list.querySelector('#cite-source-1')).not.toBeNull();
  });
});

describe('a page that cannot be shown', () => {
  it('says that there is no such record, and what to do', async () => {
    render(Record, { path: 'parks', id: 'park-none' });
    expect(await screen.findByText(/请核对编号/)).toBeTruthy();
    expect(store.wrong).toBe('');
  });

  it('says that the server is away', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('away'))));
    render(Record, { path: 'parks', id: 'park-a' });
    expect(await screen.findByText(/恢复后自动读取/)).toBeTruthy();
  });
});
