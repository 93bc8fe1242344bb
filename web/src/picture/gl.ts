/** The picture in WebGL by sigma; base map and groups on a canvas under it, names and what is lit on one over it. */
import Graph from 'graphology';
import Sigma from 'sigma';
import { EdgeRectangleProgram } from 'sigma/rendering';
import type { Settings } from 'sigma/settings';
import type { EdgeDisplayData, MouseCoords, NodeDisplayData } from 'sigma/types';
import { countInk, groundInk, litInk, strokes } from './draw';
import { labelOf, linksOf, scaleAt, type Drawing } from './drawing';
import { DashProgram, type DashData } from './dashes';
import { paint } from './ink';
import { LABELS, markColours } from './look';
import { nameInk } from './names';
import { MarkProgram, type MarkData } from './program';
import { MANY_LINKS, MOUSE_SLACK, TOUCH_SLACK, type Hands, type Stage } from './stage';
import { pairKey, type Wide } from './wide';
import { SIDE, SQUARE, type View } from './world';

type Mark = Partial<NodeDisplayData> & MarkData & { x: number; y: number };
type Edge = Partial<EdgeDisplayData & DashData>;

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;
/** Pixels that a link has at least: thinner ones vanish between the dots of the screen. */
const THINNEST = 1.3;
/** What sigma's own lines lose of their width to their soft edges. */
const FEATHER = 0.7;
const STILL = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };

export class GlStage implements Stage {
  readonly slow: boolean;
  #sigma: Sigma;
  #marks: Mark[] = [];
  #edges: Edge[] = [];
  #wide: Wide | null = null;
  #drawing: Drawing | null = null;
  #looked = '';
  /** Until it is destroyed, which loses its contexts, too. */
  #alive = true;

  /** Raises when there is no WebGL. */
  constructor(host: HTMLElement, private readonly hands: Hands) {
    this.#sigma = new Sigma(new Graph(), host, this.#settings());
    this.#sigma.setCustomBBox({ x: [SQUARE[0], SQUARE[2]], y: [-SQUARE[3], -SQUARE[1]] });
    // The typings lack where a layer goes.
    this.#sigma.createCanvasContext('ground', { beforeLayer: 'edges' } as object);
    this.#sigma.createCanvasContext('top', { beforeLayer: 'mouse' } as object);
    this.#sigma.resize(true);
    this.slow = SOFTWARE.test(rendererOf(this.#canvas('nodes')));
    this.#sigma.on('afterRender', () => this.#drawn());
    this.#listen();
  }

  #settings(): Partial<Settings> {
    return {
      allowInvalidContainer: true,
      defaultDrawNodeHover: () => {},
      defaultEdgeType: 'line',
      defaultNodeType: 'mark',
      edgeProgramClasses: { line: EdgeRectangleProgram, dash: DashProgram },
      enableCameraRotation: false,
      maxCameraRatio: 4,
      minCameraRatio: 0.002,
      minEdgeThickness: THINNEST,
      nodeProgramClasses: { mark: MarkProgram },
      renderLabels: false,
      stagePadding: 0,
      zoomToSizeRatioFunction: (ratio) => (this.#drawing ? 1 / scaleAt(this.#drawing, this.#perUnit() / ratio) : 1),
    };
  }

  #canvas(name: string): HTMLCanvasElement {
    return this.#sigma.getCanvases()[name];
  }

  #listen(): void {
    const { hands } = this;
    const click = ({ event: { x, y, original } }: { event: MouseCoords }) =>
      hands.click([x, y], 'touches' in original ? TOUCH_SLACK : MOUSE_SLACK);
    this.#sigma.on('clickNode', click);
    this.#sigma.on('clickStage', click);
    this.#sigma.getMouseCaptor().on('mousemove', ({ x, y, original }) => 'buttons' in original && !original.buttons && hands.over([x, y]));
    this.#sigma.on('leaveStage', () => hands.over(null));
    this.#canvas('nodes').addEventListener('webglcontextlost', () => this.#alive && hands.lost());
  }

