/** Which parks of a programme are known: the same rule as the server's coverage. Pure. */
import type { Alliance, Park, Title } from './data';

/** The members that stand in the part of a park in the groups (two or more of them), else null: the programme goes by titles. */
export function partnered(alliances: readonly Alliance[]): string[] | null {
  const groups = alliances
    .map((alliance) => (alliance.has_member ?? []).filter((member) => member.part === 'park').map((member) => member.to))
    .filter((members) => members.length > 1);
  return groups.length ? [...new Set(groups.flat())] : null;
}

export interface Holder {
  park: Park;
  title: Title;
}

/** Every title under a programme with the park that holds or held it. */
export function holders(parks: readonly Park[], programme: string): Holder[] {
  return parks.flatMap((park) => (park.holds_title ?? []).filter((title) => title.to === programme).map((title) => ({ park, title })));
}
