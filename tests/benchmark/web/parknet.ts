/** The network drawn by the picture of the page, with the filter in front of it. */
import { mount } from 'svelte';
import type { Alliances, Network, Nodes } from '../../../web/src/network/network';
import { pairs } from '../../../web/src/network/pairs';
import { select } from '../../../web/src/network/select';
import Picture from '../../../web/src/picture/Picture.svelte';
import '../../../web/src/tokens.css';
import { chances, made } from './network';

const LABELS = ['Park', 'Park', 'Park', 'Park', 'Organisation', 'City'];
const KINDS = ['pairing', 'twinning', 'memorandum', 'consortium', 'joint-conference', 'association', 'joint-action'];

const network = wide();
const selection = select(network, { nodes: 'park,organisation,city', layers: KINDS.join() }, {});
mount(Picture, {
  target: document.getElementById('app') as HTMLElement,
  props: { network, selection, pairs: pairs(selection), layout: 'network', show: '', onshow: () => {} },
});

/** By the arrow keys, which move it at once where motion is not wanted: so many pixels a stroke. */
window.pan = (dx, dy) => {
  const key = dx ? (dx > 0 ? 'ArrowLeft' : 'ArrowRight') : dy > 0 ? 'ArrowUp' : 'ArrowDown';
  document.querySelector('.host')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

/** As the server sends it: what the picture and the filter read of it. */
function wide(): Network {
  const { places, ties } = made();
  const chance = chances(2);
  const none = places.map(() => null);
  const empty = places.map(() => []);
  const nodes: Partial<Nodes> = {
    id: places.map((_, n) => `park-${n}`),
    label: places.map((_, n) => LABELS[n % LABELS.length]),
    name_zh: places.map((_, n) => `合成园区 ${n}`),
    name_en: places.map((_, n) => `Synthetic park ${n}`),
    provinces: empty, regions: empty, clusters: empty, programmes: empty, sectors: empty, level: none,
    x: places.map(([x]) => x), y: places.map(([, y]) => y), lon: none, lat: none,
  };
  const alliances: Partial<Alliances> = {
    id: ties.map((_, n) => `alliance-${n}`),
    kind: ties.map(() => KINDS[Math.floor(chance() * KINDS.length)]),
    name_zh: ties.map((_, n) => `合成关系 ${n}`),
    name_en: ties.map((_, n) => `Synthetic tie ${n}`),
    members: ties.map(([source, target]) => [source, target]),
    absent: ties.map(() => []),
    named: ties.map(() => 2),
    under: ties.map(() => []),
    since: ties.map(() => null),
    certain: ties.map(() => chance() < 0.9),
    reason: ties.map(() => null),
  };
  return { nodes, alliances, dates: {} } as unknown as Network;
}