  /** Pixels per unit of the world when the camera's ratio is 1. */
  #perUnit(): number {
    const { width, height } = this.#sigma.getDimensions();
    return Math.min(width, height) / SIDE;
  }

  view(): View {
    const { x, y, ratio } = this.#sigma.getCamera().getState();
    const middle = { x: (SQUARE[0] + SQUARE[2]) / 2, y: (SQUARE[1] + SQUARE[3]) / 2 };
    return {
      x: middle.x + (x - STILL.x) * SIDE, y: middle.y - (y - STILL.y) * SIDE, k: this.#perUnit() / ratio,
      ...this.#sigma.getDimensions(),
    };
  }

  look({ x, y, k }: View): void {
    const camera = this.#sigma.getCamera();
    const middle = { x: (SQUARE[0] + SQUARE[2]) / 2, y: (SQUARE[1] + SQUARE[3]) / 2 };
    camera.setState({
      x: STILL.x + (x - middle.x) / SIDE, y: STILL.y - (y - middle.y) / SIDE, ratio: this.#perUnit() / k, angle: 0,
    });
    this.#looked = JSON.stringify(camera.getState());
  }

  take(wide: Wide): void {
    const graph = new Graph({ type: 'undirected' });
    for (const n of wide.order) graph.addNode(String(n), { x: 0, y: 0, size: 0, color: '#808080', rim: '#808080', shape: 0, hidden: true });
    wide.ends.forEach(([a, b], i) => graph.addUndirectedEdgeWithKey(String(i), String(a), String(b), { hidden: true, type: 'line' }));
    // Attributes are changed in place and then refreshed at once: an event for each would cost more than the drawing.
    this.#marks = wide.network.nodes.id.map((_, n) => graph.getNodeAttributes(String(n)) as Mark);
    this.#edges = wide.ends.map((_, i) => graph.getEdgeAttributes(String(i)) as Edge);
    this.#wide = wide;
    this.#drawing = null;
    this.#sigma.setGraph(graph);
  }

  put(drawing: Drawing, moved = false): void {
    const fresh = !this.#drawing;
    this.#drawing = drawing;
    const marks = this.#changedMarks(drawing);
    const { edges, retyped } = moved ? { edges: [], retyped: false } : this.#changedEdges(drawing);
    const hides = this.slow && linksOf(drawing).length > MANY_LINKS;
    // Setting it refreshes everything.
    if (this.#sigma.getSetting('hideEdgesOnMove') !== hides) this.#sigma.setSetting('hideEdgesOnMove', hides);
    // Drawn with the next frame, once, whatever else changes until then; links go along with marks that moved.
    if (fresh || retyped || marks.moved) this.#sigma.scheduleRefresh();
    else this.#refresh(marks.changed, edges);
  }

  #refresh(nodes: string[], edges: string[]): void {
    try {
      this.#sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: true, schedule: true });
    } catch {
      // Sigma refuses while a refresh of everything is still to come.
      this.#sigma.scheduleRefresh();
    }
  }

  #changedMarks(drawing: Drawing): { changed: string[]; moved: boolean } {
    const { scene, at, size, colour } = drawing;
    const changed: string[] = [];
    let moved = false;
    this.#marks.forEach((mark, n) => {
      if (!scene.shown.has(n) || !(size[n] > 0)) {
        if (!mark.hidden) changed.push(String(n));
        mark.hidden = true;
        return;
      }
      const label = labelOf(drawing, n);
      const { fill, rim } = markColours(label, colour);
      const [x, y, shape] = [at[2 * n], -at[2 * n + 1], LABELS.findIndex((one) => one === label)];
      moved ||= mark.x !== x || mark.y !== y;
      if (!mark.hidden && mark.size === size[n] && mark.color === fill && mark.rim === rim && mark.shape === shape) {
        [mark.x, mark.y] = [x, y];
        return;
      }
      Object.assign(mark, { hidden: false, x, y, size: size[n], color: fill, rim, shape });
      changed.push(String(n));
    });
    return { changed, moved };
  }

  #changedEdges(drawing: Drawing): { edges: string[]; retyped: boolean } {
    const shown = new Set<number>();
    const edges: string[] = [];
    let retyped = false;
    const stroke = strokes(drawing);
    for (const link of linksOf(drawing)) {
      const number = this.#wide?.pairs.get(pairKey(this.#marks.length, link.source, link.target));
      if (number === undefined) continue;
      shown.add(number);
      const edge = this.#edges[number];
      const { colour, width, dash } = stroke(link);
      const size = dash.length ? width : width + FEATHER;
      if (!edge.hidden && edge.color === colour && edge.size === size && edge.dash === dash) continue;
      const type = dash.length ? 'dash' : 'line';
      retyped ||= edge.type !== type;
      Object.assign(edge, { hidden: false, color: colour, size, dash, type });
      edges.push(String(number));
    }
    this.#edges.forEach((edge, number) => {
      if (edge.hidden || shown.has(number)) return;
      edge.hidden = true;
      edges.push(String(number));
    });
    return { edges, retyped };
  }

  light(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#drawn();
  }

  /** Ground and top follow the camera. */
  #drawn(): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    if (this.#looked && this.#looked !== JSON.stringify(this.#sigma.getCamera().getState())) {
      this.#looked = '';
      this.hands.moved();
    }
    const view = this.view();
    this.#paint('ground', groundInk(drawing, view), view, drawing);
    this.#paint('top', [...countInk(drawing, view), ...litInk(drawing, view), ...(drawing.lit ? countInk(drawing, view) : []), ...nameInk(drawing, view)], view, drawing);
  }

  #paint(layer: string, ink: Parameters<typeof paint>[1], view: View, drawing: Drawing): void {
    const canvas = this.#canvas(layer);
    const context = canvas.getContext('2d');
    if (context) paint(context, ink, view, canvas.width / view.width, drawing.family);
  }

  resize(): void {
    this.#sigma.resize();
    this.#sigma.scheduleRender();
  }

  destroy(): void {
    this.#alive = false;
    this.#sigma.kill();
  }
}

/** What renders, as the browser names it; '' when it does not say. */
function rendererOf(canvas: HTMLCanvasElement): string {
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
}
