/**
 * What a lens lets through of the wide network: the same nodes, ties and left-out reasons as the server's `select` gives
 * for the same lens. `at`, `sure` and `state` were applied by the server when it sent the network.
 */
import { JOINT_ACTION, layersOf, wordsOf, type Lens, type LensWords, type ListPart } from '../address/lens';
import type { Alliances, Network, Nodes } from './network';

export const YEAR_UNKNOWN = 'year-unknown';
const MEMBERS_NOT_SHOWN = 'members-not-shown';
const WEIGHT_UNKNOWN = 'weight-unknown';
const NODE_PARTS = ['level', 'province', 'region', 'sector', 'cluster', 'river'] as const satisfies readonly ListPart[];
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
    const weighs = weight(alliances, lens, n);
    if (reason === YEAR_UNKNOWN) leave(YEAR_UNKNOWN, n);
    else if (!weighs) leave(WEIGHT_UNKNOWN, n);
    if (weighs && (reason === null || lens.sure === 'possible')) ties.push({ alliance: n, members: there });
  }
  for (const keeps of byTies(network, lens)) {
    const kept = keeps(shown, ties);
    for (const node of [...shown]) if (!kept.has(node)) shown.delete(node);
    ties = among(shown, ties, leave, new Set(leftOut.get(YEAR_UNKNOWN)));
  }
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
    case 'river':
      return nodes.rivers[n] ?? [];
    case 'cluster':
      return nodes.clusters[n] ?? [];
    case 'nodes':
      return Object.keys(LABEL_OF).filter((word) => LABEL_OF[word] === nodes.label[n]);
    default:
      return [];
  }
}

/** What it weighs by the lens; nothing, 0 or null, is not drawn. */
function weight(alliances: Alliances, lens: Lens, n: number): number | null {
  switch (lens.weight) {
    case 'months':
      return alliances.months[n] ?? null;
    case 'recency':
      return alliances.recency[n] ?? null;
    case 'actions':
      return alliances.kind[n] === JOINT_ACTION ? 1 : 0;
    default:
      return 1;
  }
}

type Keeps = (shown: ReadonlySet<number>, ties: readonly Tie[]) => ReadonlySet<number>;

/** What keeps nodes by their ties, in the order in which the server asks it. */
function byTies(network: Network, lens: Lens): Keeps[] {
  const least = Number(lens.min ?? 0);
  const egos = new Set(wordsOf(lens, 'ego'));
  const found: Keeps[] = [];
  if (least > 0) found.push((shown, ties) => withPartners(least, shown, ties));
  if (egos.size) {
    const depth = Number(lens.depth ?? 1);
    found.push((shown, ties) => reached([...shown].filter((n) => egos.has(network.nodes.id[n] ?? '')), depth, tiesOf(ties)));
  }
  if (lens.component === 'largest') found.push((shown, ties) => largest(network, shown, ties));
  return found;
}

/** The ties that still have two members among those shown; the others are left out. */
function among(shown: ReadonlySet<number>, ties: readonly Tie[], leave: (reason: string, n: number) => void, undated: ReadonlySet<number>): Tie[] {
  return ties.flatMap((tie) => {
    const members = tie.members.filter((node) => shown.has(node));
    if (members.length > 1) return [{ ...tie, members }];
    if (!undated.has(tie.alliance)) leave(MEMBERS_NOT_SHOWN, tie.alliance);
    return [];
  });
}

function withPartners(least: number, shown: ReadonlySet<number>, ties: readonly Tie[]): ReadonlySet<number> {
  const partners = new Map<number, Set<number>>();
  for (const { members } of ties) {
    for (const one of members) {
      const known = partners.get(one) ?? partners.set(one, new Set()).get(one);
      members.forEach((other) => known?.add(other));
    }
  }
  return new Set([...shown].filter((node) => (partners.get(node)?.size ?? 0) - 1 >= least));
}

function tiesOf(ties: readonly Tie[]): ReadonlyMap<number, readonly Tie[]> {
  const found = new Map<number, Tie[]>();
  for (const tie of ties) {
    for (const node of tie.members) {
      const list = found.get(node);
      if (list) list.push(tie);
      else found.set(node, [tie]);
    }
  }
  return found;
}

/** Who is at most so many ties away; each tie is walked once. */
function reached(start: readonly number[], depth: number, of: ReadonlyMap<number, readonly Tie[]>): Set<number> {
  const found = new Set(start);
  const walked = new Set<Tie>();
  let ahead = start;
  for (let step = 0; step < depth && ahead.length; step++) {
    const next: number[] = [];
    for (const tie of ahead.flatMap((node) => of.get(node) ?? [])) {
      if (walked.has(tie)) continue;
      walked.add(tie);
      for (const node of tie.members) {
        if (!found.has(node)) next.push(node);
        found.add(node);
      }
    }
    ahead = next;
  }
  return found;
}

/** The largest connected component; of equally large ones that of the smallest id. */
function largest(network: Network, shown: ReadonlySet<number>, ties: readonly Tie[]): ReadonlySet<number> {
  const of = tiesOf(ties);
  const seen = new Set<number>();
  let found: ReadonlySet<number> = new Set();
  for (const node of [...shown].sort((a, b) => a - b)) {
    if (seen.has(node)) continue;
    const component = reached([node], network.nodes.id.length, of);
    component.forEach((one) => seen.add(one));
    if (component.size > found.size) found = component;
  }
  return found;
}
