import { describe, expect, it } from 'vitest';
import { small, WORDS } from '../explore/small';
import { select } from '../network/select';
import { between, grid, lookOf, named, narrowed, type Cell, type Matrix } from './cells';

const cell = (row: number, column: number, more: Partial<Cell> = {}): Cell => ({ row, column, ties: 0, pairs: 4, expected: 1, ratio: 0, state: 'not-known', p: null, ...more });
const matrix = { groups: [{ id: 'east' }, { id: 'west' }], cells: [cell(0, 0, { ties: 2, state: 'known' }), cell(0, 1), cell(1, 1, { pairs: 0 })] } as unknown as Matrix;

describe('a matrix', () => {
  it('has each cell whichever place stands first', () => {
    const at = grid(matrix.cells);
    expect(at(1, 0)).toBe(at(0, 1));
    expect(at(2, 0)).toBeUndefined();
  });
  it('tells a place without a pair from one of which nothing is known', () => {
    expect(matrix.cells.map(lookOf)).toEqual(['known', 'not-known', 'none']);
  });
  it('finds the cell of an address, and none for what is not there', () => {
    expect(named(matrix, 'west,east')).toBe(matrix.cells[1]);
    expect(['east', 'east,north', '', undefined, 'east,west,east'].map((text) => named(matrix, text))).toEqual(Array(5).fill(undefined));
  });
  it('narrows the lens to one place or two, where the lens has their words', () => {
    expect(narrowed({ state: 'in-force' }, 'region', ['west', 'east'], WORDS)).toEqual({ state: 'in-force', region: 'east,west' });
    expect(narrowed({}, 'region', ['west', 'west'], WORDS)).toEqual({ region: 'west' });
    expect(narrowed({}, 'region', ['east', 'moon'], WORDS)).toBeNull();
    expect(narrowed({}, 'province', ['320000', '110000'], WORDS)).toEqual({ province: '110000,320000' });
  });
  it('lists the ties behind a cell: within one place it takes two there', () => {
    const network = small([{ region: 'east' }, { region: 'east' }, { region: 'west' }], [{ members: [0, 1] }, { members: [1, 2] }, { members: [0, 1, 2] }].map((tie) => ({ ...tie, earliest: '2020-01-01', latest: '2020-01-01' })));
    const shown = select(network, {}, WORDS);
    expect(shown.ties.length).toBe(3);
    expect([between(network, shown, 'region', 'east', 'east'), between(network, shown, 'region', 'west', 'east'), between(network, shown, 'region', 'west', 'west')]).toEqual([[0, 2], [1, 2], []]);
  });
});
