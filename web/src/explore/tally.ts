/** Counts beside the words of a filter: how many would be shown if this word alone were chosen, all other filters kept. */
import { withPart, type Lens, type LensWords, type ListPart } from '../address/lens';
import { isTiePart, tieWords } from '../network/facets';
import type { Network } from '../network/network';
import { nodeWords, type Selection } from '../network/select';
import { opened } from './chips';

/** The lens with every word of a part. */
export function unfiltered(lens: Lens, part: ListPart, words: LensWords): Lens {
  return part === 'layers' ? withPart(lens, part, Object.keys(words.layers ?? {}), words) : opened(lens, part);
}

/** Ties (of tie types, parties, reach and programmes) or nodes of a selection by word. Words without any are absent. */
export function tally(network: Network, selection: Selection, part: ListPart): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string) => found.set(word, (found.get(word) ?? 0) + 1);
  if (isTiePart(part)) for (const tie of selection.ties) tieWords(network, part, tie.alliance).forEach(add);
  else for (const node of selection.nodes) nodeWords(network.nodes, part, node).forEach(add);
  return found;
}
