import { render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address } from '../address/address.svelte';
import { store } from '../network/store.svelte';
import { small } from '../explore/small';
import Measures from './Measures.svelte';

const words = (id: string, per: string, family: string) => ({
  id, label_zh: `${id}名`, label_en: id, definition_zh: `${id}说什么`, definition_en: '', direction_zh: '', direction_en: '', weight_zh: '', weight_en: '', unit_zh: '', unit_en: '',
  normalisation_zh: '', normalisation_en: '', isolates_zh: '', isolates_en: '', cost: 'O(1)', formula: 'f', networkx: '', reference: 'R', per, family, exact_nodes: 1, exact_ties: 1,
  adequacy: { nodes: 10, ties: 0, component: 0, beyond_cliques: false },
});
const TABLE = {
  families: [{ id: 'place', zh: '位置', en: '' }, { id: 'whole', zh: '整体', en: '' }],
  measures: [words('degree', 'node', 'place'), words('closeness', 'node', 'place'), words('density', 'network', 'whole'), words('diameter', 'network', 'whole')],
};
const NODES = ['park-n0', 'park-n1', 'park-n2'];

describe('the page of measures', () => {
  let asked: URL[] = [];
  let open: AbortSignal[] = [];
  let adequate = true;
  /** Whether the server takes its time for all but the table of measures. */
  let slow = false;
  let ranks: number[] | null = null;
  let ranked = NODES;
  /** Why no measure has a value through the lens; empty where they have one. */
  let meaningless = '';

  /** A server that answers at once; but ranks, which are told of and done only where they are given. */
  function answer(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, 'http://host');
    asked.push(url);
    const ids = url.searchParams.getAll('measure');
    if (slow) return new Promise(() => undefined);
    if (url.pathname.endsWith('/measures') && !url.pathname.includes('network')) return Promise.resolve(Response.json({ meta: {}, data: TABLE }));
    if (url.pathname.endsWith('/network/ranks')) {
      open.push(init.signal as AbortSignal);
      if (ranks) return Promise.resolve(Response.json({ meta: {}, data: { nodes: ranked, missing: null, missing_from_zh: '没有总数。', draws: 0, measures: [{ id: ids[0], rank: ranks, low: [], high: [], without_doubtful: ranks, doubtful: 0, reason_zh: '' }] } }));
      const body = new ReadableStream({ start: (to) => to.enqueue(new TextEncoder().encode('event: progress\ndata: {"done": 7, "of": 20}\n\n')) });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    }
    if (url.pathname.endsWith('/network/significance'))
      return Promise.resolve(Response.json({ meta: {}, data: { measures: ids.map((id) => ({ id, mean: 0.5, spread: 0.1, effect: 2.5, p: 0.031, corrected: 0.062, reason_zh: '', reason_en: '' })) } }));
    const measures = TABLE.measures.filter((one) => ids.includes(one.id)).map((one) => ({
      ...one, values: one.per === 'node' ? [1, 3, 2] : [0.25], null_zh: '', null_en: '', adequate, warning_zh: adequate ? '' : `${one.label_zh}不说明问题。`, warning_en: '',
      ...(meaningless ? { values: one.per === 'node' ? [null, null, null] : [null], adequate: false, null_zh: meaningless, warning_zh: meaningless } : {}),
    }));
    return Promise.resolve(Response.json({ meta: { lens: 'at=2026-11-22' }, data: { nodes: NODES, measures, year_unknown: [] } }));
  }
  async function settled(): Promise<void> {
    for (let n = 0; n < 20; n++) await tick().then(() => new Promise((done) => setTimeout(done)));
  }
  beforeEach(() => {
    [asked, open, adequate, slow, ranks, ranked, meaningless] = [[], [], true, false, null, NODES, ''];
    vi.stubGlobal('fetch', answer);
    Object.assign(store, { network: small([{}, {}, {}], [{ members: [0, 1] }]), facts: { kinds: { Park: { path: 'parks', zh: '园区', en: 'park' } }, lens: {}, provinces: [], coverage: [], formats: {}, null_models: [] } });
    Object.assign(address, { page: { at: 'measures' }, show: '', own: {}, lens: {} });
  });
  afterEach(() => vi.unstubAllGlobals());
  const rows = () => screen.getAllByRole('rowheader').map((row) => row.textContent?.trim());
  const cells = () => screen.getAllByRole('row').flatMap((row) => within(row).queryAllByRole('rowheader').map(() => within(row).getAllByRole('cell')[0]?.textContent));

  it('asks for the handful and the measure that is shown, ranks by it, and tells how far the intervals are', async () => {
    const { unmount } = render(Measures);
    await settled();
    const measured = asked.filter((url) => url.pathname.endsWith('/network/measures')).map((url) => url.searchParams.getAll('measure'));
    expect(measured).toEqual([['density'], ['degree']]);
    expect(screen.getByText('所有可能的两两合作中，已知的占 25%。')).toBeTruthy();
    expect(rows()).toEqual(['园区1', '园区2', '园区0']);
    expect(screen.getByText('7 / 20')).toBeTruthy();
    expect(open.map((signal) => signal.aborted)).toEqual([false]);
    unmount();
    expect(open.map((signal) => signal.aborted)).toEqual([true]);
  });

  it('gives the work up when it is cancelled, and offers it again', async () => {
    render(Measures);
    await settled();
    screen.getByRole('button', { name: '取消' }).click();
    await settled();
    expect(open[0]?.aborted).toBe(true);
    screen.getByRole('button', { name: '计算名次区间' }).click();
    await settled();
    expect(open.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('ranks nothing by what is flagged, asks for no ranks, and says why in a sentence', async () => {
    adequate = false;
    render(Measures);
    await settled();
    expect(screen.getByText(/^degree名不说明问题。/)).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: '名次' })).toBeNull();
    expect(rows()).toEqual(['园区0', '园区1', '园区2']);
    expect(open).toEqual([]);
    expect(screen.getAllByText('数据不足')).toHaveLength(1);
  });

  it('shows nothing of a lens that was left, and says that it works', async () => {
    render(Measures);
    await settled();
    expect(rows()).toHaveLength(3);
    slow = true;
    Object.assign(address, { lens: { region: 'east' } });
    await settled();
    expect(screen.queryByText(/占 25%/)).toBeNull();
    expect(screen.queryAllByRole('row')).toEqual([]);
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toEqual(['正在计算指标……']);
    expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('true');
    expect(screen.getByRole('navigation', { name: '指标类别' })).toBeTruthy();
  });

  it('keeps the sentences and the place that has the focus while another measure is worked out', async () => {
    render(Measures);
    await settled();
    slow = true;
    const tab = screen.getByRole('link', { name: 'closeness名' });
    tab.focus();
    Object.assign(address, { own: { by: 'closeness' } });
    await settled();
    expect(screen.getByText(/占 25%/)).toBeTruthy();
    expect(document.activeElement).toBe(tab);
    expect(screen.queryAllByRole('row')).toEqual([]);
  });

  it('keeps the table, its ranks and the focus while a column is added', async () => {
    ranks = [3, 1, 2];
    render(Measures);
    await settled();
    slow = true;
    const more = screen.getByRole('combobox', { name: '添加一列' });
    more.focus();
    Object.assign(address, { own: { also: 'closeness' } });
    await settled();
    expect(document.activeElement).toBe(more);
    expect(cells()).toEqual(['1', '2', '3']);
    expect(open).toHaveLength(1);
  });

  it('says once why a measure has no meaning through the lens', async () => {
    meaningless = '成员名单不连成网络。';
    for (const by of ['degree', 'diameter']) {
      Object.assign(address, { own: { by } });
      const { container, unmount } = render(Measures);
      await settled();
      const tables = [...container.querySelectorAll('section')].filter((section) => section.querySelector('table'));
      expect(container.querySelector('[aria-labelledby=few]')?.textContent?.split(meaningless)).toHaveLength(2);
      expect(screen.queryByText('数据不足')).toBeNull();
      expect(tables.map((section) => section.textContent?.split(meaningless).length)).toEqual(by === 'degree' ? [1] : [2]);
      unmount();
    }
  });

  it('shows no ranks of other nodes, as where a record was written in between', async () => {
    [ranks, ranked] = [[3, 1, 2], ['park-m', ...NODES.slice(1)]];
    render(Measures);
    await settled();
    expect(cells()).toEqual(['…', '…', '…']);
  });

  it('shows no ranks of an assumption that was left', async () => {
    ranks = [3, 1, 2];
    render(Measures);
    await settled();
    expect(cells()).toEqual(['1', '2', '3']);
    slow = true;
    Object.assign(address, { own: { missing: '0.2' } });
    await settled();
    expect(cells()).toEqual(['…', '…', '…']);
    expect(screen.queryByText(/没有总数/)).toBeNull();
    expect(screen.getByText(/^正在计算名次区间/)).toBeTruthy();
  });

  it('shows what chance gives by the model that is asked for alone', async () => {
    const model = (id: string) => ({ id, zh: id, en: id, keeps_zh: '', keeps_en: '' });
    Object.assign(store.facts ?? {}, { null_models: [model('rewiring'), model('shuffling')] });
    Object.assign(address, { own: { by: 'density', model: 'rewiring' } });
    render(Measures);
    await settled();
    expect(screen.getAllByText('0.031')).toHaveLength(2);
    slow = true;
    Object.assign(address, { own: { by: 'density', model: 'shuffling' } });
    await settled();
    expect(screen.queryByText('0.031')).toBeNull();
    expect(rows()).toEqual(['density名', 'diameter名']);
    expect(screen.getAllByRole('columnheader')).toHaveLength(2);
    expect(screen.getByText('正在计算随机对照……')).toBeTruthy();
  });

  it('asks for the ranks of another lens once, when its values are there', async () => {
    render(Measures);
    await settled();
    asked = [];
    Object.assign(address, { lens: { region: 'east' } });
    await settled();
    expect(asked.map((url) => `${url.pathname.split('/').at(-1)}${url.search}`)).toEqual([
      'measures?region=east&measure=density', 'measures?region=east&measure=degree', 'ranks?region=east&measure=degree',
    ]);
  });

  it('says what to do where there is nobody', async () => {
    NODES.length = 0;
    render(Measures);
    await settled();
    expect(screen.getByText(/放宽统计口径/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '改看全部合作' }).getAttribute('href')).toMatch(/^\/measures\?/);
    NODES.push('park-n0', 'park-n1', 'park-n2');
  });
});
