import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { words } from '../words/words.svelte';
import FieldChanges from './FieldChanges.svelte';

beforeEach(() => {
  words.lang = 'zh';
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ meta: {}, data: {} })));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('a flag that is not there says no; any other field that is not there says nothing', () => {
  const change = (place: string, before: unknown, after: unknown) => ({ place, before, after });
  const fields = [change('preferred', true, null), change('preferred', null, true), change('note', '旧', null), change('note', null, '新')];
  const { container } = render(FieldChanges, { id: 'obs-a', fields });
  const said = [...container.querySelectorAll('dd')].map((one) => [...one.querySelectorAll('del, ins')].map((part) => part.textContent));
  expect(said).toEqual([['是', '否'], ['否', '是'], ['旧', '（已删去）'], ['（未填）', '新']]);
});
