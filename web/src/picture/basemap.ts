/** The schematic base map, read from the server when the map is first shown. */
import { file, href, type Schemas } from '../api/client';
import type { Projection } from './projection';

/** Paths in units of the grid; names with the place of their middle. */
export interface Basemap {
  readonly projection: Projection;
  readonly provinces: readonly (Schemas['Place'] & { readonly adcode: string; readonly d: string })[];
  readonly dashes: string;
  readonly islands: string;
  readonly places: readonly Schemas['Place'][];
}

let kept: Promise<Basemap> | null = null;

/** The base map, read once. Raises as `file` does, and may be asked for again then. */
export function basemap(): Promise<Basemap> {
  kept ??= read().catch((error) => {
    kept = null;
    throw error;
  });
  return kept;
}

async function read(): Promise<Basemap> {
  return drawable((await (await file(href('/basemap'))).json()) as Schemas['BasemapBody']);
}

export function drawable(body: Schemas['BasemapBody']): Basemap {
  return {
    ...body,
    provinces: body.provinces.map(({ rings, ...province }) => ({ ...province, d: path(rings) })),
    dashes: path(body.dashes),
    islands: path(body.islands),
  };
}

/** A ring is its first point and then steps. */
function path(rings: readonly (readonly number[])[]): string {
  return rings.map(([x, y, ...steps]) => `M${x},${y}l${steps.join(',')}z`).join('');
}
