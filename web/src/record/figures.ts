/** Figures: which of them differ, and how a bound is drawn. Pure. */
import { compare, type Bound, type Observation } from './data';

export interface Figure {
  observation: Observation;
  /** Another figure of the same thing says something else. */
  differs: boolean;
}

/** The mark before a value; the words for it are labels of the group `bound`. */
export const SIGNS: Readonly<Record<string, string>> = { about: '≈', 'at-least': '≥', 'at-most': '≤' };

/**
 * Figures side by side: in the order of `indicators`, then by record, scope and unit, newest period first, the preferred one
 * before those that differ from it.
 */
export function figures(observations: readonly Observation[], indicators: readonly string[]): Figure[] {
  const same = new Map<string, Observation[]>();
  for (const one of observations) same.set(thing(one), [...(same.get(thing(one)) ?? []), one]);
  return [...observations]
    .sort((a, b) => order(a, b, indicators))
    .map((observation) => ({ observation, differs: contradict(same.get(thing(observation)) ?? []) }));
}

/** What a figure is a figure of. */
export function thing(one: Observation): string {
  return JSON.stringify([(one.about ?? []).map(({ to }) => to), one.indicator, one.scope ?? '', one.period ?? '', one.unit ?? '']);
}

function order(a: Observation, b: Observation, indicators: readonly string[]): number {
  const period = (one: Observation) => one.period ?? '';
  const about = (one: Observation) => one.about?.[0]?.to ?? '';
  return (
    indicators.indexOf(a.indicator) - indicators.indexOf(b.indicator) ||
    compare(about(a), about(b)) ||
    compare(a.scope ?? '', b.scope ?? '') ||
    compare(a.unit ?? '', b.unit ?? '') ||
    compare(period(b), period(a)) ||
    Number(b.preferred ?? false) - Number(a.preferred ?? false) ||
    (a.value ?? 0) - (b.value ?? 0) ||
    compare(a.id, b.id)
  );
}

/** Whether no one value fits all: "at least 50" and "at most 70" agree, 9,540 and 9,655 do not; "about" is taken as it stands. */
function contradict(all: readonly Observation[]): boolean {
  if (new Set(all.map((one) => JSON.stringify([one.value, one.grade, one.bound ?? 'exact']))).size < 2) return false;
  if (all.some((one) => one.value == null)) return true;
  const values = (...bounds: Bound[]) => all.filter((one) => bounds.includes(one.bound ?? 'exact')).map((one) => one.value ?? 0);
  const stated = values('exact', 'about');
  const least = Math.max(...values('at-least'), ...stated, -Infinity);
  const most = Math.min(...values('at-most'), ...stated, Infinity);
  return new Set(stated).size > 1 || least > most;
}
