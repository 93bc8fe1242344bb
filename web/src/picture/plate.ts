/** The picture as a stand-alone SVG: with title, legend, notes and where it comes from. */
import { countInk, wholeInk } from './draw';
import type { Drawing } from './drawing';
import { element, svgOf, type Ink, type Line } from './ink';
import { legendOf, type Sign } from './legend';
import { blended, dashOf, markColours, outline, tidy } from './look';
import { lines, nameInk, widthOf } from './names';
import { GRID, boxOf, fitted, inside, seenBox, type View } from './world';

/** The texts around the picture. */
export interface Caption {
  readonly title: string;
  /** Under the title: the lens, and that the data is synthetic. */
  readonly lens: string;
  readonly warning: string;
  readonly notes: readonly string[];
  readonly source: string;
  readonly layers: readonly string[];
  readonly sign: (sign: Sign) => string;
}

const WIDTH = 1200;
const HEIGHT = 900;
const MARGIN = 28;
const TEXT = 13;
const LEADING = 20;

/** The SVG text of a drawing as it is looked at; the map is always the whole map. */
export function plate(drawing: Drawing, view: View, caption: Caption): string {
  const width = WIDTH - 2 * MARGIN;
  const look = looked(drawing, view, { ...view, width, height: HEIGHT });
  const head = headInk(drawing, caption, width);
  const foot = footInk(drawing, caption, width);
  const [top, bottom] = [MARGIN + head.height, MARGIN + head.height + HEIGHT + 14];
  const height = bottom + foot.height + MARGIN;
  const picture = element('svg', { x: MARGIN, y: top, width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
  const ground = drawing.colour(drawing.mix === 1 ? 'sea' : 'paper');
  picture.append(
    element('rect', { width, height: HEIGHT, fill: ground }),
    ...svgOf([...wholeInk(drawing, look), ...countInk(drawing, look), ...nameInk(drawing, look)], look),
  );
  const svg = element('svg', {
    width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, 'font-family': drawing.family, role: 'img',
  });
  svg.append(
    element('title', {}, tidy(caption.title)),
    element('desc', {}, tidy([caption.lens, ...caption.notes, caption.source].join(' '))),
    element('rect', { width: WIDTH, height, fill: drawing.colour('paper') }),
    element('g', { transform: `translate(${MARGIN} ${MARGIN})` }, ...svgOf(head.ink, look)),
    picture,
    element('g', { transform: `translate(${MARGIN} ${bottom})` }, ...svgOf(foot.ink, look)),
  );
  return new XMLSerializer().serializeToString(svg);
}

/** The network as far as it is in view, the map whole. */
function looked(drawing: Drawing, view: View, of: View): View {
  if (drawing.mix === 1) return fitted(of, GRID, [8, 8]);
  const all = boxOf(drawing.at, drawing.scene.nodes);
  const box = all && inside(view, all) ? all : seenBox(view);
  return fitted(of, box, all === box ? [110, 60] : [0, 0], view.k * 2);
}

interface Block {
  readonly ink: readonly Ink[];
  readonly height: number;
}

function headInk({ colour, family }: Drawing, { title, lens, warning }: Caption, width: number): Block {
  const ink: Line[] = [{ text: tidy(title), x: 0, y: 12, size: 22, bold: true, start: true, fill: colour('ink') }];
  let y = 42;
  const write = (text: string, fill: string, bold = false) => {
    for (const line of wrapped(text, width, family)) {
      ink.push({ text: line, x: 0, y, size: TEXT, start: true, fill, bold });
      y += LEADING;
    }
  };
  if (warning) write(warning, colour('bad'), true);
  write(lens, colour('soft'));
  return { ink, height: y };
}

function footInk(drawing: Drawing, caption: Caption, width: number): Block {
  const { colour, family } = drawing;
  const ink: Ink[] = [];
  let [x, y] = [0, 8];
  for (const sign of legendOf(drawing, caption.layers)) {
    const text = caption.sign(sign);
    const wide = 36 + widthOf(text, TEXT, false, family) + 18;
    if (x > 0 && x + wide > width) [x, y] = [0, y + LEADING + 2];
    ink.push(...signInk(sign, drawing, x, y), { text, x: x + 36, y, size: TEXT, start: true, fill: colour('ink') });
    x += wide;
  }
  y += LEADING + 8;
  for (const text of [caption.notes.join(' · '), caption.source]) {
    for (const line of wrapped(text, width, family)) {
      ink.push({ text: line, x: 0, y, size: TEXT, start: true, fill: colour('soft') });
      y += LEADING;
    }
  }
  return { ink, height: y };
}

const wrapped = (text: string, width: number, family: string): string[] =>
  lines(tidy(text), width, 4, (part) => widthOf(part, TEXT, false, family));

/** The sign of a legend's entry in a box of 28 pixels about (x + 14, y). */
function signInk(sign: Sign, { colour }: Drawing, x: number, y: number): Ink[] {
  const line = (ink: string, dash: readonly number[]) => [{ d: `M${x},${y}h28`, stroke: ink, width: 2.2, dash }];
  const mark = (label: string, r: number, many = false): Ink[] => {
    const { fill, rim, ink } = markColours(label, colour);
    const number: Line[] = many ? [{ text: 'n', x: x + 14, y, size: 11, bold: true, fill: ink }] : [];
    return [{ d: outline(label, x + 14, y, r), fill, stroke: rim, width: 1.5 }, ...number];
  };
  if ('mark' in sign) return mark(sign.mark, 7);
  if ('layer' in sign) return line(colour(`layer-${sign.layer}`), dashOf(sign.layer, true, false));
  if (sign.also === 'several') return mark('Park', 9, true);
  if (sign.also === 'possible') return line(blended(colour('layer-mixed'), colour('paper'), 0.2), dashOf('', false, false));
  const box = `M${x + 3},${y - 7}h22v14h-22z`;
  if (sign.also === 'group') return [{ d: box, fill: colour('group'), opacity: 0.12 }, { d: box, stroke: colour('group') }];
  return [{ d: box, fill: colour('land-empty'), stroke: colour('border') }];
}

/** An SVG as a PNG at so many dots per pixel. Raises when the browser cannot draw it. */
export async function raster(svg: string, ratio: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * ratio;
    canvas.height = image.naturalHeight * ratio;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('The browser made no image of the picture.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
