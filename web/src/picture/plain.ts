/** The picture as plain SVG, where there is no WebGL: the same drawing, moved by its viewBox and drawn anew at rest. */
import { countInk, wholeInk } from './draw';
import type { Drawing } from './drawing';
import { takeHands } from './hands';
import { element, round, svgOf } from './ink';
import { nameInk } from './names';
import type { Hands, Stage } from './stage';
import { toScreen, type View } from './world';

const REST_MS = 120;

export class PlainStage implements Stage {
  readonly slow = true;
  #svg = element('svg', { focusable: 'false', 'aria-hidden': 'true' }) as SVGSVGElement;
  #view: View = { x: 0, y: 0, k: 0.1, width: 1, height: 1 };
  #drawn: View = this.#view;
  #drawing: Drawing | null = null;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #release: () => void;

  constructor(private readonly host: HTMLElement, hands: Hands) {
    host.append(this.#svg);
    host.style.touchAction = 'none';
    this.#release = takeHands(host, hands, () => this.#view, (view) => this.look(view));
    this.resize();
  }

  view(): View {
    return this.#view;
  }

  look(view: View): void {
    this.#view = { ...view, width: this.#view.width, height: this.#view.height };
    const ratio = this.#drawn.k / this.#view.k;
    const [middleX, middleY] = toScreen(this.#drawn, this.#view.x, this.#view.y);
    const [width, height] = [this.#view.width * ratio, this.#view.height * ratio];
    this.#svg.setAttribute('viewBox', [middleX - width / 2, middleY - height / 2, width, height].map(round).join(' '));
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#draw(), REST_MS);
  }

  take(): void {
    this.#drawing = null;
  }

  put(drawing: Drawing): void {
    this.light(drawing);
  }

  light(drawing: Drawing): void {
    this.#drawing = drawing;
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const drawing = this.#drawing;
    if (!drawing) return;
    this.#drawn = this.#view;
    const { width, height } = this.#view;
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#svg.setAttribute('font-family', drawing.family);
    const ink = [...wholeInk(drawing, this.#view), ...countInk(drawing, this.#view), ...nameInk(drawing, this.#view)];
    this.#svg.replaceChildren(...svgOf(ink, this.#view));
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    this.#view = { ...this.#view, width: Math.max(width, 1), height: Math.max(height, 1) };
    this.#svg.setAttribute('width', String(width));
    this.#svg.setAttribute('height', String(height));
    if (this.#drawing) this.light(this.#drawing);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#release();
    this.#svg.remove();
  }
}
