// Makes china.json, the schematic base map, from published packages (see README.md and NOTICE.md).
//   node make.mjs [OUTPUT]        run beside the installed node_modules; OUTPUT defaults to china.json
import fs from 'node:fs';
import {feature} from 'topojson-client';
import {topology} from 'topojson-server';
import {presimplify, simplify} from 'topojson-simplify';

// Albers conic equal-area on a sphere; the same constants stand in src/parknet/exports/projection.py.
const PROJECTION = {
  type: 'albers', lon0: 105, lat0: 36, parallels: [25, 47],
  scale: 5000, dx: 2100, dy: 1670, width: 3870, height: 4460,
};
const STITCH = 2.5; // corners of neighbours nearer than this, in grid units, are made to meet
const SIMPLIFY_BELOW = 6; // area, in grid units squared, of the smallest triangle that a vertex must span to stay
const SMALL = 25; // an island of less area than this, in grid units squared, is too small to be seen as it is:
const KEEP_SMALL = new Set(['710000', '820000']); // it becomes a mark here and in the South China Sea,
const DROP_BELOW = 10; // stays elsewhere, and is left out there below this area
const ISLET = 5; // half the width of such a mark, in grid units

const NAMES = {
  110000: 'Beijing', 120000: 'Tianjin', 130000: 'Hebei', 140000: 'Shanxi', 150000: 'Inner Mongolia',
  210000: 'Liaoning', 220000: 'Jilin', 230000: 'Heilongjiang', 310000: 'Shanghai', 320000: 'Jiangsu',
  330000: 'Zhejiang', 340000: 'Anhui', 350000: 'Fujian', 360000: 'Jiangxi', 370000: 'Shandong',
  410000: 'Henan', 420000: 'Hubei', 430000: 'Hunan', 440000: 'Guangdong', 450000: 'Guangxi',
  460000: 'Hainan', 500000: 'Chongqing', 510000: 'Sichuan', 520000: 'Guizhou', 530000: 'Yunnan',
  540000: 'Xizang', 610000: 'Shaanxi', 620000: 'Gansu', 630000: 'Qinghai', 640000: 'Ningxia',
  650000: 'Xinjiang', 710000: 'Taiwan Province', 810000: 'Hong Kong SAR', 820000: 'Macao SAR',
};

// Label points (lon, lat) are the package's, except where labels would meet each other or a border.
const LABELS = {
  110000: [116.3, 40.2], 120000: [118.45, 38.75], 130000: [115.45, 38.3], 310000: [122.75, 31.15],
  440000: [113.4, 23.55], 620000: [104.5, 35.45], 710000: [120.95, 23.7], 810000: [114.85, 21.95],
  820000: [113.25, 21.4],
};
const PLACES = [
  {zh: '东沙群岛', en: 'Dongsha Qundao', at: [116.9, 20.25]},
  {zh: '西沙群岛', en: 'Xisha Qundao', at: [112.0, 15.25]},
  {zh: '黄岩岛', en: 'Huangyan Dao', at: [117.75, 14.6]},
  {zh: '南沙群岛', en: 'Nansha Qundao', at: [114.8, 8.9]},
  {zh: '钓鱼岛', en: 'Diaoyu Dao', at: [123.5, 26.45]},
];

const RADIANS = Math.PI / 180;
const sine = (degrees) => Math.sin(degrees * RADIANS);
const N = (sine(PROJECTION.parallels[0]) + sine(PROJECTION.parallels[1])) / 2;
const C = Math.cos(PROJECTION.parallels[0] * RADIANS) ** 2 + 2 * N * sine(PROJECTION.parallels[0]);
const radius = (lat) => Math.sqrt(C - 2 * N * sine(lat)) / N;

/** [lon, lat] in degrees to unrounded grid coordinates, x to the right and y down. */
function project([lon, lat]) {
  const angle = N * (lon - PROJECTION.lon0) * RADIANS;
  const x = radius(lat) * Math.sin(angle);
  const y = radius(PROJECTION.lat0) - radius(lat) * Math.cos(angle);
  return [PROJECTION.dx + PROJECTION.scale * x, PROJECTION.dy - PROJECTION.scale * y];
}

