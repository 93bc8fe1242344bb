/** When ties began: which of them a lens would show at any time, by year, and the days that `at` may hold. */
import type { Lens, LensWords } from '../address/lens';
import type { Network } from '../network/network';
import { select, YEAR_UNKNOWN } from '../network/select';

/** Fewer dated ties than this are listed, more are counted by year. */
export const LISTED = 30;
/** More bars than this are hard to tell apart. */
const MOST_BARS = 40;

export interface Beginnings {
  /** Ties with a year, the first to begin first. */
  readonly dated: readonly { readonly alliance: number; readonly year: number; readonly sure: boolean }[];
  /** Ties without a year. */
  readonly undated: readonly number[];
}

/** A bar of the histogram: ties that began from a year to another, and how many of them surely did. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly sure: number;
}

/** The ties that pass all of the lens but its time. */
export function beginnings(network: Network, lens: Lens, words: LensWords): Beginnings {
  const { alliances } = network;
  const reason = alliances.reason.map((word) => (word === 'not-then' ? null : word));
  const anyTime: Network = { ...network, alliances: { ...alliances, reason, absent: reason.map(() => []) } };
  const chosen = select(anyTime, lens, words);
  const undated = chosen.leftOut.get(YEAR_UNKNOWN) ?? [];
  const without = new Set(undated);
  const dated = chosen.ties.flatMap(({ alliance }) => {
    const year = yearOf(network, alliance, lens.sure === 'possible');
    return year === null || without.has(alliance) ? [] : [{ alliance, year, sure: oneYear(network, alliance) }];
  });
  const day = (n: number) => dayOf(network, n) ?? '';
  dated.sort((a, b) => a.year - b.year || (day(a.alliance) < day(b.alliance) ? -1 : 1));
  return { dated, undated };
}

/** The first and the last possible day on which a tie began. */
function began({ alliances, dates }: Network, n: number): readonly [string | null, string | null] {
  const [, , earliest = null, latest = null] = dates[alliances.since[n] ?? ''] ?? [];
  return [earliest, latest];
}

/** The first known day of a tie's beginning, to sort by; null when it has no year. */
export function dayOf(network: Network, n: number): string | null {
  const [earliest, latest] = began(network, n);
  return earliest ?? latest;
}

/** The year from which the lens shows a tie: the first that is possible, or the first by which it surely began. */
function yearOf(network: Network, n: number, possible: boolean): number | null {
  const [earliest, latest] = began(network, n);
  const day = possible ? (earliest ?? latest) : (latest ?? earliest);
  return day === null ? null : Number(day.slice(0, 4));
}

function oneYear(network: Network, n: number): boolean {
  const [earliest, latest] = began(network, n);
  return earliest !== null && earliest.slice(0, 4) === latest?.slice(0, 4);
}

/** Counts by year up to `until` at least, or by spans of years when there are many; none when nothing is dated. */
export function bars({ dated }: Beginnings, until: number): Bar[] {
  const first = dated[0]?.year;
  if (first === undefined) return [];
  const last = Math.max(until, dated.at(-1)?.year ?? first);
  const span = Math.ceil((last - first + 1) / MOST_BARS);
  const found: { from: number; to: number; count: number; sure: number }[] = [];
  for (let from = first; from <= last; from += span) found.push({ from, to: Math.min(from + span - 1, last), count: 0, sure: 0 });
  for (const { year, sure } of dated) {
    const bar = found[Math.floor((year - first) / span)];
    if (!bar) continue;
    bar.count += 1;
    bar.sure += sure ? 1 : 0;
  }
  return found;
}

/** The first and the last day of `at`; both today when the lens leaves it open. */
export function days(at: string | undefined, today: string): [string, string] {
  const [first = today, last = first] = (at ?? today).split('/');
  return [first, last];
}

/** `at` for a span of years, which does not reach beyond today; as in China, whose days the server counts. */
export function yearsAt(from: number, to: number, today: string): string {
  const first = `${pad(from)}-01-01`;
  const end = `${pad(to)}-12-31`;
  const last = end > today && first <= today ? today : end;
  return first === last ? last : `${first}/${last}`;
}

const pad = (year: number): string => String(year).padStart(4, '0');

/** The day in China (UTC+8), which is the server's today. */
export function chinaDay(now: Date): string {
  return new Date(now.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
}
