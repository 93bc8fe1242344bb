import { expect, it } from 'vitest';
import { small } from '../explore/small';
import { byMark, marked, markOf, type TieChange } from './marked';

const tie = (id: string, before: TieChange['before'], after: TieChange['after']): TieChange => ({ id, name_zh: id, name_en: null, before, after });
const shown = (state: string | null, ...members: string[]) => ({ state, members });

it('a tie has begun, ended, or changed', () => {
  const both = ['park-n0', 'park-n1'];
  expect(markOf(tie('a', null, shown('signed', ...both)))).toBe('begun');
  expect(markOf(tie('a', shown('signed', ...both), null))).toBe('ended');
  expect(markOf(tie('a', shown('signed', ...both), shown('withdrawn', ...both)))).toBe('ended');
  expect(markOf(tie('a', shown('signed', ...both), shown('active', ...both)))).toBe('changed');
  expect(markOf(tie('a', shown('ended', ...both), shown('ended', 'park-n0', 'park-n2')))).toBe('changed');
  expect(byMark([tie('a', null, shown(null))]).begun).toHaveLength(1);
});

it('two states are one picture: what stayed, what changed, and who is no longer there', () => {
  const second = small([{}, {}, {}], [{ members: [0, 1] }, { members: [1, 2] }]);
  const first = small([{}, {}, {}, {}], []);
  const drawn = [{ alliance: 0, members: [0, 1] }, { alliance: 1, members: [1, 2] }];
  const changes = [tie('alliance-t1', null, shown('signed', 'park-n1', 'park-n2')), tie('alliance-x', shown('signed', 'park-n0', 'park-n3'), null)];
  const found = marked(second, drawn, changes, first);
  expect(found.network.alliances.kind).toEqual(['same', 'begun', 'ended']);
  expect(found.network.alliances.members).toEqual([[0, 1], [1, 2], [0, 3]]);
  expect(found.network.nodes.id).toEqual(['park-n0', 'park-n1', 'park-n2', 'park-n3']);
  expect(found.network.nodes.provinces).toHaveLength(4);
  expect(found.selection.nodes).toEqual([0, 1, 2, 3]);
  expect([found.pairs.length, found.same]).toEqual([3, 1]);
});

it('whoever has no tie in either state is not in the picture', () => {
  const second = small([{}, {}, {}], []);
  const found = marked(second, [], [tie('alliance-x', shown('signed', 'park-n0', 'park-gone'), null)], null);
  expect(found.selection.nodes).toEqual([]);
  expect(found.selection.ties).toEqual([]);
});
