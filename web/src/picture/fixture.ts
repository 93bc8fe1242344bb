/** A small network for the tests of the picture: two groups of three, a pair, and one alone. */
import type { Network } from '../network/network';
import { pairs } from '../network/pairs';
import type { Selection } from '../network/select';
import type { Drawing } from './drawing';
import { placed } from './drawing';
import { packed } from './packing';
import { onMapOf, sceneOf, type OnMap, type Scene } from './scene';
import { wideOf } from './wide';

export const HOSTILE = '<script>alert(1)</script>&"\u202e\u0007\ud800 园区';

const LABELS = ['Park', 'Park', 'Organisation', 'Park', 'Park', 'City', 'Park', 'City', 'Park'];
const PLACES: [number, number][] = [[100, 100], [130, 100], [115, 126], [800, 100], [830, 100], [815, 126], [500, 900], [530, 900], [900, 900]];
/** Nodes 0 and 5 share a point; 8 is far away, and of 4 nothing is known. */
const POINTS: ([number, number] | null)[] = [
  [116.4, 39.9], [121.5, 31.2], [113.3, 23.1], [87.6, 43.8], null, [116.4, 39.9], [91.1, 29.7], [126.6, 45.8], [2.35, 48.9],
];
const PROVINCES = ['110000', '310000', '440000', '650000', '', '110000', '540000', '230000', ''];

export function network(): Network {
  const names = LABELS.map((_, n) => (n === 1 ? HOSTILE : `主体 ${n}`));
  const alliances = { id: ['a', 'b', 'c'], members: [[0, 1, 2], [3, 4, 5], [6, 7]], kind: ['pairing', 'pairing', 'twinning'] };
  return {
    nodes: {
      id: LABELS.map((_, n) => `node-${n}`), label: LABELS, name_zh: names, name_en: names.map(() => null),
      x: PLACES.map(([x]) => x), y: PLACES.map(([, y]) => y), lon: POINTS.map((point) => point?.[0] ?? null), lat: POINTS.map((point) => point?.[1] ?? null),
      provinces: PROVINCES.map((code) => (code ? [code] : [])),
    },
    alliances: { ...alliances, name_zh: alliances.id, name_en: alliances.id.map(() => null), certain: [true, false, true] },
  } as unknown as Network;
}

export function selection(of: Network, nodes = of.nodes.id.map((_, n) => n)): Selection {
  const shown = new Set(nodes);
  const ties = of.alliances.members
    .map((members, alliance) => ({ alliance, members: members.filter((n) => shown.has(n)) }))
    .filter(({ members }) => members.length > 1);
  return { nodes, shown, ties, leftOut: new Map() };
}

export function scene(nodes?: number[]): Scene {
  const of = network();
  const seen = selection(of, nodes);
  return sceneOf(wideOf(of), seen, pairs(seen));
}

export function drawing(of: Scene, places: Float64Array, map: boolean): Drawing {
  const onMap: OnMap = onMapOf(of, places);
  const inNetwork = packed(of, 1.3);
  return {
    scene: of, onMap, base: null, places: inNetwork, ...placed({ scene: of, onMap, places: inNetwork }, map), mix: Number(map), lit: null,
    colour: () => '#336699', family: 'sans-serif',
    names: {
      node: (n) => of.wide.network.nodes.name_zh[n], spot: (top, count) => `${of.wide.network.nodes.name_zh[top]} (${count})`,
      alliance: (n) => of.wide.network.alliances.name_zh[n], place: ({ zh }) => zh, noRecord: '无记录',
    },
  };
}
