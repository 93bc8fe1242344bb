/** What the recorded steps of an alliance say, and what they leave open. Pure. */
import { compare, type Alliance, type Step } from './data';

const ENDS: readonly string[] = ['ended', 'declined', 'withdrawn'];
const UNBEGUN: readonly string[] = ['proposed', 'intention'];
export const OPEN = [
  'members', 'start', 'date', 'earlier', 'signing', 'term', 'content', 'action',
] as const;
export type Open = (typeof OPEN)[number];

/** The last recorded step: the state of the alliance; null when no step is recorded. */
export function lastStep(alliance: Alliance): Step | null {
  return alliance.has_step?.at(-1) ?? null;
}

export function stateOf(alliance: Alliance): string | null {
  return lastStep(alliance)?.state ?? null;
}

/** Whether an EDTF date leaves the year open. */
export function yearUnknown(date: string | null | undefined): boolean {
  return !date || date.startsWith('XXXX');
}

/**
 * What no source on record says of an alliance: who its members are, its start or date, what came before the first step,
 * whether it was signed, its term, what it is about, and whether anything was done (`actions`: joint actions on record).
 */
export function leftOpen(alliance: Alliance, actions: number): Open[] {
  const steps = alliance.has_step ?? [];
  const states = steps.map((step) => step.state as string);
  const parties = (alliance.has_member ?? []).filter((member) => member.part !== 'guide');
  const over = states.some((state) => ENDS.includes(state));
  const begun = states.some((state) => !UNBEGUN.includes(state) && !ENDS.includes(state));
  const term = alliance.has_term?.at(-1);
  const open: Record<Open, boolean> = {
    members: parties.length < 2,
    start: !steps.length,
    date: steps.some((step) => yearUnknown(step.date)),
    earlier: !['proposed', 'intention'].includes(states[0] ?? 'proposed'),
    signing: begun && !states.includes('signed'),
    term: begun && !over && !term?.until,
    content: !alliance.content,
    action: begun && !actions,
  };
  return OPEN.filter((word) => open[word]);
}

/** Alliances grouped by state in the order of `states`, those without a step last; in a group by first date, then id. */
export function byState(alliances: readonly Alliance[], states: readonly string[]): [string, Alliance[]][] {
  const sorted = inTime(alliances);
  return [...states, '']
    .map((state): [string, Alliance[]] => [state, sorted.filter((one) => (stateOf(one) ?? '') === state)])
    .filter(([, found]) => found.length > 0);
}

/** The earliest first, by the first step of which the year is known; those without any last. */
export function inTime(alliances: readonly Alliance[]): Alliance[] {
  const first = (alliance: Alliance) => alliance.has_step?.find((step) => !yearUnknown(step.date))?.date ?? '9999';
  return [...alliances].sort((a, b) => compare(first(a), first(b)) || compare(a.id, b.id));
}
