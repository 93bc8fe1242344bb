import { expect, it } from 'vitest';
import { exampleOf } from './example';

const pair = (source: number, target: number) => ({ source, target, alliances: [0] });

it('a path to try leads over a partner where there is one', () => {
  expect(exampleOf([pair(0, 1), pair(1, 2)])).toEqual([0, 2]);
  expect(exampleOf([pair(0, 1), pair(0, 2), pair(1, 2)])).toEqual([0, 1]);
  expect(exampleOf([])).toBeNull();
});
