import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address, type Page, type RecordPath } from '../address/address.svelte';
import { ALL_TIES } from '../address/lens';
import { book } from '../history/book.svelte';
import { RETRY_MS, store } from '../network/store.svelte';
import { words } from '../words/words.svelte';
import App from '../App.svelte';
import Editor from './Editor.svelte';
import Tools from './Tools.svelte';
import { works } from './kept';
import { newId } from './kinds';
import { detailOf } from './lookup.svelte';
import { session } from './session.svelte';
import type { FieldForm } from './values';
import type { Work } from './work.svelte';

const KINDS = { Park: { path: 'parks', zh: '园区', en: 'park' }, Alliance: { path: 'alliances', zh: '合作关系', en: 'alliance' }, Source: { path: 'sources', zh: '来源', en: 'source' } };
const field = (name: string, holds: FieldForm['holds'] = 'text', more: Partial<FieldForm> = {}): FieldForm => ({ name, zh: name, en: name, holds, required: false, targets: [], fields: [], ...more });
const cites = field('cites', 'links', { targets: ['Source'], fields: [field('to', 'text', { required: true })] });
const member = field('has_member', 'links', { targets: ['Park'], fields: [field('to', 'text', { required: true }), field('sources', 'ids')] });
const forms = { Park: [field('name_zh'), field('note')], Alliance: [field('name_zh'), member], Source: [field('name_zh'), cites] };
const park = { id: 'park-a', name_zh: '甲园' };
const around = { incoming: [], total: 0, names: { 'park-a': ['Park', '甲园', null] }, dates: {} };

const said = (change: object = {}) => ({ id: 'park-a', kind: 'Park', name_zh: '甲园', name_en: null, change: 'changed', fields: [{ place: 'note', before: null, after: '新' }], ...change });
const written = (...changed: object[]) => ({ data: { revision: 9, changed, repeated: false, dry_run: true } });

type Reply = { status?: number; data?: unknown; detail?: string; errors?: unknown[]; version?: number };
/** What the server of a test answers, by method and path; an Error: it is away. */
let answers: Record<string, Reply | Error | (() => Reply | Error)>;
let sent: { path: string; body: { edits: { id: string; after: Record<string, unknown>; version: number }[] } }[];

function answer(at: string, init: RequestInit = {}): Promise<Response> {
  const path = new URL(at, 'http://x').pathname.replace('/api/v1', '');
  const found = answers[`${init.method ?? 'GET'} ${path}`] ?? answers[path];
  const reply = typeof found === 'function' ? found() : (found ?? { status: 404, detail: `没有 ${path}。` });
  if (init.body) sent.push({ path, body: JSON.parse(String(init.body)) });
  if (reply instanceof Error) return Promise.reject(reply);
  const { status = 200, data, detail, errors, version = 3 } = reply;
  return Promise.resolve(Response.json(status < 400 ? { meta: { version }, data } : { status, detail, errors }, { status }));
}

function edit(what: string, page: Page = { at: 'record', path: 'parks' as RecordPath, id: 'park-a' }): void {
  Object.assign(address, { page, edit: what, lens: ALL_TIES });
  render(Editor);
}
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const look = async () => fireEvent.click(await button('查看差异'));

beforeEach(() => {
  vi.stubGlobal('fetch', vi.fn(answer));
  Object.assign(store, { facts: { kinds: KINDS, lens: {}, provinces: [] }, awaySince: '', wrong: '' });
  words.lang = 'zh';
  session.open = true;
  book.forms = {};
  sent = [];
  answers = { '/forms': { data: forms }, '/parks/park-a': { data: park }, '/parks/park-a/context': { data: around }, '/parks': { data: [] }, '/sources': { data: [] } };
});
afterEach(() => {
  cleanup();
  works.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Object.assign(store, { awaySince: '', wrong: '' });
});

describe('a form that cannot be opened', () => {
  it('is read as soon as the server is back', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answers['/parks/park-a'] = new TypeError('away');
    edit('change');
    await waitFor(() => expect(store.awaySince).not.toBe(''));
    answers['/parks/park-a'] = { data: park };
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(await button('查看差异')).toBeTruthy();
  });

  it('says what the server refused, and that there is no such record only where there is none', async () => {
    answers['/parks/park-a'] = { status: 500, detail: '内部错误。' };
    edit('change');
    expect(await screen.findByText('内部错误。')).toBeTruthy();
    expect(screen.queryByText('没有这条记录')).toBeNull();
    cleanup();
    answers['/parks/park-a'] = { status: 404, detail: '没有。' };
    edit('change');
    expect(await screen.findByText('没有这条记录')).toBeTruthy();
    cleanup();
    answers = { ...answers, '/parks/park-a': { data: park }, '/parks/park-a/context': { status: 410, detail: '已撤回。' } };
    edit('change');
    expect(await screen.findByText('已撤回。')).toBeTruthy();
  });
});

