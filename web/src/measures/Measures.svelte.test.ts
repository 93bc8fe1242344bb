import { render, screen } from '@testing-library/svelte';
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

  /** A server that answers at once; but ranks, which are told of and never done. */
  function answer(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, 'http://host');
    asked.push(url);
    const ids = url.searchParams.getAll('measure');
    if (url.pathname.endsWith('/measures') && !url.pathname.includes('network')) return Promise.resolve(Response.json({ meta: {}, data: TABLE }));
    if (url.pathname.endsWith('/network/ranks')) {
      open.push(init.signal as AbortSignal);
      const body = new ReadableStream({ start: (to) => to.enqueue(new TextEncoder().encode('event: progress\ndata: {"done": 7, "of": 20}\n\n')) });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    }
    const measures = TABLE.measures.filter((one) => ids.includes(one.id)).map((one) => ({
      ...one, values: one.per === 'node' ? [1, 3, 2] : [0.25], null_zh: '', null_en: '', adequate, warning_zh: adequate ? '' : `${one.label_zh}不说明问题。`, warning_en: '',
    }));
    return Promise.resolve(Response.json({ meta: { lens: 'at=2026-11-22' }, data: { nodes: NODES, measures, year_unknown: [] } }));
  }
  async function settled(): Promise<void> {
    for (let n = 0; n < 20; n++) await tick().then(() => new Promise((done) => setTimeout(done)));
  }
  beforeEach(() => {
    [asked, open, adequate] = [[], [], true];
    vi.stubGlobal('fetch', answer);
    Object.assign(store, { network: small([{}, {}, {}], [{ members: [0, 1] }]), facts: { kinds: { Park: { path: 'parks', zh: '园区', en: 'park' } }, lens: {}, provinces: [], coverage: [], formats: {}, null_models: [] } });
    Object.assign(address, { page: { at: 'measures' }, show: '', own: {}, lens: {} });
  });
  afterEach(() => vi.unstubAllGlobals());
  const rows = () => screen.getAllByRole('rowheader').map((row) => row.textContent?.trim());

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

  it('says what to do where there is nobody', async () => {
    NODES.length = 0;
    render(Measures);
    await settled();
    expect(screen.getByText(/放宽统计口径/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '改看全部合作' }).getAttribute('href')).toMatch(/^\/measures\?/);
    NODES.push('park-n0', 'park-n1', 'park-n2');
  });
});
