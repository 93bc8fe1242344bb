/** Where a point on the Earth lies on the grid of the base map: the formula of the server's `parknet.exports.projection`. */
import { geoConicEqualArea } from 'd3-geo';
import type { Schemas } from '../api/client';
import type { Network } from '../network/network';
import type { Point } from './world';

export type Projection = Schemas['Projection'];

/** That of the map which comes with parknet; places are on it even when the map cannot be read. */
export const PROJECTION: Projection = {
  type: 'albers', lon0: 105, lat0: 36, parallels: [25, 47], scale: 5000, dx: 2100, dy: 1670, width: 3870, height: 4460,
};

export function projected({ lon0, lat0, parallels, scale, dx, dy }: Projection): (lon: number, lat: number) => Point {
  const project = geoConicEqualArea().parallels(parallels).rotate([-lon0, 0]).center([0, lat0]).scale(scale).translate([dx, dy]);
  return (lon, lat) => project([lon, lat]) ?? [NaN, NaN];
}

/** Positions of the nodes on the grid, x and y at 2n and 2n + 1; NaN when the place is unknown or off the grid. */
export function placesOnMap(network: Network, projection: Projection): Float64Array {
  const project = projected(projection);
  const places = new Float64Array(2 * network.nodes.id.length).fill(NaN);
  const { lon, lat } = network.nodes;
  lon.forEach((east, n) => {
    const north = lat[n] ?? null;
    if (east === null || north === null) return;
    // Whole units, as in the single-file map: a kilometre tells no two points of a division apart.
    const [x, y] = project(east, north).map(Math.round);
    if (x >= 0 && y >= 0 && x <= projection.width && y <= projection.height) places.set([x, y], 2 * n);
  });
  return places;
}