describe('a server that is away', () => {
  it('is said to be away when one only looks, and to have written or not when one saves', async () => {
    answers['POST /changes'] = new TypeError('away');
    edit('change');
    await look();
    expect(await screen.findByText('服务器没有应答，请稍后再试。')).toBeTruthy();
    answers['POST /changes'] = written(said());
    await look();
    await fireEvent.input(await screen.findByLabelText('理由'), { target: { value: '因为' } });
    answers['POST /changes'] = new TypeError('away');
    await fireEvent.click(await button('保存'));
    expect(await screen.findByText(/不确定是否已写入/)).toBeTruthy();
  });

  it('is said to be away when the token is given', async () => {
    session.open = false;
    answers['POST /session'] = new TypeError('away');
    edit('session', { at: 'explore' });
    await fireEvent.input(await screen.findByLabelText('令牌'), { target: { value: 'x' } });
    await fireEvent.click(await button('开始编辑'));
    expect(await screen.findByText('服务器没有应答，请稍后再试。')).toBeTruthy();
  });
});

describe('the tools of a record', () => {
  it.each([['parks', true], ['observations', false], ['verdicts', false]] as const)('of %s offer merging: %s', async (path, offered) => {
    render(Tools, { path });
    expect(await screen.findByText('撤回')).toBeTruthy();
    expect(screen.queryByText('与另一条合并') !== null).toBe(offered);
  });
});

describe('the desk', () => {
  it('names what can be entered as headings do', async () => {
    words.lang = 'en';
    edit('session', { at: 'explore' });
    expect((await screen.findAllByRole('listitem')).map((item) => item.textContent)).toEqual(['Alliance', 'Park', 'Source']);
  });
});

describe('what is offered', () => {
  it('tells a source from others by who published it, and when, in words; new ids bear the day in China', async () => {
    expect(detailOf({ id: 'source-a', label: 'Source', publisher: '某报', date: '2020-05' }, false)).toBe('某报 · 2020年5月');
    expect(newId('parks', new Date('2026-11-21T16:30:00Z'))).toMatch(/^park-20261122-[a-z]{5}$/);
  });
});

describe('a refusal', () => {
  it('of the page itself is told; the session goes on', async () => {
    answers['POST /changes'] = { status: 403, detail: '只能来自本站页面。' };
    edit('change');
    await look();
    expect((await screen.findByText('只能来自本站页面。')).closest('[role=alert]')).toBeTruthy();
    expect(session.open).toBe(true);
    answers['DELETE /session'] = { status: 403, detail: '只能来自本站页面。' };
    await expect(session.leave()).rejects.toThrow('本站');
    expect(session.open).toBe(true);
  });

  it('of the session asks for the token', async () => {
    answers['POST /changes'] = { status: 401, detail: '请先登录。' };
    edit('change');
    await look();
    await waitFor(() => expect(session.open).toBe(false));
    expect(await screen.findByText(/会话已结束/)).toBeTruthy();
    session.open = true;
    answers['DELETE /session'] = { status: 401, detail: '已结束。' };
    await session.leave();
    expect(session.open).toBe(false);
  });

  it('of an id that is taken is told beside the id', async () => {
    const errors = [{ place: 'body/edits/0/version', value: '0', cause: '这条记录现为第 1 版。', remedy: '请重新读取后再决定。' }, { place: 'body/edits/0/after/note', value: '', cause: '现有记录为“旧”。', remedy: '请保留。' }];
    answers['POST /changes'] = { status: 412, detail: '已更新。', errors };
    edit('new.parks');
    await look();
    const id = await screen.findByLabelText('编号');
    await waitFor(() => expect(id.getAttribute('aria-invalid')).toBe('true'));
    const wrong = screen.getByRole('alert');
    expect(within(wrong).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['已有记录使用这个编号。请换一个编号。']);
    expect(within(wrong).getByRole('link').getAttribute('href')).toBe(`#${id.id}`);
    expect(screen.queryByText('其他人已修改过这条记录')).toBeNull();
  });
});

