/** The network drawn by ECharts: a graph series at given places. */
import * as echarts from 'echarts';
import { made } from './network';

const { places, ties } = made();
const chart = echarts.init(document.getElementById('app') as HTMLElement);
chart.setOption({
  series: {
    id: 'network', type: 'graph', layout: 'none', roam: true, symbolSize: 4,
    data: places.map(([x, y], n) => ({ name: String(n), x, y })),
    links: ties.map(([source, target]) => ({ source, target })),
  },
});
window.pan = (dx, dy) => chart.dispatchAction({ type: 'graphRoam', seriesId: 'network', dx, dy });