const read = (name) => JSON.parse(fs.readFileSync(new URL(`node_modules/${name}`, import.meta.url)));
const middle = (ring) => [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
const round = (ring) => ring.map((point) => point.map(Math.round));

/** Area inside a ring (shoelace formula), negative if it runs counter-clockwise on the grid. */
function signedArea(ring) {
  let doubled = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    doubled += x * nextY - nextX * y;
  });
  return doubled / 2;
}

const area = (ring) => Math.abs(signedArea(ring));
const clockwise = (ring) => (signedArea(ring) < 0 ? ring.toReversed() : ring);

/** ECharts 4 stores a ring as zigzag deltas in characters, in 1/1024 degree. */
function decode(text, [startX, startY]) {
  const unzigzag = (i) => ((v) => (v >> 1) ^ -(v & 1))(text.charCodeAt(i) - 64);
  const ring = [];
  let [x, y] = [startX, startY];
  for (let i = 0; i < text.length; i += 2) {
    x += unzigzag(i);
    y += unzigzag(i + 1);
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

/** Provinces with their rings on the grid (none has a hole); the Diaoyu group is drawn from its three islands. */
function readProvinces(china) {
  return read('echarts/map/json/china.json').features.map(({properties: {id, name, cp}, geometry}) => {
    const texts = geometry.coordinates.flat();
    const starts = geometry.type === 'Polygon' ? geometry.encodeOffsets : geometry.encodeOffsets.flat();
    let rings = texts.map((text, i) => decode(text, starts[i]));
    if (id === '710000') {
      // Chiwei Yu stands 0.15 degrees too far east in this package: taken, with Huangwei Yu, from the other one.
      rings = rings.filter((ring) => middle(ring)[0] < 124).concat(china[3], china[4]);
    }
    rings = rings.map((ring) => clockwise(ring.map(project)));
    return {adcode: id, zh: name, en: NAMES[id], label: project(LABELS[id] ?? cp).map(Math.round), rings};
  });
}

/** An index of corners by square cells of STITCH units. */
class Corners {
  #cells = new Map();

  add(point) {
    const key = point.map((v) => Math.floor(v / STITCH)).join();
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), point]);
  }

  /** The corners nearer than `reach` to the point. */
  near(point, reach) {
    const [[left, top], [right, bottom]] = [-reach, reach].map((by) => point.map((v) => Math.floor((v + by) / STITCH)));
    const found = [];
    for (let i = left; i <= right; i += 1) {
      for (let k = top; k <= bottom; k += 1) found.push(...(this.#cells.get(`${i},${k}`) ?? []));
    }
    return found.filter((corner) => distance(corner, point) < reach);
  }
}

const distance = ([x1, y1], [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);

/** How far along the edge from a to b the point lies (0 to 1) if it is nearer than STITCH to its inside, else null. */
function along(point, a, b) {
  const length = distance(a, b);
  const share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length ** 2;
  if (!(share > 0 && share < 1)) return null;
  const foot = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
  return distance(point, foot) < STITCH ? share : null;
}

/** The corners of other rings that lie beside the edge from a to b, in order. */
function beside(a, b, own, corners) {
  const centre = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return corners.near(centre, distance(a, b) / 2 + STITCH)
    .filter((point) => !own.has(point))
    .map((point) => ({point, share: along(point, a, b)}))
    .filter(({share}) => share !== null)
    .sort((one, other) => one.share - other.share)
    .map(({point}) => point);
}

/** The package's neighbours do not meet everywhere: near corners become one, an edge takes in the corners beside it. */
function stitch(rings) {
  const corners = new Corners();
  const isIslet = (ring) => area(ring) < SMALL;
  const joined = rings.map((ring) => (isIslet(ring) ? ring : ring.map((point) => {
    const [known] = corners.near(point, STITCH / 2);
    if (!known) corners.add(point);
    return known ?? point;
  })));
  return joined.map((ring) => {
    const own = new Set(ring);
    const withBeside = (a, i) => [a, ...beside(a, ring[(i + 1) % ring.length], own, corners)];
    return isIslet(ring) ? ring : ring.flatMap(withBeside);
  });
}

/** The rings about the union of rings: edges passed in both directions are inside it, or needles, and fall away. */
function outline(rings) {
  const next = new Map(rings.flat().map((corner) => [corner, []]));
  const links = (from, to) => next.get(from).includes(to);
  const cut = (from, to) => next.get(from).splice(next.get(from).indexOf(to), 1);
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      if (a !== b && links(b, a)) cut(b, a);
      else if (a !== b) next.get(a).push(b);
    });
  }
  const outlines = [];
  for (const start of next.keys()) {
    const path = [start];
    while (next.get(path.at(-1)).length) {
      const to = next.get(path.at(-1)).pop();
      if (path.includes(to)) outlines.push(path.splice(path.indexOf(to)));
      path.push(to);
    }
  }
  return outlines.filter((ring) => ring.length > 2);
}

