import { own } from '../words/words.svelte';

const zh = {
  title: '合作路径', intro: '两个主体之间，沿着已知合作一步一步怎样相连，每一步有什么依据。',
  from: '从', to: '到', swap: '互换', computing: '合作路径',
  start: '先选两个园区、机构或地区：输入名称、拼音或拼音首字母。', try: '试试看：{from} → {to}', one_more: '再选另一个。', same: '两个是同一个，请换一个。',
  found: '相隔 {n} 步。', paths_one: '最短的路径只有这一条。', paths_n: '同样短的路径共有 {n} 条，这是其中依据最确定的一条。', direct: '两者直接合作。',
  step: '第 {n} 步', possible: '时间不确定', state: '状态：{state}', sources: '来源：', no_sources: '没有注明来源', state_none: '没有状态记载',
  none: '没有路径', outside: '不在当前口径内', outside_hint: '可以换一个主体，或者放宽统计口径：', widen: '改看全部合作（含合作活动）', possibly: '把时间不确定的合作也算上', see: '查看它的记录', not_shown: '：当前口径里没有它。',
  none_hint: '可以放宽统计口径再找：', already_wide: '统计口径已经最宽：在已收录的合作里，两者互不相通；这不等于它们没有联系。',
};
const en: Record<keyof typeof zh, string> = {
  title: 'Path of cooperation', intro: 'How two of the network are joined, step by step along known ties, and what each step rests on.',
  from: 'From', to: 'To', swap: 'Swap', computing: 'the path',
  start: 'Choose two parks, organisations or divisions: by a name, pinyin or its initials.', try: 'Try: {from} → {to}', one_more: 'Choose the other one, too.', same: 'Both are the same: choose another one.',
  found: 'They are {n} step apart.|They are {n} steps apart.', paths_one: 'No other path is as short.', paths_n: '{n} paths are as short; this is the one that is most certain.', direct: 'They work together directly.',
  step: 'Step {n}', possible: 'dates uncertain', state: 'state: {state}', sources: 'sources: ', no_sources: 'no source named', state_none: 'no state on record',
  none: 'There is no path', outside: 'Not in this view', outside_hint: 'Choose another one, or widen the lens:', widen: 'See all ties (joint actions, too)', possibly: 'Count ties of uncertain dates, too', see: 'See its record', not_shown: 'is not shown by the present lens.',
  none_hint: 'Widen the lens and look again:', already_wide: 'The lens is as wide as it can be: along the ties on record neither reaches the other, which does not mean that there is no link.',
};
export const t = own({ zh, en });
