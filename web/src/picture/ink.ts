/** What is to be drawn, and the two ways of drawing it: on a canvas, and as SVG elements. */
import type { View } from './world';

/** A path in pixels of the view or, with `world`, in units of the world; widths are in pixels. */
export interface Shape {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
  readonly world?: boolean;
}

/** A line of text about the middle of (x, y), or beginning there. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly start?: boolean;
  /** Colour of an edge around the letters. */
  readonly halo?: string;
  readonly opacity?: number;
}

export type Ink = Shape | Line;

const HALO = 3.5;
const SVG = 'http://www.w3.org/2000/svg';
/** A number of an SVG: hundredths of a pixel are enough. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export function fontOf({ size, bold }: Pick<Line, 'size' | 'bold'>, family: string): string {
  return `${bold ? '600 ' : ''}${size}px ${family}`;
}

// Paths in the world are the same from frame to frame.
const paths = new Map<string, Path2D>();

function traced({ d, world }: Shape): Path2D {
  if (!world) return new Path2D(d);
  const known = paths.get(d) ?? new Path2D(d);
  paths.set(d, known);
  return known;
}

/** Draw on a canvas of the view's size at so many dots per pixel. */
export function paint(context: CanvasRenderingContext2D, ink: Iterable<Ink>, view: View, ratio: number, family: string): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  context.lineJoin = 'round';
  context.lineCap = 'butt';
  context.textBaseline = 'middle';
  for (const one of ink) {
    context.globalAlpha = one.opacity ?? 1;
    if ('text' in one) paintLine(context, one, family);
    else paintShape(context, one, view, ratio);
  }
  context.globalAlpha = 1;
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, view: View, ratio: number): void {
  const k = shape.world ? view.k : 1;
  if (shape.world) {
    const [dx, dy] = [view.width / 2 - view.x * k, view.height / 2 - view.y * k];
    context.setTransform(k * ratio, 0, 0, k * ratio, dx * ratio, dy * ratio);
  }
  const path = traced(shape);
  if (shape.fill) {
    context.fillStyle = shape.fill;
    context.fill(path);
  }
  if (shape.stroke) {
    context.strokeStyle = shape.stroke;
    context.lineWidth = (shape.width ?? 1) / k;
    context.setLineDash([...(shape.dash ?? [])]);
    context.stroke(path);
  }
  if (shape.world) context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function paintLine(context: CanvasRenderingContext2D, line: Line, family: string): void {
  context.font = fontOf(line, family);
  context.textAlign = line.start ? 'left' : 'center';
  if (line.halo) {
    context.strokeStyle = line.halo;
    context.lineWidth = HALO;
    context.strokeText(line.text, line.x, line.y);
  }
  context.fillStyle = line.fill;
  context.fillText(line.text, line.x, line.y);
}

/** An SVG element with its attributes; those that are undefined are left out. */
export function element(name: string, attributes: Record<string, string | number | undefined>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** The same as SVG elements. */
export function svgOf(ink: Iterable<Ink>, view: View): SVGElement[] {
  return [...ink].map((one) => ('text' in one ? svgLine(one) : svgShape(one, view)));
}

function svgShape({ d, fill = 'none', stroke, width = 1, dash, opacity, world }: Shape, { x, y, k, width: w, height: h }: View): SVGElement {
  const transform = world ? `translate(${round(w / 2 - x * k)} ${round(h / 2 - y * k)}) scale(${Number(k.toPrecision(6))})` : undefined;
  return element('path', {
    d, fill, stroke, opacity, transform,
    'stroke-width': stroke && Number((width / (world ? k : 1)).toPrecision(4)),
    'stroke-dasharray': dash?.length ? dash.join(' ') : undefined,
    'stroke-linejoin': stroke && 'round',
  });
}

function svgLine({ text, x, y, size, fill, bold, start, halo, opacity }: Line): SVGElement {
  return element(
    'text',
    {
      x: round(x), y: round(y + size * 0.35), fill, opacity, 'font-size': size,
      'font-weight': bold ? 600 : undefined,
      'text-anchor': start ? undefined : 'middle',
      stroke: halo, 'stroke-width': halo && HALO, 'stroke-linejoin': halo && 'round', 'paint-order': halo && 'stroke',
    },
    text,
  );
}
