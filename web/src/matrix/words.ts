import { own } from '../words/words.svelte';

const zh = {
  title: '地区矩阵', intro: '园区之间的已知合作落在哪些地区之间，与随机相比是多是少，哪里可以说是空白、哪里只是不详。',
  by: '按什么分', by_region: '大区', by_province: '省级行政区', computing: '地区矩阵',
  table: '各地区之间的已知合作（对）', cell_known: '期望 {expected}', gap: '空白', 'not-known': '不详', none: '—',
  eligible_n: '{n} 个', eligible: '地区名称后的数字：可参加的园区',
  key: '图例', key_known: '数字：已知合作的对数；“期望”是所在地随机交换时的平均数', key_gap: '空白：没有合作，收录情况和口径允许这样说', key_unknown: '不详：没有已知合作，但收录不全或口径没有全部显示，不能说是空白', key_none: '—：没有可以组成一对的园区',
  unknown: '可参加者中有 {nodes} 个所在地不详，涉及 {ties} 对合作，不在任何一格里。',
  choose: '点一个格子，看那里有哪些合作，并把统计口径收窄到那里。', cell_of: '{row} – {column}', within: '{row}内部',
  say_known: '已知合作 {ties} 对（可组成 {pairs} 对）。', say_expected: '随机时平均 {expected} 对，实际是它的 {ratio} 倍。', say_p: 'p = {p}。',
  say_gap: '没有合作；收录情况和口径允许说这是空白（可组成 {pairs} 对，随机时平均 {expected} 对）。',
  say_unknown: '没有已知合作，但收录不全或口径没有全部显示，不能说是空白（可组成 {pairs} 对）。', say_none: '这里没有可以组成一对的园区。',
  narrow_one: '在网络页只看{row}内部', narrow_two: '在网络页看{row}和{column}（含各自内部的合作）', narrow_no: '统计口径没有“{row}”这一项，无法收窄到这里。',
  ties: '这两地之间的合作关系（含园区以外的主体）', ties_none: '当前口径里没有连接这两地的合作关系。', close: '取消选择',
  empty: '此口径下没有可以分到地区的园区。', widen: '改看全部合作',
};
const en: Record<keyof typeof zh, string> = {
  title: 'Matrix of regions', intro: 'Between which places the known ties of parks lie, whether that is more or less than chance, and where an empty cell is a gap or merely not known.',
  by: 'By', by_region: 'Macro-regions', by_province: 'Provinces', computing: 'the matrix',
  table: 'Known tied pairs between places', cell_known: 'expected {expected}', gap: 'gap', 'not-known': 'not known', none: '—',
  eligible_n: '{n}', eligible: 'The number after the name of a place: the eligible there',
  key: 'Legend', key_known: 'A number: known tied pairs; expected is what places dealt out at random give on average', key_gap: 'Gap: no tie, and coverage and lens allow to say so', key_unknown: 'Not known: no known tie, but too little is on record, or shown in this lens, to call it a gap', key_none: '—: no two parks that could be a pair',
  unknown: 'The place of {nodes} of the eligible is unknown; their tied pairs ({ties}) are in no cell.',
  choose: 'Choose a cell to see its ties, and to narrow the lens to it.', cell_of: '{row} – {column}', within: 'Within {row}',
  say_known: '{ties} known tied pair, of {pairs} possible.|{ties} known tied pairs, of {pairs} possible.', say_expected: 'Chance gives {expected} on average; this is {ratio} times that.', say_p: 'p = {p}.',
  say_gap: 'No tie, and coverage and lens allow to call it a gap ({pairs} possible pairs, {expected} ties by chance).',
  say_unknown: 'No known tie, but too little is on record, or shown in this lens, to call it a gap ({pairs} possible pairs).', say_none: 'No two parks here could be a pair.',
  narrow_one: 'See {row} alone on the network page', narrow_two: 'See {row} and {column} on the network page (with the ties within each)', narrow_no: 'The lens has no word for {row}: it cannot be narrowed to this.',
  ties: 'Ties between the two (others than parks, too)', ties_none: 'No tie in this lens joins the two.', close: 'Choose none',
  empty: 'In this lens there is no park that has a place.', widen: 'See all ties',
};
export const t = own({ zh, en });
