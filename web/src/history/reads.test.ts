/** Pages of the history show what was asked for, or that it was not read: never an older answer, nor another day. */
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address, parsed } from '../address/address.svelte';
import { small } from '../explore/small';
import { RETRY_MS, store } from '../network/store.svelte';
import Record from '../record/Record.svelte';
import { words } from '../words/words.svelte';
import BatchCard from './BatchCard.svelte';
import Diff from './Diff.svelte';
import Lifecycle from './Lifecycle.svelte';
import Log from './Log.svelte';
import type { Batch } from './log';

type Reply = Response | Promise<Response>;
const good = (data: unknown, meta: object = {}) => Response.json({ meta: { revision: 3, ...meta }, data });
const refused = () => Response.json({ detail: 'no' }, { status: 500 });
const away = () => Promise.reject(new TypeError('away'));
const RECORDED = '2026-11-20T04:00:00+00:00';
const batch = { revision: 1, recorded_at: RECORDED, actor: '王编辑', action: 'edit', reason: '首次录入', changes: [{ position: 0, kind: 'Park', id: 'park-a', before: null, after: '{}' }] } as unknown as Batch;
const change = { id: 'park-a', kind: 'Park', change: 'added', name_zh: '甲园', name_en: null, fields: [] };
const event = { revision: 2, recorded_at: RECORDED, actor: '王编辑', action: 'edit', reason: '重复', change: 'removed', fields: [] };
const lives = (months: string | null) => ({ months: Number(months), signed: [], ending: [], silent: [{ id: `alliance-${months}`, last: null }], dormant: [] });
let answers: { [path: string]: (query: URLSearchParams) => Reply };

