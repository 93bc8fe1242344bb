import { render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { sorted, type Column } from './rows';
import Rows from './Rows.svelte';

const collator = new Intl.Collator('zh-CN', { numeric: true });
const column = (value: Column['value'], numeric = false): Column => ({ key: 'a', title: 'A', width: 50, numeric, text: String, value });

describe('rows', () => {
  it('are sorted by number or by text, what has no value last either way', () => {
    const values = [3, null, 20, 1];
    const by = column((row) => values[row] ?? null);
    expect(sorted([0, 1, 2, 3], by, false, collator)).toEqual([3, 0, 2, 1]);
    expect(sorted([0, 1, 2, 3], by, true, collator)).toEqual([2, 0, 3, 1]);
    const names = ['重庆', '安徽', null];
    expect(sorted([0, 1, 2], column((row) => names[row] ?? null), false, collator)).toEqual([1, 0, 2]);
  });
});

describe('the table', () => {
  const columns: Column[] = [
    { key: 'name', title: 'Name', width: 60, text: (row) => `<b>row ${row}</b>` },
    { key: 'size', title: 'Size', width: 40, numeric: true, text: String, value: (row) => row },
  ];
  const rows = Array.from({ length: 5000 }, (_, row) => row);
  const show = (choose = vi.fn()) => {
    render(Rows, { caption: 'All', columns, rows, first: 'size', chosen: 4999, choose });
    return choose;
  };

  it('says how many rows it has and makes few of them; names stay text', () => {
    show();
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(screen.getByText('<b>row 4999</b>').closest('tr')?.getAttribute('aria-current')).toBe('true');
  });

  it('sorts by a title and says so', async () => {
    show();
    const title = screen.getByRole('columnheader', { name: /Size/ });
    expect(title.getAttribute('aria-sort')).toBe('descending');
    within(title).getByRole('button').click();
    await tick();
    expect(title.getAttribute('aria-sort')).toBe('ascending');
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toBe('<b>row 0</b>');
  });

  it('is worked by keys: one row is reached by Tab, arrows go on, Enter chooses', async () => {
    const choose = show();
    const buttons = () => screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('button'));
    expect(buttons().filter((button) => button.tabIndex === 0)).toHaveLength(1);
    buttons()[0]?.focus();
    buttons()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('<b>row 4998</b>'));
    (document.activeElement as HTMLElement).click();
    expect(choose).toHaveBeenCalledWith(4998);
  });
});
