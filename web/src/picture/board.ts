/** The picture that is shown: what is drawn, where the camera looks, and what moves them. */
import type { Basemap } from './basemap';
import { GROUPS_IN_NETWORK, litBy, markAt, placed, points, type Drawing, type Lit, type Names } from './drawing';
import { hull, within } from './hulls';
import { palette } from './look';
import { packed } from './packing';
import type { OnMap, Scene } from './scene';
import type { Hands, Stage } from './stage';
import { GRID, between, boxOf, fitted, inside, moved, seenBox, toScreen, zoomed, type Point, type View } from './world';

export type Layout = 'network' | 'map';

/** What a click chooses. */
export interface Chooser {
  node(n: number): void;
  /** Several nodes at one point of the map. */
  spot(nodes: readonly number[]): void;
  alliance(n: number): void;
  nothing(): void;
}

/** What is chosen: a node or an alliance by its position, or nothing. */
export type Chosen = { readonly node: number } | { readonly alliance: number } | null;

type Places = Pick<Drawing, 'at' | 'size'>;
/** Where nodes go, and how far the map shows there. */
type Goal = Places & Pick<Drawing, 'mix'>;

const CAMERA_MS = 320;
/** More nodes than this do not move by themselves where each frame is slow. */
const MANY_NODES = 1000;
const ROOM: Point = [90, 56];
const ROOM_ON_MAP: Point = [10, 10];
/** Pixels between typical neighbours that a few nodes are not enlarged beyond. */
const CLOSEST = 150;

export class Board implements Hands {
  #drawing: Drawing | null = null;
  #layout: Layout = 'network';
  #chosen: Chosen = null;
  #over = -1;
  /** Whether nobody has moved the camera, so that it follows the selection. */
  #untouched = true;
  /** Whether a flight moves the camera, too: until a hand takes it. */
  #guided = true;
  #frame = 0;
  /** Where nodes are going. */
  #goal: Goal | null = null;
  readonly stage: Stage;

  constructor(
    private readonly host: HTMLElement,
    make: (hands: Hands) => Stage,
    private readonly chooser: Chooser,
    private readonly names: Names,
    readonly lost: () => void,
  ) {
    this.stage = make(this);
  }

  get drawing(): Drawing | null {
    return this.#drawing;
  }

  /** Show a scene in a layout: nodes move there. The camera follows unless it was moved by hand. */
  show(scene: Scene, onMap: OnMap | null, base: Basemap | null, layout: Layout): void {
    this.#stop();
    const before = this.#drawing?.scene.wide === scene.wide ? this.#drawing : null;
    if (!before) this.stage.take(scene.wide);
    const turned = this.#layout !== layout;
    this.#layout = layout;
    if (turned) this.#untouched = true;
    const { width, height } = this.stage.view();
    const places = packed(scene, width / height);
    const to = placed({ scene, onMap, places }, layout === 'map');
    const mix = Number(layout === 'map');
    const start = before ? started(before, scene, to) : to;
    const moves = before !== null && (mix !== before.mix || !same(start.at, to.at, scene.nodes));
    this.#drawing = {
      scene, onMap, base, places, ...(moves ? start : to), mix: before?.mix ?? mix, names: this.names, lit: null,
      colour: this.#drawing?.colour ?? palette(),
      family: this.#drawing?.family ?? getComputedStyle(document.body).fontFamily,
    };
    if (!moves) this.#put();
    if (!this.#anyInView(to.at)) this.#untouched = true;
    const view = this.#untouched ? this.#whole() : this.stage.view();
    const slow = this.stage.slow && scene.nodes.length > MANY_NODES;
    if (moves) this.#fly(view, slow ? 0 : movingMs(), { ...to, mix });
    else this.#go(view, before ? CAMERA_MS : 0);
  }