/** Borders are simplified once, as shared arcs, so that neighbours still meet. */
function simplified(provinces) {
  const stitched = stitch(provinces.flatMap(({rings}) => rings));
  const features = provinces.map(({rings, ...properties}) => ({
    type: 'Feature',
    properties,
    geometry: {
      type: 'MultiPolygon',
      coordinates: outline(stitched.splice(0, rings.length)).map((ring) => [[...ring, ring[0]]]),
    },
  }));
  const shared = presimplify(topology({provinces: {type: 'FeatureCollection', features}}));
  return feature(simplify(shared, SIMPLIFY_BELOW), 'provinces').features
    .map(({properties, geometry}) => ({...properties, rings: geometry.coordinates.flat()}));
}

/** A ring on the grid without its closing point and repeated points. */
function onGrid(ring) {
  const points = round(ring);
  return points.filter(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return x !== nextX || y !== nextY;
  });
}

/** A small diamond for an island that would vanish at this scale. */
function mark(ring) {
  const [x, y] = middle(ring).map(Math.round);
  return [[x, y - ISLET], [x + ISLET, y], [x, y + ISLET], [x - ISLET, y]];
}

const visible = (ring) => (area(onGrid(ring)) < SMALL ? mark(ring) : onGrid(ring));

/** First point absolute, every other as a step from the one before; the last point joins the first. */
const encode = (ring) => ring.flatMap(([x, y], i) => (i ? [x - ring[i - 1][0], y - ring[i - 1][1]] : [x, y]));

function provinces(china) {
  const drawn = (adcode, rings) => (KEEP_SMALL.has(adcode)
    ? rings.map(visible)
    : rings.map(onGrid).filter((ring) => area(ring) >= DROP_BELOW));
  return simplified(readProvinces(china))
    .map(({rings, ...province}) => ({...province, rings: drawn(province.adcode, rings).map(encode)}))
    .sort((a, b) => a.adcode - b.adcode);
}

/** Rings, in lon/lat, of the Xisha and Nansha islands and Huangyan Dao; the Dongsha islands are rings of 广东. */
function southSeaIslands(china) {
  const world = read('world-atlas/countries-10m.json');
  const islets = feature(world, world.objects.countries).features
    .filter(({properties}) => ['China', 'Spratly Is.', 'Scarborough Reef'].includes(properties.name))
    .flatMap(({geometry}) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
    .map(([ring]) => ring)
    .filter((ring) => middle(ring)[1] < 17.5);
  return china.slice(7, 13).map(([ring]) => ring).concat(islets);
}

const china = read('@surbowl/world-geo-json-zh/world.zh.json')
  .features.find(({properties}) => properties.iso_a2 === 'CN').geometry.coordinates;
const map = {
  projection: PROJECTION,
  provinces: provinces(china),
  dashes: china.slice(13, 23).map(([ring]) => encode(onGrid(ring.map(project)))),
  islands: southSeaIslands(china).map((ring) => encode(visible(ring.map(project)))),
  places: PLACES.map(({zh, en, at}) => ({zh, en, label: project(at).map(Math.round)})),
};
const lines = (list) => `[\n${list.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
const text = `{"projection":${JSON.stringify(map.projection)},\n"provinces":${lines(map.provinces)},\n`
  + `"dashes":${lines(map.dashes)},\n"islands":${lines(map.islands)},\n"places":${lines(map.places)}}\n`;
const output = process.argv[2] ?? 'china.json';
fs.writeFileSync(output, text);
console.log(`${output}: ${text.length} characters, ${map.provinces.length} provinces, ${map.dashes.length} dashes, `
  + `${map.islands.length} islands`);
