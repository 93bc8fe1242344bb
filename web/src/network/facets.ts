/** Counts beside the words of a filter: how many would be shown if this word alone were chosen, all other filters kept. */
import { layersOf, withPart, type Lens, type LensWords, type ListPart } from '../address/lens';
import type { Network } from './network';
import { nodeWords, select } from './select';

const TIE_PARTS = ['parties', 'reach', 'layers', 'programme'] as const satisfies readonly ListPart[];
export type TiePart = (typeof TIE_PARTS)[number];

export function isTiePart(part: ListPart): part is TiePart {
  return TIE_PARTS.some((one) => one === part);
}

/**
 * Ties (of the tie parts) or nodes (of the others) by word, with all filters but this part's. Words without any are absent.
 */
export function counts(network: Network, lens: Lens, part: ListPart, words: LensWords): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string) => found.set(word, (found.get(word) ?? 0) + 1);
  const all = select(network, unfiltered(lens, part, words), words);
  if (isTiePart(part)) for (const tie of all.ties) tieWords(network, part, tie.alliance).forEach(add);
  else for (const node of all.nodes) nodeWords(network.nodes, part, node).forEach(add);
  return found;
}

function unfiltered(lens: Lens, part: ListPart, words: LensWords): Lens {
  const open = { ...lens };
  delete open[part];
  if (part === 'layers') return withPart(lens, 'layers', Object.keys(words.layers ?? {}), words);
  return part === 'nodes' ? { ...open, nodes: 'park,organisation,city' } : open;
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
