/** What the server says of a programme's coverage and of who may take part, put in order for the page. Pure. */
import type { Schemas } from '../api/client';
import type { Park, Title } from './data';

export type Coverage = Schemas['FullCoverage'];
export type Gap = Schemas['Gap'];
export type Eligibility = Schemas['Eligibility'];
export type Answer = Schemas['ParkEligibility']['answer'];
export const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];

export interface Holder {
  park: Park;
  title: Title;
}

/** Every title under a programme with the park that holds or held it. */
export function holders(parks: readonly Park[], programme: string): Holder[] {
  return parks.flatMap((park) => (park.holds_title ?? []).filter((title) => title.to === programme).map((title) => ({ park, title })));
}

export interface Row {
  /** Macro-region; '' of those whose region is not known */
  region: string;
  known: number;
  expected: number | null;
  /** Codes of its provinces with a park, with their numbers */
  provinces: { area: string; known: number; expected: number | null }[];
}

/** Macro-regions with their provinces; `regionOf` gives the region of a province by its code. */
export function rows({ regions, provinces }: Coverage, regionOf: (code: string) => string | null): Row[] {
  return regions.map(({ area, known, expected }) => ({
    region: area, known, expected: expected ?? null,
    provinces: provinces.filter((one) => regionOf(one.area) === area && (one.known || one.expected != null)).map((one) => ({ ...one, expected: one.expected ?? null })),
  }));
}

/** What is missing, by what: gaps of one kind together; those that the sentence about the totals tells are left out. */
export function gaps(missing: readonly Gap[]): [Gap['what'], Gap[]][] {
  const found = new Map<Gap['what'], Gap[]>();
  for (const gap of missing) if (!['parks-not-named', 'groups-not-named'].includes(gap.what)) found.set(gap.what, [...(found.get(gap.what) ?? []), gap]);
  return [...found];
}
