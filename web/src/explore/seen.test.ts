/** What was read once is read anew when the record is another. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { address } from '../address/address.svelte';
import { store } from '../network/store.svelte';
import { seen } from './seen.svelte';

let asked: string[] = [];
let state = '甲';

beforeEach(() => {
  asked = [];
  Object.assign(store, { facts: { coverage: [], lens: {}, provinces: [] }, meta: { digest: state } });
  Object.assign(address, { lens: { programme: 'programme-p' } });
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const programme = { id: 'programme-p', name_zh: state };
    const data = path.includes('/coverage') ? { programme: 'programme-p', sentence: [state, state] } : [programme];
    return Promise.resolve(Response.json({ meta: { digest: state }, data }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(store, { facts: null, meta: null });
});

it('programmes and what is known of them are of the record as it is', async () => {
  const shown = async () => {
    await Promise.all([seen.loadProgrammes(), seen.loadCoverage()]);
    return [seen.programmes[0]?.name_zh, seen.coverage[0]?.sentence[0]];
  };
  expect(await shown()).toEqual(['甲', '甲']);
  expect(await shown()).toEqual(['甲', '甲']);
  expect(asked).toHaveLength(2);
  state = '乙';
  Object.assign(store, { meta: { digest: state } });
  expect(await shown()).toEqual(['乙', '乙']);
  expect(asked).toHaveLength(4);
});
