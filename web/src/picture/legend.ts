/** What the marks and lines of a picture mean: only what is in it. */
import { groupsOf, labelOf, linksOf, marksOf, type Drawing } from './drawing';
import { LABELS } from './look';

export type Sign =
  | { readonly mark: string }
  | { readonly layer: string }
  | { readonly also: 'several' | 'possible' | 'group' | 'empty' };

/** Tie types in this order, then whatever else is in the picture. */
export function legendOf(drawing: Drawing, layers: readonly string[]): Sign[] {
  const { onMap, base, mix } = drawing;
  const links = linksOf(drawing);
  const marks = new Set(marksOf(drawing).map((n) => labelOf(drawing, n)));
  const there = new Set(links.map((link) => link.layer));
  const spots = mix === 1 ? (onMap?.spots ?? []) : [];
  const also = (word: 'several' | 'possible' | 'group' | 'empty', is: boolean) => (is ? [{ also: word }] : []);
  return [
    ...LABELS.filter((label) => marks.has(label)).map((mark) => ({ mark })),
    ...also('several', spots.some((spot) => spot.nodes.length > 1)),
    ...[...layers, 'mixed'].filter((layer) => there.has(layer)).map((layer) => ({ layer })),
    ...also('possible', links.some((link) => !link.certain)),
    ...also('group', groupsOf(drawing).length > 0),
    ...also('empty', mix === 1 && (base?.provinces.some(({ adcode }) => !onMap?.provinces.has(adcode)) ?? false)),
  ];
}
