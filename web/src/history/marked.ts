/** Two states of the network as one: what began, ended, changed and stayed, each marked where tie types else stand. Pure. */
import type { Schemas } from '../api/client';
import type { Network, Nodes } from '../network/network';
import { positions } from '../network/network';
import { pairs, type Pair } from '../network/pairs';
import type { Selection, Tie } from '../network/select';

export type TieChange = Schemas['TieChangeBody'];
export const MARKS = ['begun', 'ended', 'changed', 'same'] as const;
export type Mark = (typeof MARKS)[number];
const ENDS: readonly string[] = ['ended', 'declined', 'withdrawn'];
const over = (state: string | null | undefined) => ENDS.includes(state ?? '');

/** What became of a tie: begun where it was not drawn, ended where it is no more or has come to an end, else changed. */
export function markOf({ before, after }: TieChange): Mark {
  if (!after) return 'ended';
  if (!before) return 'begun';
  return over(after.state) && !over(before.state) ? 'ended' : 'changed';
}

/** The changed ties by what became of them. */
export function byMark(ties: readonly TieChange[]): Readonly<Record<Mark, readonly TieChange[]>> {
  const of = (mark: Mark) => ties.filter((tie) => markOf(tie) === mark);
  return { begun: of('begun'), ended: of('ended'), changed: of('changed'), same: [] };
}

export interface Picture {
  readonly network: Network;
  readonly selection: Selection;
  readonly pairs: readonly Pair[];
  /** How many ties stayed as they were. */
  readonly same: number;
}

/**
 * Both states in one picture: `second` with what it draws, and the changed ties; their members that `second` lacks are
 * taken from `first`. Only who has a tie is in it.
 */
export function marked(second: Network, drawn: readonly Tie[], ties: readonly TieChange[], first: Network | null): Picture {
  const nodes = joined(second.nodes, first?.nodes ?? null, new Set(ties.flatMap((tie) => tie.before?.members ?? [])));
  const at = positions(nodes.id);
  const changed = new Set(ties.map(({ id }) => id));
  const rows = [
    ...drawn.map(({ alliance, members }) => ({
      id: second.alliances.id[alliance] ?? '', zh: second.alliances.name_zh[alliance] ?? '', en: second.alliances.name_en[alliance] ?? null,
      kind: 'same' as Mark, members: [...members],
    })).filter(({ id }) => !changed.has(id)),
    ...ties.map((tie) => ({
      id: tie.id, zh: tie.name_zh, en: tie.name_en, kind: markOf(tie),
      members: (tie.after ?? tie.before)?.members.flatMap((id) => at.get(id) ?? []) ?? [],
    })),
  ];
  const alliances = {
    id: rows.map(({ id }) => id), kind: rows.map(({ kind }) => kind as string), name_zh: rows.map(({ zh }) => zh),
    name_en: rows.map(({ en }) => en), members: rows.map(({ members }) => members), certain: rows.map(() => true),
  };
  const network = { ...second, nodes, alliances: { ...second.alliances, ...alliances } };
  const found = rows.map(({ members }, alliance) => ({ alliance, members })).filter(({ members }) => members.length > 1);
  const shown = new Set(found.flatMap(({ members }) => members));
  const selection = { nodes: [...shown].sort((a, b) => a - b), shown, ties: found, leftOut: new Map() };
  return { network, selection, pairs: pairs(selection), same: rows.filter(({ kind }) => kind === 'same').length };
}

/** The columns of the nodes with the rows of the wanted ones that only the others have. */
function joined(nodes: Nodes, others: Nodes | null, wanted: ReadonlySet<string>): Nodes {
  const known = new Set(nodes.id);
  const rows = (others?.id ?? []).map((id, n) => [id, n] as const).filter(([id]) => wanted.has(id) && !known.has(id));
  if (!others || !rows.length) return nodes;
  const columns = Object.entries(nodes).map(([name, column]) => [name, [...column, ...rows.map(([, n]) => others[name as keyof Nodes][n])]]);
  return Object.fromEntries(columns) as Nodes;
}
