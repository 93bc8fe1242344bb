import { describe, expect, it } from 'vitest';
import { bar, points, scaleOf, sum } from './points';

describe('points', () => {
  it('are exact to the thousandth', () => {
    expect([60165, 2165, 410, -910, 0, 28000, -5, 1234567].map((one) => points(one))).toEqual(['60.165', '2.165', '0.41', '−0.91', '0', '28', '−0.005', '1,234.567']);
    expect([28000, 0, -910].map((one) => points(one, true))).toEqual(['+28', '0', '−0.91']);
  });

  it('are told as a sum that comes out', () => {
    const terms = [35000, 10000, 13320, 0, -910];
    expect(sum(terms)).toBe('35 + 10 + 13.32 + 0 − 0.91');
    expect(points(terms.reduce((a, b) => a + b))).toBe('57.41');
    expect(sum([-910, 500])).toBe('−0.91 + 0.5');
  });
});

describe('bars', () => {
  const scale = scaleOf([{ weight: 35, least: -400, greatest: 1000 }, { weight: 20, least: -500, greatest: 1000 }]);

  it('share a scale on which every term can be drawn', () => {
    expect(scale).toEqual({ least: -14000, greatest: 35000 });
  });

  it('run from zero to the left or right, and stay inside', () => {
    expect(bar(0, 35000, scale)).toEqual({ start: (100 * 14) / 49, length: (100 * 35) / 49 });
    expect(bar(0, -14000, scale)).toEqual({ start: 0, length: (100 * 14) / 49 });
    expect(bar(-99000, 99000, scale)).toEqual({ start: 0, length: 100 });
  });
});
