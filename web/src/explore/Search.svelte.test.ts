import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address } from '../address/address.svelte';
import { store } from '../network/store.svelte';
import Search from './Search.svelte';
import { small } from './small';

const KINDS = { Park: { path: 'parks', zh: '园区', en: 'park' }, Alliance: { path: 'alliances', zh: '合作关系', en: 'alliance' } };

describe('the search', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ meta: {}, data: [] })));
    const network = small([{}, {}, {}], [{ members: [0, 1] }]);
    network.nodes.name_zh[1] = '<img src=x>\u202e园区';
    Object.assign(store, { network, facts: { kinds: KINDS, lens: {}, provinces: [] } });
    Object.assign(address, { page: { at: 'explore' }, show: '' });
    render(Search);
  });
  afterEach(() => vi.unstubAllGlobals());

  const box = () => screen.getByRole('combobox') as HTMLInputElement;
  async function write(text: string): Promise<void> {
    box().focus();
    box().value = text;
    box().dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
  }
  async function press(key: string): Promise<void> {
    box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await tick();
  }

  it('opens with what is found, grouped by kind', async () => {
    expect(box().getAttribute('aria-expanded')).toBe('false');
    await write('yq');
    expect(box().getAttribute('aria-expanded')).toBe('true');
    expect(screen.getAllByRole('option')).toHaveLength(3);
    expect(screen.getByRole('group', { name: '园区 3' })).toBeTruthy();
  });

  it('keeps a hostile name as text', async () => {
    await write('img');
    expect(screen.getByRole('option').querySelector('img')).toBeNull();
    expect(screen.getByRole('option').textContent).toContain('<img src=x>');
  });

  it('is worked by arrows, Enter and Escape', async () => {
    await write('园区');
    await press('ArrowDown');
    const first = screen.getAllByRole('option')[0] as HTMLElement;
    expect(box().getAttribute('aria-activedescendant')).toBe(first.id);
    expect(first.getAttribute('aria-selected')).toBe('true');
    await press('ArrowUp');
    expect(screen.getAllByRole('option').at(-1)?.getAttribute('aria-selected')).toBe('true');
    await press('Escape');
    expect(box().getAttribute('aria-expanded')).toBe('false');
    expect(box().value).toBe('园区');
  });

  it('shows what is chosen on the page of the network', async () => {
    await write('合作0');
    await press('ArrowDown');
    await press('Enter');
    expect(address.show).toBe('alliance-t0');
    expect(box().value).toBe('');
  });

  it('says when nothing is found', async () => {
    await write('xyz');
    expect(screen.queryAllByRole('option')).toHaveLength(0);
    expect(screen.getByText(/没有找到/)).toBeTruthy();
  });
});
