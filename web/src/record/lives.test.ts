import { describe, expect, it } from 'vitest';
import type { Alliance } from './data';
import { byState, leftOpen, stateOf } from './lives';

type Steps = readonly (readonly [state: string, date?: string])[];
function alliance(id: string, steps: Steps, more: object = {}): Alliance {
  const has_step = steps.map(([state, date], n) => ({ id: `${id}#${n + 1}`, state, ...(date ? { date } : {}) }));
  return { id, kind: 'pairing', content: '交流', has_member: [{ to: 'park-a', part: 'park' }, { to: 'park-b', part: 'park' }], has_step, ...more } as unknown as Alliance;
}

describe('what an alliance leaves open', () => {
  it('is its earlier steps, term and actions where it is known by its signing alone', () => {
    expect(leftOpen(alliance('alliance-a', [['signed', '2023-06-08']]), 0)).toEqual(['earlier', 'term', 'action']);
  });

  it('is the signing where a mechanism runs and none is recorded', () => {
    expect(leftOpen(alliance('alliance-a', [['active', '2021']]), 1)).toContain('signing');
    expect(leftOpen(alliance('alliance-a', [['signed', '2021'], ['active', '2022']]), 1)).not.toContain('signing');
  });

  it('is neither signing nor term of an intention, nor the term of what has ended or says its own', () => {
    expect(leftOpen(alliance('alliance-a', [['intention', '2024-03']]), 0)).toEqual([]);
    expect(leftOpen(alliance('alliance-a', [['signed', '2020'], ['ended', '2022']]), 1)).toEqual(['earlier']);
    expect(leftOpen(alliance('alliance-a', [['assigned', '2021']], { has_term: [{ id: 'alliance-a#2', since: '2021', until: '2030' }] }), 1)).toEqual(['earlier', 'signing']);
  });

  it('is the members where fewer than two parties are named, and a guide is none', () => {
    expect(leftOpen(alliance('alliance-a', [['signed', '2020']], { has_member: [{ to: 'park-a', part: 'park' }, { to: 'org-b', part: 'guide' }] }), 1)).toContain('members');
  });

  it('is the date where the year is not known, and the start where there is no step', () => {
    expect(leftOpen(alliance('alliance-a', [['signed', 'XXXX-06-16']]), 1)).toContain('date');
    expect(leftOpen(alliance('alliance-a', []), 0)).toEqual(['start']);
  });
});

describe('alliances by state', () => {
  it('stand in the order of states, those without a step last, the earliest first', () => {
    const all = [alliance('alliance-c', [['signed', '2023-08']]), alliance('alliance-b', []), alliance('alliance-a', [['intention', '2024']]), alliance('alliance-d', [['signed', '2023-03']])];
    expect(byState(all, ['intention', 'signed']).map(([state, found]) => [state, found.map(({ id }) => id)])).toEqual([
      ['intention', ['alliance-a']],
      ['signed', ['alliance-d', 'alliance-c']],
      ['', ['alliance-b']],
    ]);
    expect(stateOf(alliance('alliance-a', [['signed'], ['ended']]))).toBe('ended');
  });
});
