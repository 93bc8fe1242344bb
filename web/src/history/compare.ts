/** What the page of two dates asks the server for. Pure. */
import { pairsOf, type Lens } from '../address/lens';
import { dayAfter, isDay } from './moments';

type Clock = 'valid' | 'recorded';
type Pairs = [string, string][];

/** Two days by one of the clocks; of what was recorded, an empty `to` is now. */
export interface Span {
  readonly clock: Clock;
  readonly from: string;
  readonly to: string;
}

/**
 * The span of an address: of what happened, the last year where it names no days; of what was recorded, since the day
 * before `recorded`, the last one with an entry. Days that are not over are not known yet: to them is to now.
 */
export function spanOf(own: Readonly<Record<string, string>>, today: string, recorded: string): Span {
  const clock: Clock = own.clock === 'recorded' && recorded ? 'recorded' : 'valid';
  const [from = '', to = ''] = [own.from, own.to].map((day) => (isDay(day ?? '') ? day : ''));
  if (clock === 'valid') return { clock, from: from || yearBefore(today), to: to || today };
  const last = dayAfter(today, -1);
  return { clock, from: from && from < last ? from : from ? last : dayAfter(recorded, -1), to: to && to <= last ? to : '' };
}

/** Whether the days are in their order. */
export function inOrder({ from, to }: Span): boolean {
  return !to || from <= to;
}

function yearBefore(day: string): string {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return isDay(before) ? before : dayAfter(day, -365);
}

/** The query of GET /diff: the span and the parts of the lens; by the valid clock the days take the place of its own. */
export function diffQuery({ clock, from, to }: Span, lens: Lens): Pairs {
  const parts = pairsOf(lens).filter(([part]) => part !== 'projection' && part !== 'aggregate' && part !== 'at');
  return [['from', from], ...(to ? ([['to', to]] as Pairs) : []), ['clock', clock], ...parts];
}

/** The queries of the wide networks of the two states; by the valid clock the first has no nodes that the second lacks. */
export function sidesOf({ clock, from, to }: Span, lens: Lens, layers: readonly string[]): { first: Pairs | null; second: Pairs } {
  const wide = (['sure', 'state'] as const).flatMap((part) => (lens[part] ? [[part, lens[part]] as [string, string]] : []));
  const all: Pairs = [...wide, ['layers', layers.join(',')], ['nodes', 'park,organisation,city']];
  if (clock === 'valid') return { first: null, second: [['at', to], ...all] };
  return { first: [['known', from], ...all], second: [...(to ? ([['known', to]] as Pairs) : []), ...all] };
}
