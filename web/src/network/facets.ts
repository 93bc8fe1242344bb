/** The words of the filters: which are chosen, and which a tie has. */
import { layersOf, type Lens, type LensWords, type ListPart } from '../address/lens';
import type { Network } from './network';

const TIE_PARTS = ['parties', 'reach', 'layers', 'programme'] as const satisfies readonly ListPart[];
export type TiePart = (typeof TIE_PARTS)[number];

export function isTiePart(part: ListPart): part is TiePart {
  return TIE_PARTS.some((one) => one === part);
}

export function tieWords(network: Network, part: TiePart, alliance: number): readonly string[] {
  const { alliances } = network;
  if (part === 'programme') return alliances.under[alliance] ?? [];
  const word = { parties: alliances.parties, reach: alliances.reach, layers: alliances.kind }[part][alliance];
  return word ? [word] : [];
}

/** The words that are chosen in a part; all layers when none is named. */
export function chosen(lens: Lens, part: ListPart, words: LensWords): readonly string[] {
  if (part === 'layers') return layersOf(lens, words);
  return part === 'nodes' ? (lens.nodes ?? 'park,organisation').split(',') : lens[part] ? lens[part].split(',') : [];
}
