/** The parts of a lens that filter, each with the lens that is without it. */
import { JOINT_ACTION, LISTS, PARTS, coherent, pairsOf, withPart, type Lens, type LensWords, type ListPart, type Part } from '../address/lens';

/** A filter: a word of a part, or a whole part (word '') . */
export interface Chip {
  readonly part: Part;
  readonly words: readonly string[];
  readonly without: Lens;
}

/** Kinds of node that the page shows when nothing is said of them. */
const EVERY_NODE = 'park,organisation,city';

/** Whether a part lets everything through that the page shows of itself. */
export function isOpen(lens: Lens, part: ListPart): boolean {
  return part === 'nodes' ? lens.nodes === EVERY_NODE : lens[part] === undefined;
}

/** The lens with nothing asked of a part. */
export function opened(lens: Lens, part: Part): Lens {
  const open: Partial<Record<Part, string>> = { ...lens };
  delete open[part];
  return coherent(part === 'nodes' ? { ...open, nodes: EVERY_NODE } : open);
}

/** The lens with a word of a part taken or left; without any the part is open again. */
export function toggled(lens: Lens, part: ListPart, chosen: readonly string[], word: string, words: LensWords): Lens {
  const kept = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word];
  return kept.length ? withPart(lens, part, kept, words) : opened(lens, part);
}

/** Filters in canonical order. What is on by itself (tie types, kinds of node) is one chip, anything else a chip a word. */
export function chips(lens: Lens, words: LensWords): Chip[] {
  return PARTS.flatMap((part): Chip[] => {
    if (!isList(part)) return lens[part] === undefined ? [] : [{ part, words: [lens[part]], without: opened(lens, part) }];
    if (isOpen(lens, part)) return [];
    const chosen = part === 'nodes' ? (lens.nodes ?? 'park,organisation').split(',') : (lens[part] ?? '').split(',');
    if (part === 'nodes' || part === 'layers') return [{ part, words: chosen, without: opened(lens, part) }];
    return chosen.map((word) => ({ part, words: [word], without: toggled(lens, part, chosen, word, words) }));
  });
}

function isList(part: Part): part is ListPart {
  return LISTS.some((one) => one === part);
}

export function sameLens(a: Lens, b: Lens): boolean {
  return JSON.stringify(pairsOf(a)) === JSON.stringify(pairsOf(b));
}

/** The lens with the time of another: what `at`, `sure` and `state` say. */
export function timed(lens: Lens, other: Lens): Lens {
  const time = (['at', 'sure', 'state'] as const).flatMap((part) => (other[part] === undefined ? [] : [[part, other[part]] as const]));
  return { ...lens, ...Object.fromEntries(time) };
}

/** All ties, joint actions too, of a time. */
export function everything(other: Lens, words: LensWords): Lens {
  return timed({ layers: Object.keys(words.layers ?? { [JOINT_ACTION]: [] }).join(','), nodes: EVERY_NODE }, other);
}