function at(path: string): void {
  history.replaceState(null, '', path);
  const [name = '', query = ''] = path.split('?');
  Object.assign(address, parsed(name, query, {}, {}));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-22T04:00:00Z') });
  words.lang = 'zh';
  Object.assign(store, { facts: { kinds: {}, lens: { layers: {} }, provinces: [], coverage: [] }, network: small([{}], []) });
  answers = {
    '/meta': () => good({ recorded_at: RECORDED }),
    '/sources': () => good([]),
    '/programmes': () => good([]),
    '/forms': () => good({}),
    '/network': () => good(small([{}], [])),
    '/diff': (query) => good({ first: { revision: 1 }, ties: [], records: [{ ...change, name_zh: `自 ${query.get('from')} 起` }] }),
    '/lifecycle': (query) => good(lives(query.get('months'))),
    '/changes': (query) => good(query.get('after') === '0' ? [batch] : []),
    '/parks/park-a': (query) => (query.has('rev') ? good({ id: 'park-a', name_zh: '甲园' }) : Response.json({}, { status: 410 })),
    '/parks/park-a/context': (query) => (query.has('rev') ? good({ incoming: [], total: 0, names: {}, dates: {} }) : Response.json({}, { status: 410 })),
    '/parks/park-a/history': () => good([event]),
  };
  vi.stubGlobal('fetch', (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    return Promise.resolve(answers[pathname.replace('/api/v1', '')]?.(searchParams) ?? Response.json({}, { status: 404 }));
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Object.assign(store, { awaySince: '', wrong: '' });
});

/** The server is away, then back. */
async function backAfter(path: string, shown: () => Promise<unknown>): Promise<void> {
  const there = answers[path] as () => Reply;
  answers[path] = away;
  await shown();
  await screen.findByText(/恢复后自动读取/);
  answers[path] = there;
  await vi.advanceTimersByTimeAsync(RETRY_MS);
}
async function unfold(): Promise<void> {
  const details = screen.getByText('改了什么').closest('details') as HTMLDetailsElement;
  details.open = true;
  await fireEvent(details, new Event('toggle'));
}

describe('a batch', () => {
  it('opens to its differences as soon as the server is back', async () => {
    render(BatchCard, { batch });
    await backAfter('/diff', unfold);
    expect(await screen.findByText('自 0 起')).toBeTruthy();
  });
  it('says that they were refused', async () => {
    answers['/diff'] = refused;
    render(BatchCard, { batch });
    await unfold();
    expect(await screen.findByText('没有读到。')).toBeTruthy();
  });
});

describe('a retracted record', () => {
  it('shows what it said as soon as the server is back', async () => {
    await backAfter('/parks/park-a/history', async () => render(Record, { path: 'parks', id: 'park-a' }));
    expect(await screen.findByText('撤回前的内容')).toBeTruthy();
  });
  it('says that it was refused, and is busy no more', async () => {
    answers['/parks/park-a/history'] = refused;
    render(Record, { path: 'parks', id: 'park-a' });
    await screen.findByText('没有读到。');
    expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('false');
  });
});

describe('a refused page has nothing of the one before', () => {
  it('where ties stand', async () => {
    at('/lifecycle?months=12');
    render(Lifecycle);
    await screen.findByText('alliance-12');
    let late = (): void => {};
    answers['/lifecycle'] = () => new Promise((done) => (late = () => done(refused())));
    at('/lifecycle?months=24');
    await screen.findByText('正在读取……');
    expect(screen.queryByText('alliance-12')).toBeNull();
    late();
    await screen.findByText('没有读到。');
    expect(screen.queryByText('alliance-12')).toBeNull();
  });
  it('the log', async () => {
    at('/changes');
    render(Log);
    await screen.findByText('首次录入');
    answers['/changes'] = refused;
    at('/changes?before=1');
    await screen.findByText('没有读到。');
    expect(screen.queryByText('首次录入')).toBeNull();
  });
  it('two dates', async () => {
    at('/diff?clock=recorded&from=2026-11-10&view=table');
    render(Diff);
    await screen.findByText('自 2026-11-10 起');
    answers['/diff'] = refused;
    at('/diff?clock=recorded&from=2026-11-11&view=table');
    await screen.findByText('没有读到。');
    expect(screen.queryByText('自 2026-11-10 起')).toBeNull();
  });
});

describe('the days of two dates', () => {
  const from = () => screen.getByLabelText('从') as HTMLInputElement;
  const put = async (day: string) => {
    await fireEvent.change(from(), { target: { value: day } });
    await tick();
  };

  it('are those compared, whatever was put in', async () => {
    at('/diff?clock=recorded&from=2026-11-10&view=table');
    render(Diff);
    await screen.findByText('自 2026-11-10 起');
    expect(from().max).toBe('2026-11-21');
    for (const [day, compared] of [['2026-11-22', '2026-11-21'], ['2026-11-22', '2026-11-21'], ['', '2026-11-21']] as const) {
      await put(day);
      expect(from().value).toBe(compared);
      await screen.findByText(`自 ${compared} 起`);
    }
  });
  it('may lie ahead where what happens is compared', async () => {
    at('/diff?from=2026-11-10&view=table');
    render(Diff);
    await waitFor(() => expect(from().max).toBe(''));
    await put('2027-01-01');
    expect(from().value).toBe('2027-01-01');
  });
});

describe('the second clock', () => {
  const link = '/diff?clock=recorded&from=2026-11-10&view=table';
  const clock = () => screen.getByLabelText('按哪个时间') as HTMLSelectElement;

  it('is there as soon as the server is back', async () => {
    at(link);
    await backAfter('/sources', async () => render(Diff));
    await screen.findByText('自 2026-11-10 起');
    expect(clock().value).toBe('recorded');
  });
  it('is not given up for the first when it was refused', async () => {
    at(link);
    answers['/sources'] = refused;
    render(Diff);
    const main = within(document.body);
    await main.findByText('没有读到。');
    expect(main.queryByText(/^开始的合作/)).toBeNull();
  });
  it('is not there in a store that nothing was written to', async () => {
    at(link);
    answers['/meta'] = () => good({ recorded_at: '' });
    render(Diff);
    await screen.findByText(/^开始的合作/);
    expect(screen.queryByLabelText('按哪个时间')).toBeNull();
  });
});
