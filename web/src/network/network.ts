/** The wide network as the server sends it: columns of nodes and alliances; a node is known by its position. */
import type { Schemas } from '../api/client';

export type Network = Schemas['NetworkBody'];
export type Nodes = Network['nodes'];
export type Alliances = Network['alliances'];

/** Positions by id. */
export function positions(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, n) => [id, n]));
}
