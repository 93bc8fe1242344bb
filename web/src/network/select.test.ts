import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Lens, LensWords } from '../address/lens';
import type { Network } from './network';
import { pairs } from './pairs';
import { select } from './select';

/** Written by tests/unit/test_page_filter.py: networks, and what the server's own filter makes of them. */
interface Cases {
  words: LensWords;
  networks: Network[];
  cases: { network: number; lens: Lens; nodes: string[]; ties: Record<string, string[]>; left_out: Record<string, string[]>; pairs: number }[];
}

const path = process.env.PARKNET_CASES ?? '';

describe.skipIf(!existsSync(path))('the filter of the page', () => {
  it('lets through what the filter of the server does', () => {
    const { words, networks, cases }: Cases = JSON.parse(readFileSync(path, 'utf8'));
    for (const one of cases) {
      const network = networks[one.network] as Network;
      const name = (n: number) => network.nodes.id[n] as string;
      const found = select(network, one.lens, words);
      const told = {
        nodes: found.nodes.map(name),
        ties: Object.fromEntries(found.ties.map((tie) => [network.alliances.id[tie.alliance], tie.members.map(name).sort()])),
        left_out: Object.fromEntries([...found.leftOut].map(([reason, ids]) => [reason, ids.map((n) => network.alliances.id[n]).sort()])),
        pairs: pairs(found).length,
      };
      expect(told, JSON.stringify(one.lens)).toEqual({ nodes: one.nodes, ties: one.ties, left_out: one.left_out, pairs: one.pairs });
    }
    expect(cases.length).toBeGreaterThan(100);
  });
});
