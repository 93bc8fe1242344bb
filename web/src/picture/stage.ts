/** What shows a drawing: WebGL where there is any, else plain SVG. */
import type { Drawing } from './drawing';
import type { View } from './world';
import type { Wide } from './wide';

/** What a person does to the picture. */
export interface Hands {
  /** The pointer is at a pixel of the view; null: it is away. */
  over(at: readonly [number, number] | null): void;
  /** A pixel was clicked or tapped, with so much slack. */
  click(at: readonly [number, number], slack: number): void;
  /** The camera was moved by hand. */
  moved(): void;
  /** The stage cannot go on. */
  lost(): void;
}

export const MOUSE_SLACK = 3;
export const TOUCH_SLACK = 14;
/** Where frames are slow, so many links are not drawn while the picture moves. */
export const MANY_LINKS = 300;

export interface Stage {
  /** Whether each frame costs so much that large pictures should not move by themselves. */
  readonly slow: boolean;
  view(): View;
  look(view: View): void;
  /** Take another wide network; `put` follows. */
  take(wide: Wide): void;
  /** Show a drawing; with `moved`, only positions have changed since the last. */
  put(drawing: Drawing, moved?: boolean): void;
  /** Only what is lit has changed. */
  light(drawing: Drawing): void;
  resize(): void;
  destroy(): void;
}