describe('a record that others changed meanwhile', () => {
  const stale = { status: 412, detail: '已更新。', errors: [{ place: 'body/edits/0/version', value: '3', cause: '没有这条记录。', remedy: '请重新读取后再决定。' }] };
  const removed = { revision: 4, recorded_at: '2026-11-22T04:00:00+00:00', actor: '乙', action: 'edit', reason: '', change: 'removed', fields: [] };
  beforeEach(() => Object.assign(answers, { 'POST /changes': stale, '/parks/park-a/history': { data: [removed] } }));

  it.each([['merged', { data: { ...park, id: 'park-b', name_zh: '乙园' } }], ['retracted', { status: 410, detail: '已撤回。' }]])('and that was %s is said to be gone; nothing of another record is taken', async (_, now) => {
    edit('change');
    await look();
    await screen.findByText('其他人已修改过这条记录');
    answers['/parks/park-a'] = now;
    await fireEvent.click(await button('重新读取并保留我的内容'));
    const gone = await screen.findByRole('alert', { name: '这条记录已不在' });
    expect(within(gone).getByRole('link').getAttribute('href')).toContain('/parks/park-a?');
    expect((await button('查看差异')).hasAttribute('disabled')).toBe(true);
    expect((screen.getByLabelText('name_zh') as HTMLInputElement).value).toBe('甲园');
    expect(store.wrong).toBe('');
  });

  it('and that is proposed to be retracted is said to be gone too', async () => {
    edit('retract');
    await fireEvent.click(await button('查看撤回的结果'));
    await screen.findByText('其他人已修改过这条记录');
    answers['/parks/park-a'] = { status: 410, detail: '已撤回。' };
    await fireEvent.click(await button('重新读取并保留我的内容'));
    expect(await screen.findByRole('alert', { name: '这条记录已不在' })).toBeTruthy();
  });

  it('is named with its changes where several are proposed at once', async () => {
    const other = { ...park, id: 'park-b', name_zh: '乙园' };
    const edits = [{ id: 'park-a', after: park, version: 3 }, { id: 'park-b', after: null, version: 2 }];
    const wrong = { ...stale, errors: [{ ...stale.errors[0], place: 'body/edits/1/version' }] };
    const changed = { ...removed, change: 'changed', fields: [{ place: 'note', before: null, after: '乙的备注' }] };
    Object.assign(answers, { 'POST /changes': wrong, '/proposals/merge': { data: { action: 'merge', reason: '', edits } }, '/proposals/duplicates': { data: [{ one: 'park-a', other: 'park-b', evidence: [], unproven: false }] } });
    Object.assign(answers, { '/parks/park-b': { data: other }, '/parks/park-b/history': { data: [changed] } });
    edit('merge');
    await fireEvent.click(await button('乙园'));
    await fireEvent.click(await button('查看合并的结果'));
    expect(await screen.findByText('乙的备注')).toBeTruthy();
  });
});

describe('retracting a source', () => {
  it('says that what rests on it was not read, and reads it once the server is back', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const source = { at: 'record', path: 'sources', id: 'source-a' } as const;
    Object.assign(answers, { '/sources/source-a': { data: { id: 'source-a', name_zh: '报道' } }, '/sources/source-a/context': { data: around }, '/proposals/retract': new TypeError('away') });
    edit('retract', source);
    await waitFor(() => expect(store.awaySince).not.toBe(''));
    answers['/proposals/retract'] = { data: { edits: [{ id: 'source-a', after: null, version: 3 }], supported: [], unsupported: [] } };
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(await screen.findByText('没有别的记录指向它。')).toBeTruthy();
    cleanup();
    answers['/proposals/retract'] = { status: 500, detail: '内部错误。' };
    edit('retract', source);
    expect(await screen.findByText('没有读到。')).toBeTruthy();
  });
});

