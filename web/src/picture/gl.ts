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
import { MOUSE_SLACK, TOUCH_SLACK, type Hands, type Stage } from './stage';
import { pairKey, type Wide } from './wide';
import { SIDE, SQUARE, type View } from './world';

type Mark = Partial<NodeDisplayData> & MarkData & { x: number; y: number };
type Edge = Partial<EdgeDisplayData & DashData>;

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;
/** With software rendering, so many links are not drawn while the picture moves. */
const MANY_LINKS = 300;
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
    wide.ends.forEach(([a, b], i) => graph.addUndirectedEdgeWithKey(String(i), String(a), String(b), { hidden: true }));
    // Attributes are changed in place and then refreshed at once: an event for each would cost more than the drawing.
    this.#marks = wide.network.nodes.id.map((_, n) => graph.getNodeAttributes(String(n)) as Mark);
    this.#edges = wide.ends.map((_, i) => graph.getEdgeAttributes(String(i)) as Edge);
    this.#wide = wide;
    this.#drawing = null;
    this.#sigma.setGraph(graph);
  }

  put(drawing: Drawing, moved = false): void {
    this.#drawing = drawing;
    if (!moved) {
      for (const mark of this.#marks) mark.hidden = true;
      this.#colour(drawing);
    }
    for (const n of drawing.scene.nodes) {
      const mark = this.#marks[n];
      mark.x = drawing.at[2 * n];
      mark.y = -drawing.at[2 * n + 1];
      mark.size = drawing.size[n];
      mark.hidden = !(drawing.size[n] > 0) || Number.isNaN(mark.x);
      if (mark.hidden) mark.x = mark.y = 0;
    }
    this.#sigma.setSetting('hideEdgesOnMove', this.slow && linksOf(drawing).length > MANY_LINKS);
    this.#sigma.refresh();
  }

  #colour(drawing: Drawing): void {
    const { colour, scene } = drawing;
    for (const n of scene.nodes) {
      const label = labelOf(drawing, n);
      const { fill, rim } = markColours(label, colour);
      const mark = this.#marks[n];
      mark.color = fill;
      mark.rim = rim;
      mark.shape = Math.max(LABELS.findIndex((one) => one === label), 0);
    }
    for (const edge of this.#edges) edge.hidden = true;
    const stroke = strokes(drawing);
    for (const link of linksOf(drawing)) {
      const number = this.#wide?.pairs.get(pairKey(this.#marks.length, link.source, link.target));
      if (number === undefined) continue;
      const edge = this.#edges[number];
      const { colour: ink, width, dash } = stroke(link);
      const size = dash.length ? width : width + FEATHER;
      Object.assign(edge, { hidden: false, color: ink, size, dash, type: dash.length ? 'dash' : 'line' });
    }
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
