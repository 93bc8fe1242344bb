/** Names in the picture: the weightiest first, none over another or over a mark. */
import type { Drawing } from './drawing';
import { countOf, groupsOf, inLight, points, scaleAt } from './drawing';
import { around, hull } from './hulls';
import { fontOf, type Ink, type Line } from './ink';
import { tidy } from './look';
import { Room, type Area } from './room';
import { toScreen, type Point, type View } from './world';

interface Mark {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

const SIZE = 12;
const LEADING = 15;
/** Up to so many marks every one is named, on several lines if need be; of more than the other only the weightiest are. */
const FEW = 40;
const CROWD = 600;
/** Of more marks than this, those without partners have no name. */
const MANY = 150;
/** Marks that are tried for a name. */
const TRIES = 300;
/** Marks that names keep clear of, the weightiest of them. */
const KEPT_CLEAR = 2500;
/** A smaller mark may lie under a name. */
const DOT = 2.5;
/** Pixels per unit below which a map is small. */
const SMALL_MAP = 0.14;

/** Measures text; one canvas for all. */
let ruler: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

export function widthOf(text: string, size: number, bold: boolean, family: string): number {
  const font = fontOf({ size, bold }, family);
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler ??= document.createElement('canvas').getContext('2d');
    if (ruler) ruler.font = font;
    width = ruler ? ruler.measureText(text).width : text.length * size;
    if (widths.size > 20000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** A text in at most so many lines of at most that width, about as long as each other; what is left over is cut with an ellipsis. */
export function lines(text: string, longest: number, most: number, measure: (text: string) => number): string[] {
  const found = broken(text, longest, most, measure);
  if (found.length < 2 || found.at(-1)?.endsWith('…')) return found;
  const even = broken(text, Math.min(longest, (measure(text) / found.length) * 1.12 + 6), found.length, measure);
  return even.at(-1)?.endsWith('…') ? found : even;
}

function broken(text: string, longest: number, most: number, measure: (text: string) => number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest && found.length < most) {
    const line = measure(rest) <= longest ? rest : head(rest, longest, measure);
    found.push(line);
    rest = rest.slice(line.length);
  }
  if (rest) found.push(cut(`${found.pop()}${rest}`, longest, measure));
  return found.map((line) => line.trim());
}

/** The beginning of a text that fits, to the end of a word where there are words. */
function head(text: string, longest: number, measure: (text: string) => number): string {
  let line = '';
  for (const word of text.match(/[!-~\u00c0-\u024f]+\s*|./gsu) ?? []) {
    if (line && measure((line + word).trimEnd()) > longest) return line;
    line += word;
    if (measure(line.trimEnd()) > longest) break;
  }
  const letters = [...line];
  while (letters.length > 1 && measure(letters.join('').trimEnd()) > longest) letters.pop();
  return letters.join('');
}

function cut(text: string, longest: number, measure: (text: string) => number): string {
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join('')}…`) > longest) letters.splice(Math.min(letters.length - 1, Math.ceil(letters.length * 0.9)));
  return `${letters.join('').trimEnd()}…`;
}

/** The names that find room in a view. */
export function nameInk(drawing: Drawing, view: View): Ink[] {
  const { lit, mix } = drawing;
  const room = new Room(view);
  const islands = islandNames(drawing, view, room);
  const marks = visible(drawing, view);
  const crowd = drawing.scene.links.length > CROWD && marks.length > CROWD;
  for (const { x, y, r } of marks.slice(0, crowd ? 60 : KEPT_CLEAR)) if (r >= DOT) room.take([x - r, y - r, 2 * r, 2 * r]);
  const wanted = marks.filter(({ n }) => (lit ? inLight(drawing, n) : marks.length <= MANY || tied(drawing, n)));
  if (lit) wanted.sort((a, b) => Number(lit.core.has(b.n)) - Number(lit.core.has(a.n)));
  const few = wanted.length <= FEW;
  const limit = lit ? 140 : mix > 0.5 ? Math.max(FEW / 4, view.width / 40) : crowd ? 16 : 140;
  const away = few ? outward(drawing, view) : new Map<number, Point>();
  const found: Line[] = lit || few ? [] : groupNames(drawing, view, room);
  let count = 0;
  for (const mark of wanted.slice(0, lit || few ? undefined : TRIES)) {
    if (count >= Math.max(limit, few ? FEW : 0)) break;
    const placed = named(drawing, mark, view, room, few, away.get(mark.n));
    found.push(...placed);
    if (placed.length) count += 1;
  }
  if (few && !lit) found.push(...groupNames(drawing, view, room));
  return [...islands, ...provinceNames(drawing, view, room), ...found];
}

/** Whether a mark, or one of the nodes at its point, has a partner. */
function tied({ scene, onMap, mix }: Drawing, n: number): boolean {
  return scene.partners[n] > 0 || (mix === 1 && (onMap?.spotOf.get(n)?.nodes.some((one) => scene.partners[one]) ?? false));
}

/** Marks in view, the weightiest first. */
function visible(drawing: Drawing, view: View): Mark[] {
  const { scene, onMap, mix, at, size } = drawing;
  const scale = scaleAt(drawing, view.k);
  const found: Mark[] = [];
  for (const n of scene.ranked) {
    if (!(size[n] > 0) || (mix === 1 && onMap?.spotOf.get(n)?.top !== n)) continue;
    const [x, y] = toScreen(view, at[2 * n], at[2 * n + 1]);
    if (x >= 0 && y >= 0 && x <= view.width && y <= view.height) found.push({ n, x, y, r: size[n] * scale });
  }
  return found;
}

/** The lines of a mark's name beside it, or none where there is no room. */
function named(drawing: Drawing, { n, x, y, r }: Mark, view: View, room: Room, few: boolean, away: Point = [0, 1]): Line[] {
  const { lit, colour, family, names, mix } = drawing;
  const core = lit?.core.has(n) ?? false;
  const count = countOf(drawing, n);
  const text = tidy(count > 1 ? names.spot(n, count) : names.node(n));
  const size = core ? SIZE + 1 : SIZE;
  const measure = (part: string) => widthOf(part, size, core, family);
  // In a narrow view three short lines find room where a long one does not.
  const longest = Math.min(230, Math.max(120, view.width / 3));
  const shown = lines(text, core ? longest : Math.min(longest, 150), few || core ? 3 : 1, measure);
  const width = Math.max(...shown.map(measure)) + 4;
  const height = LEADING * shown.length;
  const spots = beside([x, y], r, [width, height], core ? FARTHEST : few ? FAR : NEAR, away)
    .map(([left, ...rest]): Area => (core ? [Math.max(3, Math.min(left, view.width - width - 3)), ...rest] : [left, ...rest]));
  const area = spots.find((one) => room.isFree(one)) ?? (core ? spots[0] : undefined);
  if (!area) return [];
  room.take(area);
  const halo = colour(mix > 0.5 ? 'halo' : 'paper');
  return shown.map((line, i) => ({
    text: line, x: area[0] + width / 2, y: area[1] + LEADING * (i + 0.5), size, bold: core, fill: colour('ink'), halo,
  }));
}

const NEAR = [2];
const FAR = [2, 12, 26];
const FARTHEST = [...FAR, 38, 50, 62];

/** Where a name may stand beside a mark: close first, then farther; at each distance first on the side that looks away. */
function beside([x, y]: Point, r: number, [w, h]: Point, distances: readonly number[], away: Point): Area[] {
  const sides: Point[] = [[0, 1], [1, 0], [0, -1], [-1, 0], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7]];
  if (distances !== NEAR) sides.sort((a, b) => b[0] * away[0] + b[1] * away[1] - a[0] * away[0] - a[1] * away[1]);
  const outside = sides.filter(([dx, dy]) => dx * away[0] + dy * away[1] > 0.5 * Math.hypot(...away));
  return distances.flatMap((d) =>
    // A name far off on the other side would seem to be another mark's.
    (distances === NEAR ? sides.slice(0, 4) : d > 26 ? outside : sides).map(([dx, dy]): Area => {
      const far = r + d;
      return [x + dx * (far + w / 2) - w / 2, y + dy * (far + h / 2) - h / 2, w, h];
    }),
  );
}

/** By node, the direction away from those it is tied with, on the screen. */
function outward({ scene, lit, at }: Drawing, view: View): Map<number, Point> {
  const found = new Map<number, Point>();
  const push = (n: number, from: number) => {
    const [x, y] = found.get(n) ?? [0, 0];
    const [dx, dy] = [(at[2 * n] - at[2 * from]) * view.k, (at[2 * n + 1] - at[2 * from + 1]) * view.k];
    const length = Math.hypot(dx, dy) || 1;
    // A little downward: under a mark is where a name is looked for.
    found.set(n, [x + dx / length, y + dy / length + 0.05]);
  };
  for (const { source, target } of lit?.links ?? scene.links) {
    push(source, target);
    push(target, source);
  }
  return found;
}

/** In a narrower view the names of the marks leave no room for those of the groups. */
const NARROW = 480;

/** Names of the groups over their outlines, when they are few. */
function groupNames(drawing: Drawing, view: View, room: Room): Line[] {
  const { colour, family, names, scene, mix } = drawing;
  const shown = groupsOf(drawing);
  if (shown.length > 12 || mix > 0.5 || view.width < NARROW) return [];
  const pad = 15 * Math.max(scaleAt(drawing, view.k), 0.5);
  return shown.flatMap(({ group }) => {
    const corners = hull(points(drawing, group.members).map(([x, y]) => toScreen(view, x, y)));
    if (!around(corners, pad)) return [];
    const measure = (part: string) => widthOf(part, SIZE, true, family);
    const text = lines(tidy(names.alliance(group.alliance)), 240, scene.groups.length <= 6 ? 3 : 1, measure);
    const width = Math.max(...text.map(measure)) + 4;
    const height = LEADING * text.length;
    const [left, right] = [Math.min(...corners.map((c) => c[0])), Math.max(...corners.map((c) => c[0]))];
    const [top, bottom] = [Math.min(...corners.map((c) => c[1])), Math.max(...corners.map((c) => c[1]))];
    const middle = (left + right) / 2 - width / 2;
    const area = [2, 18, 34, 50]
      .flatMap((d): Area[] => [[middle, top - pad - height - d, width, height], [middle, bottom + pad + d, width, height]])
      .find((one) => room.isFree(one));
    if (!area) return [];
    room.take(area);
    return text.map((line, i) => ({
      text: line, x: area[0] + width / 2, y: area[1] + LEADING * (i + 0.5), size: SIZE, bold: true, fill: colour('group'), halo: colour('paper'),
    }));
  });
}

/** Rows of the grid south of Hainan. */
const ISLANDS_FROM = 3300;

/**
 * Names of the island groups, beneath one another where they would touch; no other name stands over them, nor anywhere
 * over the islands of the South China Sea.
 */
function islandNames({ base, mix, colour, names, family, lit }: Drawing, view: View, room: Room): Line[] {
  if (!base || mix < 1) return [];
  const sea = base.places.map(({ label }) => label).filter(([, y]) => y > ISLANDS_FROM);
  if (sea.length) {
    const [left, right] = [Math.min(...sea.map((p) => p[0])) - 150, Math.max(...sea.map((p) => p[0])) + 150];
    const [[x, y], [x2, y2]] = [toScreen(view, left, ISLANDS_FROM), toScreen(view, right, base.projection.height)];
    room.take([x, y, x2 - x, y2 - y]);
  }
  const size = view.k < SMALL_MAP ? 8.5 : 10;
  const written = new Room(view);
  return base.places.flatMap((place) => {
    const [x, y] = toScreen(view, ...place.label);
    const text = names.place(place);
    const width = widthOf(text, size, false, family) + 4;
    const area = [0, 1, -1].map((step): Area => [x - width / 2, y - size / 2 + step * (size + 2), width, size]).find((one) => written.isFree(one));
    if (!area) return [];
    written.take(area);
    room.take(area);
    return [{ text, x, y: area[1] + size / 2, size, fill: colour('coast'), opacity: lit ? 0.5 : 1 }];
  });
}

/** Names of provinces where there is room, with "no record" where there is none. */
function provinceNames({ base, onMap, mix, colour, names, family, lit }: Drawing, view: View, room: Room): Line[] {
  if (!base || mix < 1) return [];
  const small = view.k < SMALL_MAP;
  const write = (text: string, [x, y]: Point, size: number): Line[] => {
    const width = widthOf(text, size, false, family);
    const area: Area = [x - width / 2, y - size * 0.6, width, size * 1.2];
    if (!room.isFree(area)) return [];
    room.take(area);
    return [{ text, x, y, size, fill: colour('soft'), opacity: lit ? 0.5 : 1 }];
  };
  return base.provinces.flatMap((province) => {
    const at = toScreen(view, ...province.label);
    const name = write(names.place(province), at, small ? 10 : 11.5);
    if (!name.length || small || onMap?.provinces.has(province.adcode)) return name;
    return [...name, ...write(names.noRecord, [at[0], at[1] + 14], 10)];
  });
}