describe('the difference', () => {
  const undoing = async (...changed: object[]) => {
    Object.assign(answers, { '/proposals/undo': { data: { action: 'undo', reason: '', edits: [{ id: 'park-a', after: park, version: 3 }] } }, 'POST /changes': written(...changed) });
    edit('undo.4', { at: 'explore' });
    await fireEvent.click(await button('查看撤销的结果'));
    return screen.findByRole('region', { name: '将要保存的差异' });
  };

  it('can be saved only once it is shown', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answers['/forms'] = new TypeError('away');
    const shown = await undoing(said());
    expect(await within(shown).findByText('服务器没有应答，恢复后自动读取。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保存' })).toBeNull();
    answers['/forms'] = { data: forms };
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(await button('保存')).toBeTruthy();
    expect(within(shown).getByRole('definition').textContent).toContain('新');
  });

  it('shows the fields of a few, folds those that come and go with many, and names alone a great many', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, at) => said({ id: `park-${at}`, name_zh: `园${at}`, change: 'added' }));
    const few = await undoing(...many(2));
    expect(await within(few).findAllByRole('definition')).toHaveLength(2);
    cleanup();
    const shown = await undoing(...many(40));
    expect(await within(shown).findByRole('button', { name: /40/ })).toBeTruthy();
    expect(within(shown).queryAllByRole('definition')).toHaveLength(0);
    cleanup();
    const all = await undoing(...many(101));
    expect(await within(all).findByText(/共 101 条记录/)).toBeTruthy();
    expect(within(all).getAllByRole('link')).toHaveLength(101);
    expect(within(all).queryAllByText(/^字段（/)).toHaveLength(0);
    expect(await button('保存')).toBeTruthy();
  });

  it('tells the pages of the history what is called otherwise only when it is saved', async () => {
    book.teach({ 'park-a': ['Park', '甲园', null] });
    await within(await undoing(said({ name_zh: '新甲园' }))).findByRole('definition');
    expect(book.nameOf('park-a')).toBe('甲园');
    await fireEvent.input(await screen.findByLabelText('理由'), { target: { value: '因为' } });
    await fireEvent.click(await button('保存'));
    await waitFor(() => expect(book.nameOf('park-a')).toBe('新甲园'));
  });

  it('is left at once when it is saved: nobody is pulled back from where they went meanwhile', async () => {
    let meta: (reply: Response) => void = () => {};
    vi.stubGlobal('fetch', vi.fn((at: string, init?: RequestInit) => (at.endsWith('/meta') ? new Promise<Response>((done) => (meta = done)) : answer(at, init))));
    await undoing(said());
    await fireEvent.input(await screen.findByLabelText('理由'), { target: { value: '因为' } });
    await fireEvent.click(await button('保存'));
    await waitFor(() => expect(address.edit).toBe(''));
    expect(session.done).toContain('第 9 版');
    Object.assign(address, { edit: 'session' });
    meta(Response.json({ meta: {}, data: { kinds: KINDS, lens: {}, labels: {} } }));
    await waitFor(() => expect(fetch).toHaveBeenCalledWith(expect.stringContaining('/network'), expect.anything()));
    expect(address.edit).toBe('session');
  });
});

it('what was entered is not lost without a word, on whatever page one is', () => {
  const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  answers = {};
  render(App);
  works.set('untouched', { touched: false } as Work);
  expect(leave()).toBe(false);
  works.set('touched', { touched: true } as Work);
  expect(leave()).toBe(true);
});

describe('a record that is entered with another', () => {
  const told = () => sent.at(-1)?.body.edits ?? [];
  /** Enter an alliance with a new park as its first member. */
  async function entered(): Promise<HTMLElement> {
    answers['POST /changes'] = { status: 422, detail: '不行。', errors: [] };
    edit('new.alliances', { at: 'explore' });
    const box = await within(await screen.findByRole('group', { name: 'has_member 1' })).findByRole('combobox', { name: /^to/ });
    await fireEvent.input(box, { target: { value: '新园' } });
    await fireEvent.click(await screen.findByRole('option', { name: /新录入园区/ }));
    return box;
  }

  it('is linked to by the id that it is given later', async () => {
    const box = await entered();
    expect((box as HTMLInputElement).value).toBe('新园');
    const id = screen.getAllByLabelText('编号')[1] as HTMLInputElement;
    await fireEvent.input(id, { target: { value: '' } });
    await fireEvent.input(id, { target: { value: 'park-xin-yuan' } });
    expect((box as HTMLInputElement).value).toBe('新园');
    await look();
    await waitFor(() => expect(told()[1]?.id).toBe('park-xin-yuan'));
    expect(told()[0]?.after.has_member).toEqual([{ to: 'park-xin-yuan' }]);
  });

  it('is linked to no more when it is left out', async () => {
    const box = await entered();
    await fireEvent.click(await button('不录入这条园区'));
    expect((box as HTMLInputElement).value).toBe('');
    await look();
    await waitFor(() => expect(told()).toHaveLength(1));
    expect(told()[0]?.after).not.toHaveProperty('has_member');
  });

  it('is chosen: a text by which nothing was chosen stays, and is to be mended', async () => {
    answers['POST /changes'] = written(said());
    edit('new.alliances', { at: 'explore' });
    const box = (await within(await screen.findByRole('group', { name: 'has_member 1' })).findByRole('combobox', { name: /^to/ })) as HTMLInputElement;
    await fireEvent.input(box, { target: { value: '苏州工业' } });
    await fireEvent.focusOut(box);
    expect(box.value).toBe('苏州工业');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/还没有选定/)).toBeTruthy();
    await look();
    expect(await screen.findAllByText(/“to”：请从列出的记录中选一条/)).toHaveLength(2); // above and beside it
    expect(sent).toEqual([]);
    await fireEvent.input(box, { target: { value: '' } });
    await fireEvent.focusOut(box);
    await look();
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('is not chosen by Enter where nothing is found', async () => {
    edit('merge');
    const box = (await screen.findByRole('combobox')) as HTMLInputElement;
    await fireEvent.input(box, { target: { value: '没有' } });
    await waitFor(() => expect(screen.getByText('没有找到')).toBeTruthy());
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(box.getAttribute('aria-activedescendant')).toBeNull();
    expect(box.getAttribute('aria-expanded')).toBe('false');
  });
});