  /** Choose what is lit, and bring it into view if it is not. */
  choose(chosen: Chosen): void {
    this.#chosen = chosen;
    this.#light();
    const lit = this.#drawing?.lit;
    if (!this.#drawing || !lit || !chosen) return;
    const box = boxOf(this.#target().at, [...lit.nodes].filter((n) => this.#target().size[n] > 0));
    const view = this.stage.view();
    if (!box || inside(view, box)) return;
    this.#untouched = false;
    this.#go(fitted(view, box, ROOM, Math.max(view.k, this.#closest())), CAMERA_MS);
  }

  /** Colours have changed. */
  recolour(): void {
    if (!this.#drawing) return;
    this.#drawing = { ...this.#drawing, colour: palette() };
    this.#put();
  }

  /** Names have changed. */
  rename(): void {
    if (this.#drawing) this.stage.light(this.#drawing);
  }

  resize(): void {
    this.stage.resize();
    if (!this.#drawing || !this.#untouched) return;
    const { scene, onMap, base, places } = this.#drawing;
    // Few nodes are laid out for the shape of the view; others only come into it.
    if (places !== scene.wide.places) this.show(scene, onMap, base, this.#layout);
    else this.#go(this.#whole(), 0);
  }

  zoom(factor: number): void {
    this.#untouched = false;
    this.#go(zoomed(this.stage.view(), factor), CAMERA_MS / 2);
  }

  pan(dx: number, dy: number): void {
    this.#untouched = false;
    this.#go(moved(this.stage.view(), dx, dy), CAMERA_MS / 2);
  }

  /** Show all. */
  whole(): void {
    this.#go(this.#whole(), CAMERA_MS);
    this.#untouched = true;
  }

  destroy(): void {
    this.#stop();
    this.stage.destroy();
  }

  over(at: Point | null): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const n = at && !this.#frame ? markAt(drawing, this.stage.view(), at[0], at[1], 2) : -1;
    if (n === this.#over) return;
    this.#over = n;
    this.host.style.cursor = n < 0 ? '' : 'pointer';
    this.#light();
  }

  click(at: Point, slack: number): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const n = markAt(drawing, this.stage.view(), at[0], at[1], slack);
    const there = drawing.mix === 1 ? drawing.onMap?.spotOf.get(n)?.nodes : undefined;
    if (n < 0) this.#clickGround(drawing, at);
    else if (there && there.length > 1) this.chooser.spot(there);
    else this.chooser.node(n);
  }

  /** A click between the marks chooses the smallest group around it, in the network layout. */
  #clickGround(drawing: Drawing, at: Point): void {
    const view = this.stage.view();
    const groups = drawing.mix ? [] : drawing.scene.groups;
    const found = groups.filter(({ members }) => within(hull(points(drawing, members).map(([x, y]) => toScreen(view, x, y))), 12, at)).pop();
    if (found && groups.length <= GROUPS_IN_NETWORK) this.chooser.alliance(found.alliance);
    else this.chooser.nothing();
  }

  moved(): void {
    this.#untouched = false;
    this.#guided = false;
  }

  #put(justMoved = false): void {
    if (!this.#drawing) return;
    this.#drawing = { ...this.#drawing, lit: this.#lit() };
    this.stage.put(this.#drawing, justMoved);
  }

  #light(): void {
    if (!this.#drawing) return;
    this.#drawing = { ...this.#drawing, lit: this.#lit() };
    this.stage.light(this.#drawing);
  }

  #lit(): Lit | null {
    const drawing = this.#drawing;
    if (!drawing) return null;
    if (this.#over >= 0) return litBy(drawing, [this.#over]);
    const chosen = this.#chosen;
    if (!chosen) return null;
    if ('node' in chosen) return litBy(drawing, [chosen.node]);
    const links = drawing.scene.links.filter((link) => link.alliances.includes(chosen.alliance));
    return litBy(drawing, [...new Set(links.flatMap((link) => [link.source, link.target]))], chosen.alliance);
  }

  /** Where nodes are, or are going. */
  #target(): Places {
    return this.#goal ?? (this.#drawing as Drawing);
  }

  #whole(): View {
    const view = this.stage.view();
    if (this.#layout === 'map') return fitted(view, GRID, ROOM_ON_MAP);
    const box = this.#drawing && boxOf(this.#drawing.places, this.#drawing.scene.nodes);
    return box ? fitted(view, box, ROOM, this.#closest()) : fitted(view, GRID, ROOM);
  }

  #closest(): number {
    return CLOSEST / (this.#drawing?.scene.wide.gap ?? CLOSEST);
  }

  #anyInView(at: Float64Array): boolean {
    const [left, top, right, bottom] = seenBox(this.stage.view());
    const inView = (x: number, y: number) => x >= left && x <= right && y >= top && y <= bottom;
    return this.#drawing?.scene.nodes.some((n) => inView(at[2 * n], at[2 * n + 1])) ?? false;
  }

  /** Move the camera. */
  #go(to: View, ms: number): void {
    const { x, y, k } = this.stage.view();
    if (Math.abs(x - to.x) * k < 0.5 && Math.abs(y - to.y) * k < 0.5 && Math.abs(k / to.k - 1) < 1e-3) return;
    this.#fly(to, movingMs() && (this.#goal ? movingMs() : ms));
  }

  /** Move the camera and, to a goal, the nodes; those on their way go on. */
  #fly(to: View, ms: number, goal = this.#goal): void {
    this.#stop();
    this.#guided = true;
    this.#goal = goal;
    this.host.dataset.moving = '';
    const from = this.stage.view();
    const before = this.#drawing && { at: this.#drawing.at.slice(), size: this.#drawing.size.slice(), mix: this.#drawing.mix };
    const start = performance.now();
    let drawn = false;
    const step = (now: number) => {
      const part = ms ? Math.min(Math.max((now - start) / ms, 0), 1) : 1;
      const eased = part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
      if (this.#guided) this.stage.look(between(from, to, eased));
      if (goal && before && this.#drawing) {
        this.#drawing = { ...this.#drawing, ...(part < 1 ? midway(before, goal, eased, this.#drawing) : goal) };
        this.#put(drawn && part < 1);
        drawn = true;
      }
      if (part < 1) this.#frame = requestAnimationFrame(step);
      else this.#stop();
    };
    if (ms) this.#frame = requestAnimationFrame(step);
    else step(start);
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#goal = null;
    delete this.host.dataset.moving;
  }
}

/** Where nodes of a new scene begin to move: where they were, if they were there. */
function started(before: Drawing, scene: Scene, to: Places): Places {
  const [at, size] = [to.at.slice(), to.size.slice()];
  for (const n of scene.nodes) {
    if (!before.scene.shown.has(n)) continue;
    at[2 * n] = before.at[2 * n];
    at[2 * n + 1] = before.at[2 * n + 1];
    size[n] = before.size[n];
  }
  return { at, size };
}

function same(a: Float64Array, b: Float64Array, nodes: readonly number[]): boolean {
  return nodes.every((n) => a[2 * n] === b[2 * n] && a[2 * n + 1] === b[2 * n + 1]);
}

/** Part of the way, into the arrays of the drawing. */
function midway(from: Goal, to: Goal, part: number, { at, size }: Places): Goal {
  for (let i = 0; i < at.length; i += 1) at[i] = from.at[i] + (to.at[i] - from.at[i]) * part;
  for (let n = 0; n < size.length; n += 1) size[n] = from.size[n] + (to.size[n] - from.size[n]) * part;
  return { at, size, mix: from.mix + (to.mix - from.mix) * part };
}

/** How long things move, by the token: 0 where motion is not wanted. */
function movingMs(): number {
  const text = getComputedStyle(document.documentElement).getPropertyValue('--moving').trim();
  return text.endsWith('ms') ? parseFloat(text) : parseFloat(text) * 1000 || 0;
}
