import { own } from '../words/words.svelte';

const zh = {
  title: '两种口径对比', intro: '把当前口径（这里）与另一种口径（那里）并排：谁只在这里、谁只在那里，指标差多少。',
  ready: '与哪种口径比', year_ago: '一年以前（{day}）', 'in-force': '只算有效期内的', begun: '凡已开始的都算', certain: '只算时间确定的', possible: '把时间不确定的也算上',
  all: '全部合作', park_park: '只看园区与园区', layer: '只看一种关系类型……', layer_label: '关系类型',
  text: '或写出整个口径', text_hint: '写法同网址，例如 at=2024-12-31&parties=park-park', compare: '对比', wrong: '看不懂的部分：{parts}。请照网络页网址里的写法。', parts_of: '，',
  here: '这里', there: '那里', there_is: '那里：{filters}', no_filter: '全部合作', open_there: '打开那里', swap: '两边互换', stop: '不再对比',
  choose: '选一种口径来对比。', computing: '两种口径的差别', same: '两边是同一种口径。请另选一种。',
  equal: '两边完全一样：同样的主体，同样的合作。', nodes: '主体', ties: '成对的合作', both: '两边都有', only_here: '只在这里', only_there: '只在那里',
  count: '{n} 个', listed: '只列出前 {n} 个', none: '没有', empty: '两边都没有主体。请换一种口径，或在网络页放宽当前口径。',
  measures: '指标并排', measure: '指标', difference: '差（这里减那里）', flag: '数据不足', flag_note: '注明“数据不足”的数值只供了解，不宜据此比较。', why: '{label}：{reason}',
  communities: '社群划分', agree: '两边都有的主体，分成的社群有多一致：标准化互信息 {nmi}，调整兰德指数 {ari}（1 为完全一致，0 为与随机无异）。', no_agree: '社群划分无法比较：{reason}',
};
const en: Record<keyof typeof zh, string> = {
  title: 'Two lenses compared', intro: 'The present lens (here) beside another one (there): who is in one alone, and by how much the measures differ.',
  ready: 'Compare with', year_ago: 'A year earlier ({day})', 'in-force': 'Only what is in force', begun: 'All that has begun', certain: 'Only certain dates', possible: 'Uncertain dates, too',
  all: 'All ties', park_park: 'Park and park only', layer: 'One tie type only …', layer_label: 'Tie type',
  text: 'Or write the whole lens', text_hint: 'As in an address, such as at=2024-12-31&parties=park-park', compare: 'Compare', wrong: 'Not understood: {parts}. Write it as the address of the network page does.', parts_of: ', ',
  here: 'Here', there: 'There', there_is: 'There: {filters}', no_filter: 'all ties', open_there: 'Open there', swap: 'Swap both', stop: 'Compare no more',
  choose: 'Choose a lens to compare with.', computing: 'the differences', same: 'Both are the same lens. Choose another one.',
  equal: 'Both are alike: the same nodes, the same ties.', nodes: 'Nodes', ties: 'Tied pairs', both: 'In both', only_here: 'Here alone', only_there: 'There alone',
  count: '{n}', listed: 'The first {n} are listed', none: 'none', empty: 'There is no node on either side. Choose another lens, or widen the present one on the network page.',
  measures: 'Measures side by side', measure: 'Measure', difference: 'Difference (here less there)', flag: 'too little data', flag_note: 'Values with too little data are for information: do not compare by them.', why: '{label}: {reason}',
  communities: 'Communities', agree: 'How far the communities of the nodes in both agree: normalised mutual information {nmi}, adjusted Rand index {ari} (1 is the same, 0 no better than chance).', no_agree: 'The communities cannot be compared: {reason}',
};
export const t = own({ zh, en });
