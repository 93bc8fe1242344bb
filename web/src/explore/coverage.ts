/** Coverage of programmes as the server states it: what is known today, whatever day the lens looks at. */
import { wordsOf, type Lens } from '../address/lens';

/** Known against expected of a programme; the sentence says it in zh and en. */
export interface Known {
  readonly programme: string;
  readonly sentence: readonly [string, string];
  readonly groups: number;
  readonly expected_groups: number | null;
  /** Groups of unknown year: named by a source too. */
  readonly undated: number;
}

/** Programmes of a lens that need a sentence of their own; a programme's sentence tells of its pilot too. */
export function asked(lens: Lens): string[] {
  const ids = wordsOf(lens, 'programme');
  return ids.filter((id) => !ids.some((other) => id === `${other}-pilot`));
}

/** The coverage of the programmes of a lens; where it names none, or none is known, of those whose groups are counted. */
export function coverageOf(lens: Lens, counted: readonly Known[], read: readonly Known[]): readonly Known[] {
  const found = asked(lens).flatMap((id) => [...counted, ...read].find((one) => one.programme === id) ?? []);
  return found.length ? found : counted;
}

/** How many groups no source names, of how many; null when that is not known, or none. */
export function notNamed({ groups, undated, expected_groups }: Known): { n: number; of: number } | null {
  const named = groups + undated;
  return expected_groups !== null && expected_groups > named ? { n: expected_groups - named, of: expected_groups } : null;
}
