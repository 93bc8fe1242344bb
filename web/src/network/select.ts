/**
 * What a lens lets through of the wide network: the same nodes, ties and left-out reasons as the server's `select` gives
 * for the same lens. `at`, `sure` and `state` were applied by the server when it sent the network.
 */
import { layersOf, wordsOf, type Lens, type LensWords, type ListPart } from '../address/lens';
import type { Alliances, Network, Nodes } from './network';

export const YEAR_UNKNOWN = 'year-unknown';
const MEMBERS_NOT_SHOWN = 'members-not-shown';
const NODE_PARTS = ['level', 'province', 'region', 'sector', 'cluster'] as const satisfies readonly ListPart[];
const LABEL_OF: Record<string, string> = { park: 'Park', organisation: 'Organisation', city: 'City' };

/** A tie that is drawn: its position among the alliances, and the positions of its members that are shown. */
export interface Tie {
  readonly alliance: number;
  readonly members: readonly number[];
}

export interface Selection {
  /** Positions of the nodes, ascending. */
  readonly nodes: readonly number[];
  readonly shown: ReadonlySet<number>;
  readonly ties: readonly Tie[];
  /** Positions of alliances that are asked for and not drawn (of unknown year: drawn or not), by reason. */
  readonly leftOut: ReadonlyMap<string, readonly number[]>;
}

export function select(network: Network, lens: Lens, words: LensWords): Selection {
  const { nodes, alliances } = network;
  const asked = askedFor(alliances, lens, words);
  const members = lens.programme ? inProgramme(network, lens, asked) : null;
  const passes = nodeFilter(nodes, lens);
  const shown = new Set<number>();
  nodes.id.forEach((_, n) => {
    if ((!members || members.has(n)) && passes(n)) shown.add(n);
  });
  const leftOut = new Map<string, number[]>();
  const leave = (reason: string, n: number) => {
    const list = leftOut.get(reason);
    if (list) list.push(n);
    else leftOut.set(reason, [n]);
  };
  const inClass = classFilter(alliances, lens);
  let ties: Tie[] = [];
  for (const n of asked) {
    if (!inClass(n)) continue;
    const reason = alliances.reason[n] ?? null;
    if (reason !== null && reason !== YEAR_UNKNOWN && reason !== MEMBERS_NOT_SHOWN) {
      leave(reason, n);
      continue;
    }
    const absent = alliances.absent[n] ?? [];
    const there = (alliances.members[n] ?? []).filter((node) => shown.has(node) && !absent.includes(node));
    if (there.length < 2) {
      leave(MEMBERS_NOT_SHOWN, n);
      continue;
    }
    if (reason === YEAR_UNKNOWN) leave(YEAR_UNKNOWN, n);
    if (reason === null || lens.sure === 'possible') ties.push({ alliance: n, members: there });
  }
  const least = Number(lens.min ?? 0);
  if (least > 0) ties = withPartners(least, shown, ties, leftOut);
  return { nodes: [...shown].sort((a, b) => a - b), shown, ties, leftOut };
}

/** Alliances of the layers and under the programmes. */
function askedFor(alliances: Alliances, lens: Lens, words: LensWords): number[] {
  const layers = new Set(layersOf(lens, words));
  const programmes = new Set(wordsOf(lens, 'programme'));
  const found: number[] = [];
  alliances.id.forEach((_, n) => {
    if (!layers.has(alliances.kind[n] ?? '')) return;
    if (programmes.size && !alliances.under[n]?.some((id) => programmes.has(id))) return;
    found.push(n);
  });
  return found;
}

/** Whether the classes of all its named parties are asked for; what has fewer than two has no class and passes. */
function classFilter(alliances: Alliances, lens: Lens): (n: number) => boolean {
  const parties = wordsOf(lens, 'parties');
  const reach = wordsOf(lens, 'reach');
  return (n) =>
    (alliances.named[n] ?? 0) < 2 ||
    ((!parties.length || parties.includes(alliances.parties[n] ?? '')) && (!reach.length || reach.includes(alliances.reach[n] ?? '')));
}

/** Parties of the ties under the programmes, and who holds a title under one. */
function inProgramme(network: Network, lens: Lens, asked: readonly number[]): Set<number> {
  const programmes = wordsOf(lens, 'programme');
  const found = new Set<number>(asked.flatMap((n) => network.alliances.members[n] ?? []));
  network.nodes.programmes.forEach((held, n) => {
    if (held.some((id) => programmes.includes(id))) found.add(n);
  });
  return found;
}

function nodeFilter(nodes: Nodes, lens: Lens): (n: number) => boolean {
  const labels = new Set(wordsOf(lens, 'nodes').map((word) => LABEL_OF[word]));
  const filters = NODE_PARTS.flatMap((part) => {
    const wanted = wordsOf(lens, part);
    return wanted.length ? [(n: number) => nodeWords(nodes, part, n).some((word) => wanted.includes(word))] : [];
  });
  return (n) => labels.has(nodes.label[n]) && filters.every((filter) => filter(n));
}

/** The words of a node that a part of the lens looks at. */
export function nodeWords(nodes: Nodes, part: ListPart, n: number): readonly string[] {
  switch (part) {
    case 'level':
      return nodes.label[n] === 'Park' ? [nodes.level[n] ?? 'none'] : [];
    case 'sector':
      return nodes.label[n] === 'Park' ? (nodes.sectors[n] ?? []) : [];
    case 'province':
      return nodes.provinces[n] ?? [];
    case 'region':
      return nodes.regions[n] ?? [];
    case 'cluster':
      return nodes.clusters[n] ?? [];
    case 'nodes':
      return Object.keys(LABEL_OF).filter((word) => LABEL_OF[word] === nodes.label[n]);
    default:
      return [];
  }
}

/** Keep the nodes with so many partners, and the ties that still have two members. */
function withPartners(least: number, shown: Set<number>, ties: readonly Tie[], leftOut: Map<string, number[]>): Tie[] {
  const partners = new Map<number, Set<number>>();
  for (const { members } of ties) {
    for (const one of members) {
      const known = partners.get(one) ?? partners.set(one, new Set()).get(one);
      members.forEach((other) => known?.add(other));
    }
  }
  for (const node of [...shown]) if ((partners.get(node)?.size ?? 0) - 1 < least) shown.delete(node);
  const undated = new Set(leftOut.get(YEAR_UNKNOWN));
  return ties.flatMap((tie) => {
    const members = tie.members.filter((node) => shown.has(node));
    if (members.length > 1) return [{ ...tie, members }];
    if (!undated.has(tie.alliance)) leftOut.set(MEMBERS_NOT_SHOWN, [...(leftOut.get(MEMBERS_NOT_SHOWN) ?? []), tie.alliance]);
    return [];
  });
}
