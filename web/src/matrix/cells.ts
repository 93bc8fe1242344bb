/** The cells of a matrix as they are shown, and the ties behind one. */
import type { Schemas } from '../api/client';
import { withPart, type Lens, type LensWords } from '../address/lens';
import type { Network } from '../network/network';
import type { Selection } from '../network/select';

export type Matrix = Schemas['MatrixBody'];
export type Cell = Schemas['MatrixCell'];
export type By = Matrix['by'];

/** What a cell is shown as; `none`: there is no pair that could be a tie. */
export type Look = Cell['state'] | 'none';
export const lookOf = (cell: Cell): Look => (!cell.ties && !cell.pairs ? 'none' : cell.state);

/** The cell of two groups by their positions, whichever stands first. */
export function grid(cells: readonly Cell[]): (row: number, column: number) => Cell | undefined {
  const found = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  return (row, column) => found.get(row <= column ? `${row} ${column}` : `${column} ${row}`);
}

/** The cell that an address names by the ids of its groups. */
export function named(matrix: Matrix, text: string | undefined): Cell | undefined {
  const at = (text ?? '').split(',').map((id) => matrix.groups.findIndex((group) => group.id === id));
  const [row = -1, column = -1] = at;
  return at.length === 2 && row >= 0 && column >= 0 ? grid(matrix.cells)(row, column) : undefined;
}

/** The lens of one place, or of two and what lies within each; null where it has no such word. */
export function narrowed(lens: Lens, by: By, ids: readonly string[], words: LensWords): Lens | null {
  if (by === 'region' && ids.some((id) => !Object.hasOwn(words.region ?? {}, id))) return null;
  if (by === 'province' && ids.some((id) => !/^\d\d0000$/.test(id))) return null;
  return withPart(lens, by, [...new Set(ids)], words);
}

/** Positions of the alliances with a member in one place and another member in the other. */
export function between(network: Network, selection: Selection, by: By, one: string, other: string): number[] {
  const place = network.nodes[by];
  return selection.ties.flatMap(({ alliance, members }) => {
    const here = members.filter((n) => place[n] === one).length;
    const there = members.filter((n) => place[n] === other).length;
    return (one === other ? here > 1 : here > 0 && there > 0) ? [alliance] : [];
  });
}
