/** What is not known of a park. Pure. */
import type { Park } from './data';

export const FIELDS = [
  'place', 'point', 'sectors', 'strengths', 'level', 'operator', 'supervisor', 'status', 'figures', 'ties',
] as const;
export type Field = (typeof FIELDS)[number];

export interface Known {
  level: boolean;
  figures: number;
  ties: number;
}

/** The parts of a profile that no source on record fills; a point of a whole city or province is not the park's. */
export function unknowns(park: Park, { level, figures, ties }: Known): Field[] {
  const missing: Record<Field, boolean> = {
    place: !park.located_in?.length,
    point: park.lat == null || park.point_precision !== 'park',
    sectors: !park.sectors?.length,
    strengths: !park.strengths?.length,
    level: !level,
    operator: !park.operated_by?.length,
    supervisor: !park.supervised_by?.length,
    status: (park.status ?? 'unknown') === 'unknown',
    figures: !figures,
    ties: !ties,
  };
  return FIELDS.filter((field) => missing[field]);
}
