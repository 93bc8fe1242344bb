/** Alliances that are known to be signed, counted by programme and region. Pure. */
import type { Schemas } from '../api/client';

export type Lives = Schemas['Lives'];
type Signed = Lives['signed'][number];

export interface Row {
  /** Id of the programme; '' for those under none. */
  readonly programme: string;
  readonly ids: readonly string[];
  /** How many have a party in each of the regions, in their order; the last: in none that is known. */
  readonly counts: readonly number[];
}

/** One row a programme, the largest first, those under none last. */
export function byProgramme(signed: readonly Signed[], regions: readonly string[]): Row[] {
  const found = new Map<string, Signed[]>();
  for (const one of signed) for (const programme of one.programmes.length ? one.programmes : ['']) found.set(programme, [...(found.get(programme) ?? []), one]);
  return [...found]
    .map(([programme, all]) => ({ programme, ids: all.map(({ id }) => id), counts: counted(all, regions) }))
    .sort((a, b) => Number(a.programme === '') - Number(b.programme === '') || b.ids.length - a.ids.length || (a.programme < b.programme ? -1 : 1));
}

export function counted(signed: readonly Signed[], regions: readonly string[]): number[] {
  return [...regions.map((region) => signed.filter((one) => one.regions.includes(region)).length), signed.filter((one) => !one.regions.length).length];
}

export const MONTHS = [3, 6, 12, 24, 36, 60] as const;

/** The number of months of an address; 12 where it names none of the choices. */
export function monthsOf(text: string | undefined): number {
  return MONTHS.find((one) => String(one) === text) ?? 12;
}
