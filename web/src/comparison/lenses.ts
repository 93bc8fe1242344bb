/** Lenses to compare with: a few that lie near, and any that is written out. */
import { lensFrom, pairsOf, PARTS, type Lens, type LensWords } from '../address/lens';
import { ALL_TIES } from '../address/lens';
import { sameLens, timed } from '../explore/chips';

/** A lens as the text of an address. */
export function textOf(lens: Lens): string {
  return new URLSearchParams(pairsOf(lens)).toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
}

/** The lens that a text asks for, and what of it is not understood. */
export function lensOf(text: string, words: LensWords): { lens: Lens; dropped: string[] } {
  const query = [...new URLSearchParams(text.trim().replace(/^.*\?/, ''))];
  const { lens, dropped } = lensFrom(query, words);
  const more = ['lang', 'view', 'show', 'edit'];
  const strange = query.filter(([name]) => ![...PARTS, ...more].some((part) => part === name)).map(([name, value]) => (value ? `${name}=${value}` : name));
  return { lens, dropped: [...dropped, ...strange] };
}

/**
 * Two lenses side by side with their times: the server takes the time of `here` for `there` where it names none. Where there
 * names a time and here does not, here is written with its day, lest it take that time when both are swapped.
 */
export function sides(here: Lens, other: Lens, day: string): { here: Lens; there: Lens } {
  const there = dated(other, here.at);
  return { here: there.at ? dated(here, day) : here, there };
}

const dated = (lens: Lens, at: string | undefined): Lens => (lens.at || !at ? lens : { ...lens, at });

/** The same day of the year before; of 29 February the 28th. */
export function yearBefore(day: string): string {
  const [year = '', ...rest] = day.split('-');
  const before = `${String(Number(year) - 1).padStart(4, '0')}-${rest.join('-')}`;
  return before.endsWith('-02-29') ? before.replace(/29$/, '28') : before;
}

export type Word = 'year_ago' | 'in-force' | 'begun' | 'certain' | 'possible' | 'all' | 'park_park';

/** Ready choices beside a lens whose last day is `day`; the lens itself is none of them. */
export function choices(lens: Lens, day: string): [Word, Lens][] {
  const state = lens.state === 'in-force' ? 'begun' : 'in-force';
  const sure = lens.sure === 'possible' ? 'certain' : 'possible';
  const { state: _, ...anyState } = lens;
  const { sure: __, ...anySure } = lens;
  const every: [Word, Lens][] = [
    ...(day ? [['year_ago', { ...lens, at: yearBefore(day) }] as [Word, Lens]] : []),
    [state, state === 'begun' ? anyState : { ...lens, state }],
    [sure, sure === 'certain' ? anySure : { ...lens, sure }],
    ['park_park', { ...lens, parties: 'park-park' }],
    ['all', timed(ALL_TIES, lens)],
  ];
  return every.filter(([, other]) => !sameLens(other, lens));
}
