import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { address } from '../address/address.svelte';
import type { Lens } from '../address/lens';
import { small, WORDS } from '../explore/small';
import { store } from '../network/store.svelte';
import Downloads from './Downloads.svelte';

const format = (name: string) => ({ group: 'graph', label_zh: name, label_en: name, loses_zh: '只有编号', loses_en: '' });

describe('downloads', () => {
  beforeEach(() => {
    const lens = { ...WORDS, projection: { bipartite: ['二部图', ''] }, aggregate: { region: ['大区', ''] } };
    Object.assign(store, { network: small([{ region: 'east' }, {}], []), facts: { kinds: {}, lens, provinces: [], coverage: [], null_models: [], formats: { dl: format('DL'), json: format('JSON') } } });
  });
  /** The links of the page through a lens. */
  function links(lens: Lens): string[] {
    Object.assign(address, { page: { at: 'measures' }, show: '', own: {}, lens });
    render(Downloads);
    return screen.getAllByRole('link').map((link) => link.textContent ?? '');
  }

  it('links to each file', () => {
    expect(links({ projection: 'shared', aggregate: 'province' })).toEqual([
      'DL', 'JSON', '可引用的发布包（ZIP）', '指标及定义（JSON）', '单文件地图（HTML，可离线打开）',
    ]);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('download'))).toEqual(['', '', '', 'parknet-measures.json', 'parknet-map.html']);
  });
  it.each([[{ projection: 'bipartite' }, '二部图'], [{ aggregate: 'region' }, '大区']])('says why there is no map of %o', (lens, word) => {
    expect(links(lens)).not.toContain('单文件地图（HTML，可离线打开）');
    expect(screen.getByText('单文件地图（HTML，可离线打开）')).toBeTruthy();
    expect(screen.getByText(new RegExp(`${word}”画不成地图`))).toBeTruthy();
  });
  it('says why there is no DL file of nobody', () => {
    expect(links({ region: 'west' })).not.toContain('DL');
    expect(screen.getByText('DL')).toBeTruthy();
    expect(screen.getByText(/^此口径下没有主体/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'JSON' })).toBeTruthy();
  });
});
