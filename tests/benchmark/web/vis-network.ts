/** The network drawn by vis-network, without physics. */
import { DataSet, Network } from 'vis-network/standalone';
import { made } from './network';

const { places, ties } = made();
const network = new Network(
  document.getElementById('app') as HTMLElement,
  {
    nodes: new DataSet(places.map(([x, y], id) => ({ id, x, y }))),
    edges: new DataSet(ties.map(([from, to], id) => ({ id, from, to }))),
  },
  { physics: false, layout: { improvedLayout: false }, nodes: { shape: 'dot', size: 2 }, edges: { smooth: false } },
);
network.fit({ animation: false });
window.pan = (dx, dy) => {
  const [{ x, y }, scale] = [network.getViewPosition(), network.getScale()];
  network.moveTo({ position: { x: x - dx / scale, y: y - dy / scale }, animation: false });
};
