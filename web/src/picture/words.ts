/** Words of the picture. */
import { own } from '../words/words.svelte';

const zh = {
  stage_network: '网络图：{nodes} 个主体，{links} 对合作。方向键移动，加减号缩放，0 显示全部。',
  stage_map: '示意图：{nodes} 个主体，{links} 条连线。方向键移动，加减号缩放，0 显示全部。',
  tools: '缩放', closer: '放大', farther: '缩小', whole: '显示全部',
  schematic: '示意图', taiwan: '台湾省资料暂缺', no_record: '无记录',
  off_map: '境外、所在地不详或只知省份，未标在图上：{n} 个',
  spot: '{name}等 {n} 个', groups_hidden: '三方以上的合作共 {n} 项，选中一项时画出外框',
  light: '此浏览器不用显卡绘制，画面移动时不画连线。',
  plain: '此浏览器没有 WebGL，以简化方式绘制。', map_away: '没有读到地图，服务器恢复后自动显示。', base_away: '没有读到底图，位置仍按投影标出。', reading: '正在绘制……',
  Park: '园区', Organisation: '机构', City: '行政区划', several: '数字：同处多个主体（按多数着色）', mixed: '多种关系',
  possible: '点线：可能（日期未能确定）', group: '外框：三方以上的合作', empty: '无记录的省份',
  source: 'parknet · 数据截止日期 {at} · 数据版本 {digest} · 事实均附来源', lens: '统计口径：{lens}',
  synthetic: '合成数据：仅供试用，不是真实园区',
};
const en: Record<keyof typeof zh, string> = {
  stage_network: 'Network: {nodes} nodes, {links} tied pairs. Arrow keys move, plus and minus zoom, 0 shows all.',
  stage_map: 'Schematic map: {nodes} nodes, {links} lines. Arrow keys move, plus and minus zoom, 0 shows all.',
  tools: 'Zoom', closer: 'Zoom in', farther: 'Zoom out', whole: 'Show all',
  schematic: 'Schematic map', taiwan: 'Taiwan Province: no data', no_record: 'no record',
  off_map: 'Abroad, place unknown or only the province known, not on the map: {n}',
  spot: '{name} and {more} more', groups_hidden: '{n} ties of three and more: choose one to outline it',
  light: 'This browser draws without a graphics card: no lines while the picture moves.',
  plain: 'This browser has no WebGL: drawn in a simpler way.', map_away: 'The map was not read; it is shown when the server is back.', base_away: 'The base map could not be read; places are still where they belong.', reading: 'Drawing …',
  Park: 'park', Organisation: 'organisation', City: 'division', several: 'number: several at one place (coloured as most are)', mixed: 'several types',
  possible: 'dots: possible (dates leave it open)', group: 'outline: a tie of three and more', empty: 'province without a record',
  source: 'parknet · data as of {at} · data version {digest} · facts with their sources', lens: 'Lens: {lens}',
  synthetic: 'Synthetic data: for trials only, not real parks',
};
export const t = own({ zh, en });
