/** Titles of a park: which gives its level, and which are due for review. Pure. */
import type { Park, Programme, Title } from './data';

const KINDS: readonly string[] = ['named', 'creation', 'pilot', 'listed'];
const STATUSES: readonly string[] = ['granted', 'kept', 'proposed', 'cancelled', 'revoked'];
const RANKS: readonly string[] = ['national', 'provincial', 'prefecture', 'county'];

/** Titles best first: those held, by rank of the naming body and kind, then those proposed, cancelled and revoked. */
export function sorted(titles: readonly Title[]): Title[] {
  const at = (title: Title) => [STATUSES.indexOf(statusOf(title)) > 1 ? 1 : 0, RANKS.indexOf(title.rank), KINDS.indexOf(title.kind)] as const;
  return [...titles].sort((a, b) => {
    const [x, y] = [at(a), at(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2] || (a.title < b.title ? -1 : 1);
  });
}

export function statusOf(title: Title): string {
  return title.status ?? 'granted';
}

/**
 * The title that gives a park its level. `rank` is the level that the server has worked out for the day, `inForce` the
 * programmes under which the park holds a title that day; null when no level is known.
 */
export function levelTitle(park: Park, rank: string | null | undefined, inForce: readonly string[]): Title | null {
  return sorted(park.holds_title ?? []).find((title) => title.rank === rank && inForce.includes(title.to)) ?? null;
}

export interface Review {
  /** Last day of the term that the rule sets, as ISO text. */
  due: string;
  years: number;
  wording: string;
  /** Since when the rule holds, as EDTF text */
  since: string | null;
}

/**
 * When a title is due for review by its programme's rule on terms ("示范园区5年"); null when no rule counts years for parks,
 * the title is not held, or its date does not say the year. A rule makes no end: due is not lapsed.
 */
export function reviewOf(title: Title, programme: Programme | undefined): Review | null {
  const rule = programme?.has_rule?.find((one) => one.kind === 'term');
  const years = Number(/园区\s*(\d+)\s*年/.exec(rule?.wording ?? '')?.[1] ?? 0);
  const since = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(title.since ?? '');
  if (!rule || !years || !since || title.kind !== 'named' || !['granted', 'kept'].includes(statusOf(title))) return null;
  const [, year, month = '12', day = '31'] = since;
  return { due: `${Number(year) + years}-${month}-${day}`, years, wording: rule.wording, since: rule.since ?? null };
}
