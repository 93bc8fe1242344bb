import { describe, expect, it } from 'vitest';
import { around, hull, within } from './hulls';
import type { Point } from './world';

const square: Point[] = [[0, 0], [10, 0], [10, 10], [0, 10], [5, 5], [10, 10]];

describe('a hull', () => {
  it('has the outer points, each once', () => {
    expect(hull(square)).toHaveLength(4);
    expect(hull([[1, 1], [1, 1]])).toEqual([[1, 1]]);
    expect(hull([[0, 0], [5, 5], [9, 9]])).toHaveLength(2);
  });

  it('keeps its distance', () => {
    // Each corner is an arc of the distance, from the normal of one side to that of the next.
    expect(around(hull(square), 2)).toBe(
      'M-2,0A2,2 0 0 1 0,-2L10,-2A2,2 0 0 1 12,0L12,10A2,2 0 0 1 10,12L0,12A2,2 0 0 1 -2,10z',
    );
    expect(around([[3, 3]], 2)).toBe('M1,3a2,2 0 1 1 4,0a2,2 0 1 1 -4,0z');
    expect(around([], 2)).toBe('');
  });

  it('holds what lies in it or near it', () => {
    const corners = hull(square);
    expect(within(corners, 2, [5, 5])).toBe(true);
    expect(within(corners, 2, [11.5, 5])).toBe(true);
    expect(within(corners, 2, [13, 5])).toBe(false);
    expect(within(hull([[0, 0], [10, 0]]), 2, [5, 1])).toBe(true);
    expect(within(hull([[0, 0], [10, 0]]), 2, [5, 3])).toBe(false);
  });
});
