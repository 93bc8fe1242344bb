/** One state of the picture, from which WebGL, canvas and SVG all draw: who is where, how large, and what is in the light. */
import type { Basemap } from './basemap';
import type { Palette } from './look';
import type { Group, Link, OnMap, Scene } from './scene';
import type { Point, View } from './world';
import { toScreen } from './world';

/** What is in the light: the nodes chosen, they and those around them, and the links between. */
export interface Lit {
  readonly core: ReadonlySet<number>;
  readonly nodes: ReadonlySet<number>;
  readonly links: readonly Link[];
  /** The alliance that is chosen; -1 for none. */
  readonly alliance: number;
}

/** Names in the language of the page. */
export interface Names {
  readonly node: (n: number) => string;
  /** A point with several nodes. */
  readonly spot: (top: number, count: number) => string;
  readonly alliance: (n: number) => string;
  readonly place: (place: { zh: string; en: string }) => string;
  readonly noRecord: string;
}

export interface Drawing {
  readonly scene: Scene;
  /** Null until the map was looked at. */
  readonly onMap: OnMap | null;
  readonly base: Basemap | null;
  /** 0 in the network layout, 1 on the map, between while the nodes move. */
  readonly mix: number;
  /** Where nodes are in the network layout, as in `Wide.places`: there, or brought closer. */
  readonly places: Float64Array;
  /** Where nodes are now, in the world, and their radii before `scale`. */
  readonly at: Float64Array;
  readonly size: Float32Array;
  readonly lit: Lit | null;
  readonly colour: Palette;
  readonly family: string;
  readonly names: Names;
}

const SMALLEST = 3.6;
const LARGEST_SPOT = 22;
/** Pixels between neighbours at which marks have their full size; where there is more room, they are larger up to so much. */
const ROOMY = 26;
const LARGEST = 1.5;
/** The part of the grid over which points spread. */
const SPREAD = 0.3;
/** More groups than this are not all outlined in the network; more than that not on the map, where an outline covers much. */
export const GROUPS_IN_NETWORK = 150;
const GROUPS_ON_MAP = 12;

/** Positions and radii in one of the layouts. */
export function placed({ scene, onMap, places }: Pick<Drawing, 'scene' | 'onMap' | 'places'>, map: boolean): Pick<Drawing, 'at' | 'size'> {
  const size = new Float32Array(scene.partners.length);
  const at = places.slice();
  for (const n of scene.nodes) {
    const spot = onMap?.spotOf.get(n);
    if (!map) size[n] = SMALLEST + 1.25 * Math.sqrt(scene.partners[n]);
    // Who is not on the map stays, and shrinks to nothing.
    else if (onMap && spot) {
      at[2 * n] = onMap.places[2 * n];
      at[2 * n + 1] = onMap.places[2 * n + 1];
      size[n] = sizeOnMap(spot, n, scene.partners[n]);
    }
  }
  return { at, size };
}

function sizeOnMap(spot: { top: number; nodes: readonly number[] }, n: number, partners: number): number {
  if (spot.top !== n) return SMALLEST;
  return spot.nodes.length > 1 ? Math.min(7.5 + 1.2 * Math.sqrt(spot.nodes.length), LARGEST_SPOT) : SMALLEST + 1.2 + 0.7 * Math.sqrt(partners);
}

/** What radii are multiplied with at so many pixels per unit: marks grow smaller where they would crowd. */
export function scaleAt({ scene, onMap, mix }: Drawing, k: number): number {
  const room = (scene.wide.gap * k) / ROOMY;
  const network = room < 1 ? Math.max(0.3, room) : Math.min(LARGEST, 1 + (room - 1) / 4);
  if (!mix || !onMap) return network;
  const apart = (Math.sqrt((3870 * 4460 * SPREAD) / Math.max(onMap.spots.length, 1)) * k) / ROOMY;
  // On a small map Hainan's mark must not reach the islands.
  const map = Math.max(0.42, Math.min(1, apart)) * Math.max(0.7, Math.min(1, k / 0.14));
  return network + (map - network) * mix;
}

/** The links that are drawn: on the map, one between any two points. */
export const linksOf = ({ scene, onMap, mix }: Drawing): readonly Link[] => (mix === 1 && onMap ? onMap.bundles : scene.links);

/** The nodes of the marks that are drawn, in the order of painting. */
export function marksOf({ scene, onMap, mix }: Drawing): readonly number[] {
  return mix === 1 && onMap ? onMap.spots.map(({ top }) => top) : scene.nodes;
}

/** The kind of a mark: of several at one point, that of most. */
export function labelOf({ scene, onMap, mix }: Drawing, n: number): string {
  const spot = mix > 0.5 ? onMap?.spotOf.get(n) : undefined;
  return spot && spot.top === n ? spot.label : scene.wide.network.nodes.label[n];
}

/** Whether a mark, or one of the nodes at its point, is lit. */
export function inLight({ lit, onMap, mix }: Drawing, n: number): boolean {
  const there = mix === 1 ? (onMap?.spotOf.get(n)?.nodes ?? [n]) : [n];
  return there.some((one) => lit?.nodes.has(one));
}

/** How many nodes a mark stands for. */
export function countOf({ onMap, mix }: Drawing, n: number): number {
  return mix === 1 ? (onMap?.spotOf.get(n)?.nodes.length ?? 1) : 1;
}

/** The groups that are outlined, and how strongly. */
export function groupsOf({ scene, mix, lit }: Drawing): { group: Group; share: number }[] {
  const share = (scene.groups.length <= GROUPS_IN_NETWORK ? 1 - mix : 0) + (scene.groups.length <= GROUPS_ON_MAP ? mix : 0);
  return scene.groups
    .map((group) => ({ group, share: lit?.alliance === group.alliance ? 1 : share }))
    .filter(({ share: seen }) => seen > 0);
}

/** Positions of the nodes that are in the picture, in the world. */
export function points({ at, size }: Drawing, nodes: readonly number[]): Point[] {
  return nodes.filter((n) => size[n] > 0 && !Number.isNaN(at[2 * n])).map((n) => [at[2 * n], at[2 * n + 1]]);
}

/** The mark at a pixel of the view, with so much slack around it; -1 for none. The one painted last wins. */
export function markAt(drawing: Drawing, view: View, px: number, py: number, slack: number): number {
  const scale = scaleAt(drawing, view.k);
  let [best, least] = [-1, slack];
  for (const n of marksOf(drawing)) {
    const [x, y] = toScreen(view, drawing.at[2 * n], drawing.at[2 * n + 1]);
    const distance = Math.max(Math.hypot(x - px, y - py) - drawing.size[n] * scale, 0);
    if (drawing.size[n] > 0 && distance <= least) [best, least] = [n, distance];
  }
  return best;
}

/** What is lit when these nodes, or an alliance, are looked at; null when nothing of it is in the picture. */
export function litBy({ scene, onMap, mix }: Pick<Drawing, 'scene' | 'onMap' | 'mix'>, nodes: readonly number[], alliance = -1): Lit | null {
  const shown = nodes.filter((n) => scene.shown.has(n));
  if (!shown.length) return null;
  // On the map, a node is looked at with all who are at its point.
  const together = (n: number) => (mix > 0.5 && alliance < 0 && onMap?.spotOf.get(n)?.nodes) || [n];
  const core = new Set(shown.flatMap(together));
  const links = scene.links.filter((link) =>
    alliance >= 0 ? link.alliances.includes(alliance) : core.has(link.source) || core.has(link.target),
  );
  return { core, nodes: new Set([...core, ...links.flatMap((link) => [link.source, link.target])]), links, alliance };
}
