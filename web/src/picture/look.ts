/** Colours from the tokens of the page, and the shapes of marks: told apart by shape as well as by colour. */
import { round } from './ink';

/** The colour of a token by its name without dashes. */
export type Palette = (token: string) => string;

/** The tokens as they are now: to be read anew when the colour scheme changes. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (token) => {
    const found = known.get(token) ?? (style.getPropertyValue(`--${token}`).trim() || '#808080');
    known.set(token, found);
    return found;
  };
}

/** A colour of which `share` is the other: opaque, where a renderer does without transparency. Both are #rrggbb. */
export function blended(colour: string, other: string, share: number): string {
  const [a, b] = [channels(colour), channels(other)];
  if (!a || !b) return colour;
  return `#${a.map((value, i) => Math.round(value + (b[i] - value) * share).toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): number[] | null {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  return found && found.slice(1).map((pair) => parseInt(pair, 16));
}

/** Kinds of node, in the order of their number in the mark program. */
export const LABELS = ['Park', 'Organisation', 'City'] as const;
const TOKENS: Record<string, string> = { Park: 'node-park', Organisation: 'node-organisation', City: 'node-city' };

/** Fill and rim of a mark, and what is written in it. */
export function markColours(label: string, colour: Palette): { fill: string; rim: string; ink: string } {
  return { fill: colour(TOKENS[label] ?? 'soft'), rim: colour('paper'), ink: colour('on-mark') };
}

/** Pixels of line and gap by tie type, so that colour alone tells nothing; what is only possible is dotted. */
const DASHES: Record<string, readonly number[]> = {
  twinning: [9, 4], memorandum: [4, 3], consortium: [12, 3, 3, 3], 'joint-conference': [7, 2, 2, 2], association: [1.5, 3],
  'joint-action': [2, 6],
  // Between two states, where these stand for tie types: what began is a plain line.
  ended: [8, 5], changed: [12, 3, 3, 3], same: [1.5, 3],
};
const POSSIBLE = [1, 4];
const NONE: readonly number[] = [];

/** The dashes of a link; none where there are too many links to tell them apart. */
export function dashOf(layer: string, certain: boolean, many: boolean): readonly number[] {
  return certain ? ((!many && DASHES[layer]) || NONE) : POSSIBLE;
}

/** How far the shapes reach, in radii: alike in area, as the mark program draws them. */
export const SQUARE_REACH = 0.9;
export const DIAMOND_REACH = 1.25;

/** The outline of a mark: a disc for parks, a square for organisations, a diamond for divisions. */
export function outline(label: string, x: number, y: number, r: number): string {
  if (label === 'Organisation') {
    const half = r * SQUARE_REACH;
    return `M${round(x - half)},${round(y - half)}h${round(2 * half)}v${round(2 * half)}h${round(-2 * half)}z`;
  }
  if (label === 'City') {
    const reach = round(r * DIAMOND_REACH);
    return `M${round(x)},${round(y - reach)}l${reach},${reach}l${-reach},${reach}l${-reach},${-reach}z`;
  }
  const [left, across] = [round(x - r), round(2 * r)];
  return `M${left},${round(y)}a${round(r)},${round(r)} 0 1 0 ${across},0a${round(r)},${round(r)} 0 1 0 ${-across},0z`;
}

const BIDI_AND_CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A name on one line, without control and direction marks, which could turn the letters around it. */
export function tidy(name: string): string {
  return name.replace(/\s+/g, ' ').replace(BIDI_AND_CONTROL, '').trim();
}
