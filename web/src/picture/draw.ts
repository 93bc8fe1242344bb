/** The picture as ink: ground (base map and groups), links, marks, and what is lit over the veiled rest. */
import type { Drawing } from './drawing';
import { countOf, groupsOf, inLight, labelOf, linksOf, marksOf, points, scaleAt } from './drawing';
import { around, hull } from './hulls';
import { round, type Ink, type Shape } from './ink';
import { blended, dashOf, markColours, outline, type Palette } from './look';
import type { Link } from './scene';
import { Room } from './room';
import { toScreen, type View } from './world';

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
}

/** Pixels that a link has at least. */
const THINNEST = 0.8;
const HULL_ROOM = 15;
const VEIL = 0.72;

/** Base map, and outlines of the groups. */
export function groundInk(drawing: Drawing, view: View): Ink[] {
  return [...baseInk(drawing, view), ...groupInk(drawing, view)];
}

function baseInk({ base, onMap, mix, colour }: Drawing, view: View): Shape[] {
  if (!base || !mix) return [];
  const land = base.provinces.map(({ d, adcode }) => ({
    d, world: true, opacity: mix, width: 0.8, stroke: colour('border'),
    fill: colour(onMap?.provinces.has(adcode) ? 'land' : 'land-empty'),
  }));
  const coast = { world: true, opacity: mix, width: 1.1, stroke: colour('coast'), fill: colour('coast') };
  const sea = { d: `M0,0h${view.width}v${view.height}h${-view.width}z`, fill: colour('sea'), opacity: mix };
  return [sea, ...land, { ...coast, d: base.islands }, { ...coast, d: base.dashes }];
}

function groupInk(drawing: Drawing, view: View): Shape[] {
  const { colour, lit } = drawing;
  const scale = scaleAt(drawing, view.k);
  return groupsOf(drawing).flatMap(({ group, share }) => {
    const corners = hull(points(drawing, group.members).map(([x, y]) => toScreen(view, x, y)));
    const d = around(corners, HULL_ROOM * Math.max(scale, 0.5));
    const chosen = lit?.alliance === group.alliance;
    const ink = colour(chosen ? 'chosen' : 'group');
    return [
      { d, fill: ink, opacity: 0.09 * share },
      { d, stroke: ink, width: chosen ? 2 : 1, opacity: (chosen ? 1 : 0.5) * share },
    ];
  });
}

/** More links than this are drawn without dashes. */
const MANY_LINKS = 1500;

/** How a link is drawn: paler the more there are or the larger its group, and dotted, paler and thinner when only possible. */
export function strokes(drawing: Drawing): (link: Link) => Stroke {
  const { colour, mix } = drawing;
  const count = linksOf(drawing).length;
  // In steps, so that few colours change with a filter.
  const crowd = Math.max(0, Math.min(Math.round((10 * Math.log10(count / 120)) / 3) / 10, mix > 0.5 ? 0.75 : 0.5));
  const ground = colour(mix > 0.5 ? 'land' : 'paper');
  const known = new Map<string, Stroke>();
  return ({ layer, certain, broad, alliances }) => {
    const strong = Math.min(Math.floor(Math.log2(alliances.length)), 2);
    const key = `${layer}${certain}${broad}${strong}`;
    const pale = Math.min(crowd + (broad ? 0.3 : 0), 0.8);
    const found = known.get(key) ?? {
      colour: blended(colour(`layer-${layer}`), ground, certain ? pale : Math.max(pale, 0.3)),
      width: broad ? 0.9 : (certain ? 1.8 : 1.2) + strong * 0.9 - crowd,
      dash: dashOf(layer, certain, broad || count > MANY_LINKS),
    };
    known.set(key, found);
    return found;
  };
}

