/** What a lens shows of each province and macro-region, and where it shows nothing. */
import { YEAR_UNKNOWN, type Selection } from '../network/select';
import type { Network } from '../network/network';

export interface ProvinceCount {
  readonly code: string;
  /** Parks and organisations that are shown, and divisions that are shown with a tie: none is no record. */
  readonly recorded: number;
  /** Parks on record, shown or not. */
  readonly parks: number;
  /** Nodes that are shown with a tie. */
  readonly tied: number;
}

/** Counts of provinces in the order given; what lies in several counts in each. */
export function provinceCounts(network: Network, selection: Selection, codes: readonly string[]): ProvinceCount[] {
  const { nodes } = network;
  const tied = new Set(selection.ties.flatMap((tie) => tie.members));
  const found = new Map(codes.map((code) => [code, { code, recorded: 0, parks: 0, tied: 0 }]));
  nodes.id.forEach((_, n) => {
    const isPark = nodes.label[n] === 'Park';
    const recorded = selection.shown.has(n) && (nodes.label[n] !== 'City' || tied.has(n));
    for (const code of nodes.provinces[n] ?? []) {
      const count = found.get(code);
      if (!count) continue;
      if (recorded) count.recorded += 1;
      if (isPark) count.parks += 1;
      if (tied.has(n)) count.tied += 1;
    }
  });
  return [...found.values()];
}

export interface RegionCount {
  readonly region: string;
  readonly parks: number;
  readonly tied: number;
  readonly ties: number;
}

/** Parks, tied parks and ties by macro-region; a tie counts in each region that it touches. */
export function regionCounts(network: Network, selection: Selection, regions: readonly string[]): RegionCount[] {
  const { nodes } = network;
  const tied = new Set(selection.ties.flatMap((tie) => tie.members));
  return regions.map((region) => {
    const within = (n: number) => nodes.regions[n]?.includes(region) ?? false;
    const parks = selection.nodes.filter((n) => nodes.label[n] === 'Park' && within(n));
    const ties = selection.ties.filter((tie) => tie.members.some(within));
    return { region, parks: parks.length, tied: parks.filter((n) => tied.has(n)).length, ties: ties.length };
  });
}

/** Reasons for which ties are not drawn, with the ties; those of unknown year only where they are not drawn. */
export function notDrawn(selection: Selection): [string, readonly number[]][] {
  const drawn = new Set(selection.ties.map((tie) => tie.alliance));
  return [...selection.leftOut].flatMap(([reason, list]) => {
    const left = reason === YEAR_UNKNOWN ? list.filter((n) => !drawn.has(n)) : list;
    return left.length ? [[reason, left] as [string, readonly number[]]] : [];
  });
}
