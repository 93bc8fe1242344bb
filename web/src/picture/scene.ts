/** What a selection puts into the picture: nodes, links and groups; on the map, one mark a point and one bundle a way. */
import type { Pair } from '../network/pairs';
import type { Selection } from '../network/select';
import { LABELS } from './look';
import type { Wide } from './wide';

/** Tied nodes: the tie type (mixed: several), and whether any tie between them is certain. */
export interface Link {
  readonly source: number;
  readonly target: number;
  readonly layer: string;
  readonly certain: boolean;
  /** Whether only large groups tie them: each of those is many links. */
  readonly broad: boolean;
  readonly alliances: readonly number[];
}

/** A tie of three and more of the nodes that are shown. */
export interface Group {
  readonly alliance: number;
  readonly members: readonly number[];
}

export interface Scene {
  readonly wide: Wide;
  /** The nodes shown, in the order of painting. */
  readonly nodes: readonly number[];
  readonly shown: ReadonlySet<number>;
  /** The same nodes, who has the most partners first. */
  readonly ranked: readonly number[];
  readonly links: readonly Link[];
  readonly groups: readonly Group[];
  /** Partners shown, by node. */
  readonly partners: Uint32Array;
}

export const MIXED = 'mixed';
const LARGE_GROUP = 6;

export function sceneOf(wide: Wide, selection: Selection, pairs: readonly Pair[]): Scene {
  const { alliances } = wide.network;
  const partners = new Uint32Array(wide.network.nodes.id.length);
  const large = new Set(selection.ties.filter(({ members }) => members.length > LARGE_GROUP).map(({ alliance }) => alliance));
  const links = pairs.map(({ source, target, alliances: of }) => {
    partners[source] += 1;
    partners[target] += 1;
    const first = of[0];
    const layer = alliances.kind[first];
    const link = { source, target, layer, certain: alliances.certain[first], broad: large.has(first), alliances: of };
    for (let i = 1; i < of.length; i += 1) {
      if (alliances.kind[of[i]] !== layer) link.layer = MIXED;
      link.certain ||= alliances.certain[of[i]];
      link.broad &&= large.has(of[i]);
    }
    return link;
  });
  const groups = selection.ties.filter(({ members }) => members.length > 2);
  // Large groups first, so that smaller ones lie over them.
  groups.sort((a, b) => b.members.length - a.members.length || a.alliance - b.alliance);
  const nodes = wide.order.filter((n) => selection.shown.has(n));
  const ranked = [...nodes].reverse().sort((a, b) => partners[b] - partners[a]);
  return { wide, nodes, shown: selection.shown, ranked, links, groups, partners };
}

/** A point of the map with all who are there; `top` is painted over the others and stands for them. */
export interface Spot {
  readonly top: number;
  /** The top first. */
  readonly nodes: readonly number[];
  /** The kind of node that most of them are. */
  readonly label: string;
}

export interface OnMap {
  /** Positions on the map, in the world, as in `Wide.places`. */
  readonly places: Float64Array;
  /** In the order of painting. */
  readonly spots: readonly Spot[];
  /** The spot of each node that is on the map. */
  readonly spotOf: ReadonlyMap<number, Spot>;
  /** Links between spots: all between the same two are one, drawn between the ends of one of them. */
  readonly bundles: readonly Link[];
  /** Nodes shown whose place is unknown or off the map. */
  readonly off: readonly number[];
  /** Codes of the provinces that have a record. */
  readonly provinces: ReadonlySet<string>;
}

/** More than the rows of the grid. */
const COLUMN = 10000;

export function onMapOf(scene: Scene, places: Float64Array): OnMap {
  const { nodes } = scene.wide.network;
  const at = new Map<number, number[]>();
  const off: number[] = [];
  // From the last painted to the first: the first at a point is its top.
  for (const n of [...scene.nodes].reverse()) {
    if (Number.isNaN(places[2 * n])) {
      off.push(n);
      continue;
    }
    const key = places[2 * n] * COLUMN + places[2 * n + 1];
    const there = at.get(key);
    if (there) there.push(n);
    else at.set(key, [n]);
  }
  const spots = [...at.values()].map((there) => ({ top: there[0], nodes: there, label: commonest(there.map((n) => nodes.label[n])) })).reverse();
  const spotOf = new Map<number, Spot>();
  for (const spot of spots) for (const n of spot.nodes) spotOf.set(n, spot);
  const provinces = new Set<string>();
  for (const n of scene.nodes) for (const code of nodes.provinces[n]) provinces.add(code);
  return { places, spots, spotOf, bundles: bundled(scene, spotOf), off, provinces };
}

/** The label that most have; of those that as many have, the one that marks tell first. */
function commonest(labels: readonly string[]): string {
  const counts = LABELS.map((label) => labels.filter((one) => one === label).length);
  return LABELS[counts.indexOf(Math.max(...counts))];
}

interface Bundle extends Link {
  layer: string;
  certain: boolean;
  broad: boolean;
  alliances: number[];
}

function bundled(scene: Scene, spotOf: ReadonlyMap<number, Spot>): Bundle[] {
  const found = new Map<number, Bundle>();
  const size = scene.partners.length;
  for (const link of scene.links) {
    const [a, b] = [spotOf.get(link.source)?.top, spotOf.get(link.target)?.top];
    if (a === undefined || b === undefined || a === b) continue;
    const key = Math.min(a, b) * size + Math.max(a, b);
    const bundle = found.get(key);
    if (!bundle) {
      found.set(key, { ...link, alliances: [...link.alliances] });
      continue;
    }
    if (bundle.layer !== link.layer) bundle.layer = MIXED;
    bundle.certain ||= link.certain;
    bundle.broad &&= link.broad;
    for (const one of link.alliances) if (!bundle.alliances.includes(one)) bundle.alliances.push(one);
  }
  return [...found.values()];
}
