import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawable } from './basemap';
import { litBy, markAt, scaleAt } from './drawing';
import { drawing, network, scene } from './fixture';
import { packed } from './packing';
import { PROJECTION, placesOnMap, projected } from './projection';
import { onMapOf } from './scene';
import { GRID, boxOf, fitted, toScreen } from './world';

const china = JSON.parse(readFileSync('../src/parknet/exports/map/china.json', 'utf-8'));
const places = placesOnMap(network(), PROJECTION);
const view = { x: 0, y: 0, k: 1, width: 1000, height: 700 };

describe('the map', () => {
  it('has the projection of the base map', () => {
    expect(china.projection).toEqual(PROJECTION);
    expect([china.projection.width, china.projection.height]).toEqual(GRID.slice(2));
  });

  it('puts a point where the server does', () => {
    // parknet.exports.projection.project
    const cases = [
      [116.4, 39.9, 2848.6931, 1280.4111], [87.6, 43.8, 1020.7691, 883.4636], [121.5, 31.2, 3308.8039, 1995.3169], [105, 36, 2100, 1670],
    ];
    for (const [lon, lat, x, y] of cases) {
      const found = projected(PROJECTION)(lon, lat);
      expect(found[0]).toBeCloseTo(x, 2);
      expect(found[1]).toBeCloseTo(y, 2);
    }
  });

  it('reads the rings of the base map as paths', () => {
    const { provinces, islands } = drawable({ ...china, islands: [[10, 20, 5, 0, 0, 5]] });
    expect(islands).toBe('M10,20l5,0,0,5z');
    expect(provinces).toHaveLength(34);
  });
});

describe('a scene', () => {
  it('counts partners and tells types, certainty and groups', () => {
    const { links, groups, partners } = scene();
    expect([...partners]).toEqual([2, 2, 2, 2, 2, 2, 1, 1, 0]);
    expect(links).toHaveLength(7);
    expect(links.filter((link) => !link.certain)).toHaveLength(3);
    expect(groups.map(({ members }) => members)).toEqual([[0, 1, 2], [3, 4, 5]]);
  });

  it('makes one mark a point, of the kind that most are, and counts who is not on the map', () => {
    const found = onMapOf(scene(), places);
    expect(found.spots).toHaveLength(6);
    const both = found.spotOf.get(0);
    expect(both).toBe(found.spotOf.get(5));
    expect(new Set(both?.nodes)).toEqual(new Set([0, 5]));
    expect(both?.label).toBe('Park');
    expect([...found.off].sort()).toEqual([4, 8]);
    expect(found.provinces.has('650000')).toBe(true);
    // The top is painted last of those at its point.
    expect(both?.top).toBe(both?.nodes[0]);
    const order = scene().nodes;
    expect(order.indexOf(both?.top ?? -1)).toBeGreaterThan(order.indexOf(both?.nodes[1] ?? -1));
  });

  it('bundles links between the same two points', () => {
    const { bundles, spotOf } = onMapOf(scene(), places);
    const ways = bundles.map(({ source, target }) => [spotOf.get(source)?.top, spotOf.get(target)?.top].sort().join());
    expect(new Set(ways).size).toBe(ways.length);
    expect(bundles.every(({ source, target }) => spotOf.has(source) && spotOf.has(target))).toBe(true);
  });

  it('finds the mark under a pixel, and what it lights', () => {
    const whole = drawing(scene(), places, false);
    const look = fitted(view, boxOf(whole.at, whole.scene.nodes) ?? GRID, [50, 50]);
    const [x, y] = toScreen(look, whole.at[6], whole.at[7]);
    expect(markAt(whole, look, x + 1, y, 2)).toBe(3);
    expect(markAt(whole, look, x + 40, y + 30, 2)).toBe(-1);
    expect([...(litBy(whole, [3])?.nodes ?? [])].sort()).toEqual([3, 4, 5]);
    expect(litBy(drawing(scene([0, 1]), places, false), [3])).toBeNull();
    expect(scaleAt(whole, 1)).toBeGreaterThan(scaleAt(whole, 0.01));
  });
});

describe('few nodes', () => {
  it('are brought closer and keep the shape of what is tied', () => {
    const few = scene();
    const found = packed(few, 1.5);
    const before = few.wide.places;
    expect(found).not.toBe(before);
    for (const group of [[0, 1, 2], [3, 4, 5]]) {
      const [dx, dy] = [found[2 * group[0]] - before[2 * group[0]], found[2 * group[0] + 1] - before[2 * group[0] + 1]];
      for (const n of group) {
        expect(found[2 * n] - before[2 * n]).toBeCloseTo(dx);
        expect(found[2 * n + 1] - before[2 * n + 1]).toBeCloseTo(dy);
      }
    }
    const size = (at: Float64Array) => {
      const [left, top, right, bottom] = boxOf(at, few.nodes) ?? GRID;
      return Math.max(right - left, bottom - top);
    };
    expect(size(found)).toBeLessThan(size(before) / 2);
  });
});