/** Links that are drawn alike are one path. */
export function linkInk(drawing: Drawing, view: View, links: readonly Link[], stroke = strokes(drawing), scale = scaleAt(drawing, view.k)): Shape[] {
  const found = new Map<string, Stroke & { d: string[] }>();
  const { at, size } = drawing;
  for (const link of links) {
    const { source, target } = link;
    if (!(size[source] > 0 && size[target] > 0)) continue;
    const like = stroke(link);
    const key = `${like.colour} ${like.width} ${like.dash}`;
    const group = found.get(key) ?? { ...like, d: [] };
    found.set(key, group);
    const [x1, y1] = toScreen(view, at[2 * source], at[2 * source + 1]);
    const [x2, y2] = toScreen(view, at[2 * target], at[2 * target + 1]);
    group.d.push(`M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}`);
  }
  return [...found.values()].map(({ colour, width, dash, d }) => ({
    d: d.join(''), stroke: colour, dash, width: Math.max(width * scale, THINNEST),
  }));
}

/** Marks in the order of painting. */
export function markInk(drawing: Drawing, view: View, marks: readonly number[], chosen: ReadonlySet<number> | null = null): Shape[] {
  const scale = scaleAt(drawing, view.k);
  return marks.flatMap((n) => {
    const [x, y] = toScreen(view, drawing.at[2 * n], drawing.at[2 * n + 1]);
    const r = drawing.size[n] * scale;
    if (!(r > 0) || x < -r || y < -r || x > view.width + r || y > view.height + r) return [];
    const label = labelOf(drawing, n);
    const { fill, rim } = markColours(label, drawing.colour);
    const ring = { d: outline(label, x, y, r + 3), stroke: drawing.colour('chosen'), width: 2.5 };
    return [...(chosen?.has(n) ? [ring] : []), { d: outline(label, x, y, r), fill, stroke: rim, width: r > 3 ? 1.5 : 0.5 }];
  });
}

/** The veil over the picture, and what is lit over it. */
export function litInk(drawing: Drawing, view: View): Shape[] {
  const { lit, colour, mix } = drawing;
  if (!lit) return [];
  const ground = blended(colour('paper'), colour('land'), mix);
  return [
    { d: `M0,0h${view.width}v${view.height}h${-view.width}z`, fill: ground, opacity: VEIL },
    ...groupInk({ ...drawing, scene: { ...drawing.scene, groups: drawing.scene.groups.filter((one) => one.alliance === lit.alliance) } }, view),
    ...linkInk(drawing, view, lit.links, litStrokes(colour), 1),
    ...markInk(drawing, view, marksOf(drawing).filter((n) => inLight(drawing, n)), lit.core),
  ];
}

function litStrokes(colour: Palette): (link: Link) => Stroke {
  return ({ layer, certain }) => ({ colour: colour(`layer-${layer}`), width: certain ? 2.2 : 1.4, dash: dashOf(layer, certain, false) });
}

/** Smaller figures cannot be read. */
const SMALLEST_COUNT = 7;

/** Counts in the marks that stand for several nodes, where they fit and no mark painted later lies over them. */
export function countInk(drawing: Drawing, view: View): Ink[] {
  if (drawing.mix < 1) return [];
  const scale = scaleAt(drawing, view.k);
  const room = new Room(view);
  const found: Ink[] = [];
  for (const n of [...marksOf(drawing)].reverse()) {
    const [x, y] = toScreen(view, drawing.at[2 * n], drawing.at[2 * n + 1]);
    const r = drawing.size[n] * scale;
    const count = countOf(drawing, n);
    const letters = String(count).length;
    const size = round(Math.min(13, r * ([1.6, 1.2, 0.88][letters - 1] ?? 0.65)));
    const [w, h] = [letters * size * 0.55, size * 0.7];
    if (count > 1 && size >= SMALLEST_COUNT && room.isFree([x - w / 2, y - h / 2, w, h]) && (!drawing.lit || inLight(drawing, n))) {
      found.push({ text: String(count), x, y, size, bold: true, fill: markColours(labelOf(drawing, n), drawing.colour).ink });
    }
    if (!drawing.lit || inLight(drawing, n)) room.take([x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8]);
  }
  return found;
}

/** The whole picture in one: what a renderer without WebGL draws, and what is exported. */
export function wholeInk(drawing: Drawing, view: View): Ink[] {
  return [
    ...groundInk(drawing, view),
    ...linkInk(drawing, view, linksOf(drawing)),
    ...markInk(drawing, view, marksOf(drawing)),
    ...litInk(drawing, view),
  ];
}
