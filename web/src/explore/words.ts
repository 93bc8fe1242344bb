/** Words of the Explore page, its header and its search. */
import { own } from '../words/words.svelte';

const zh = {
  explore: '合作网络', panel: '概览与详情', reading: '正在读取……', none: '无', colon: '：', comma: '、', close: '关闭', again: '重试',
  away: '服务器没有应答，还没有读到网络。恢复后自动读取。',

  view: '视图', view_network: '网络图', view_map: '示意图', view_table: '表格',
  start_from: '从这里看起', carrying_plan: '携行计划', all_ties: '全部合作',
  shown: '{nodes} / {of_nodes} 个主体 · {ties} / {of_ties} 项合作', short: '显示 {nodes} 个主体，{ties} 项合作',
  copy_link: '复制链接', copied: '已复制（含日期）', copy_by_hand: '请手动复制：',

  filters: '筛选', filters_on: '已用的筛选', filters_none: '未筛选', clear: '全部清除', remove: '去掉筛选', all_of: '不限',
  counts_ties: '数字为合作数', counts_nodes: '数字为主体数',
  at: '时间', sure: '确定性', layers: '关系类型', parties: '合作主体', reach: '合作范围', nodes: '主体类别', projection: '多方折算',
  weight: '权重', programme: '计划或名录', level: '级别', province: '省级行政区', region: '大区', sector: '行业（2018 分类）',
  cluster: '城市群', min: '合作者数',
  min_0: '不限', min_n: '至少 {n} 个',
  sure_switch: '也画出可能的合作', sure_means: '确定：无论真实日期为何都成立。可能：日期允许时也画出，用细虚线。',
  state_switch: '只看有效期内的', state_means: '已开始：到所选日期为止曾经开始。有效期内：所选日期尚未终止，终止日期不详的不算确定。',
  titles_n: '{n} 个园区', no_record: '无记录', no_tie: '暂无已知合作',

  when: '时间', at_means_begun: '显示到该日为止已经开始的合作。', at_means_in_force: '显示在所选日期或时段内有效的合作。',
  at_from: '自', at_to: '截至', today: '今天', any_time: '不限时间',
  dated_n: '{n} 项有日期，按开始先后：', dated_none: '所选范围内没有注明日期的合作。',
  year_unknown: '年份不详', year_unknown_left: '来源没有写明年份，未画入图中。', year_unknown_drawn: '来源没有写明年份，作为可能的合作画出。',
  year_unknown_none: '没有。', date_unknown: '日期不详',
  bar: '{years}：{n} 项，其中年份确定 {sure} 项', bars: '{from} 至 {to} 年每年开始的合作，最多一年 {n} 项',
  bar_sure: '年份确定', bar_open: '年份有多种可能', from_year: '起始年份', to_year: '截止年份',
  years_begun: '到 {to} 年', years_to_be: '到 {to} 年底 {n} 项', years_in_force: '{from}–{to} 年',

  search: '搜索名称、别名、拼音首字母', found: '搜索结果', found_n: '找到 {n} 条', found_none: '没有找到。可换用别名、拼音首字母或英文。',
  found_more: '还有 {n} 条，按回车键列出', found_too_many: '还有 {n} 条，请写得更具体',

  coverage: '收录情况：', coverage_title: '收录情况', not_named: '；{of} 组中 {n} 组来源未列出',
  summary: '概览',
  says: '图中有 {nodes} 个主体（{parks} 个园区、{bodies} 个机构、{divisions} 个行政区划），{ties} 项合作，连成 {pairs} 对。',
  says_groups: '其中 {n} 项有三方以上。', says_strongest: '联系最多的一对是{a}与{b}，共 {n} 项。',
  nothing: '没有符合筛选条件的合作。', nothing_in_force: '多数合作的终止日期不详，不能确定仍然有效。', nothing_do: '看全部合作', empty: '没有符合筛选条件的主体。', empty_do: '去掉最后一项筛选',
  most: '合作者最多', lone: '图中没有已知合作的主体', lone_parks: '园区', lone_others: '机构和行政区划', hide_lone: '只看有合作的主体',
  left_out: '有记录但未画出的合作', next: '接下来', next_choose: '点选图中的标记，或用搜索（按 / 键）查看一个园区；Esc 取消选择。',
  next_table: '用表格查看同样的内容', next_measures: '看这些合作的网络指标',
  regions: '各大区', parks: '园区', parks_tied: '有合作', ties: '合作', parks_n: '{n} 个园区',
  provinces_silent: '无记录的省份（{n}）', provinces_silent_none: '各省都有记录。',
  provinces_silent_means: '当前统计口径下没有这些省份的园区、机构或合作；数字为数据中已有的园区。空白不表示没有合作。',
  provinces_untied: '暂无已知合作的省份（{n}）', provinces_untied_none: '有记录的省份都有已知合作。',
  provinces_untied_means: '有园区或机构的记录，但在当前统计口径下没有已知合作。这是资料的缺口，不表示没有合作。',
  more_n: '还有 {n} 条未列出', partners_n: '{n} 个合作者',

  chosen: '所选', at_point: '同一点位的 {n} 个主体', not_there: '网络中没有这条记录', not_there_do: '它可能已改名或删除，也可能不是园区、机构、行政区划或合作。可关闭后搜索。',
  outside: '不在当前筛选范围内。', show_in_all: '在全部合作中显示', undrawn: '未画出：{reason}', hidden_by_filter: '被当前筛选隐去',
  kind: '类别', place: '所在地', place_unknown: '所在地不详', point: '图上位置', point_none: '没有点位', aliases: '别名', open_page: '打开完整页面',
  ties_in_view: '图中的合作（{n}）', ties_other: '其他已记录的合作（{n}）', ties_hidden_all: '已记录的合作都不在当前范围内，见下。',
  ties_none: '暂无已知合作。这是资料的缺口，不表示没有合作。', state: '状态', state_none: '状态无记录', begun: '开始', certain: '确定', possible: '可能',
  members_n: '各方（{n}）', members_more: '另有 {n} 方未列出。', members_none: '来源未写明各方。', steps: '已记录的步骤',
  details_wrong: '没有读到详情：{detail}', no_answer: '服务器没有应答。',

  unknown: '不详',
  table_of: '表格内容', table_nodes: '主体 {n}', table_ties: '合作 {n}', table_how: '点列标题排序；方向键移动，回车键查看。',
  name: '名称', sectors: '行业', partners: '合作者', members: '各方', certainty: '确定性',
  legend: '图例', legend_filters: '点选以筛选关系类型', legend_possible: '可能（日期未能确定）', legend_group: '三方以上的合作', legend_many: '同处多个主体', legend_mixed: '多种关系', legend_empty: '无记录的省份',
};

const en: Record<keyof typeof zh, string> = {
  explore: 'Cooperation network', panel: 'Summary and details', reading: 'Loading …', none: 'none', colon: ': ', comma: ', ', close: 'Close', again: 'Try again',
  away: 'The server does not answer, and no network was read yet. It is read when the server is back.',

  view: 'View', view_network: 'Network', view_map: 'Map', view_table: 'Table',
  start_from: 'Start from', carrying_plan: 'Carrying Plan', all_ties: 'All ties',
  shown: '{nodes} of {of_nodes} nodes · {ties} of {of_ties} ties', short: '{nodes} nodes and {ties} ties shown',
  copy_link: 'Copy link', copied: 'Copied, with the date', copy_by_hand: 'Copy by hand:',

  filters: 'Filters', filters_on: 'Filters in force', filters_none: 'No filter', clear: 'Clear all', remove: 'Remove filter', all_of: 'Any',
  counts_ties: 'Numbers of ties', counts_nodes: 'Numbers of nodes',
  at: 'Time', sure: 'Certainty', layers: 'Tie type', parties: 'Parties', reach: 'Reach', nodes: 'Kind of node', projection: 'Groups',
  weight: 'Weight', programme: 'Programme or list', level: 'Level', province: 'Province', region: 'Macro-region', sector: 'Sector (2018)',
  cluster: 'City cluster', min: 'Partners',
  min_0: 'any number', min_n: 'at least {n}',
  sure_switch: 'Possible ties too', sure_means: 'Certain: it holds whatever the true dates are. Possible: drawn where the dates allow it, with thin dots.',
  state_switch: 'Only what is in force', state_means: 'Begun: it had begun by the day chosen. In force: and had not ended; what has no known end is not certain.',
  titles_n: '{n} park|{n} parks', no_record: 'no record', no_tie: 'no known tie',

  when: 'Time', at_means_begun: 'Shows ties that had begun by this day.', at_means_in_force: 'Shows ties in force on the day or in the span chosen.',
  at_from: 'From', at_to: 'By', today: 'Today', any_time: 'Any time',
  dated_n: '{n} dated tie, first to begin first:|{n} dated ties, first to begin first:', dated_none: 'No tie within the lens has a date.',
  year_unknown: 'Year unknown', year_unknown_left: 'The sources give no year; not drawn.', year_unknown_drawn: 'The sources give no year; drawn as possible.',
  year_unknown_none: 'None.', date_unknown: 'date unknown',
  bar: '{years}: {n}, of which {sure} surely in that year', bars: 'Ties begun in each year from {from} to {to}, {n} at most',
  bar_sure: 'year certain', bar_open: 'one of several years', from_year: 'First year', to_year: 'Last year',
  years_begun: 'up to {to}', years_to_be: '{n} by the end of {to}', years_in_force: '{from}–{to}',

  search: 'Search names, aliases, pinyin', found: 'Found', found_n: '{n} found', found_none: 'Nothing found. Try an alias, pinyin initials, or Chinese.',
  found_more: '{n} more: press Enter to list them', found_too_many: '{n} more: write more of the name',

  coverage: 'Known of expected: ', coverage_title: 'Known of expected', not_named: '; {n} of {of} groups are not named by the sources',
  summary: 'Summary',
  says: 'Shown: {nodes} nodes ({parks} parks, {bodies} organisations, {divisions} divisions) and {ties} ties between {pairs} pairs.',
  says_groups: '{n} of them has three or more parties.|{n} of them have three or more parties.', says_strongest: '{a} and {b} share most: {n} ties.',
  nothing: 'No tie passes the filters.', nothing_in_force: 'Most have no known end, so it is not certain that they are in force.', nothing_do: 'See all ties', empty: 'Nothing passes the filters.', empty_do: 'Remove the last filter',
  most: 'Most partners', lone: 'Shown without a known tie', lone_parks: 'Parks', lone_others: 'Organisations and divisions', hide_lone: 'Only those with a tie',
  left_out: 'Recorded, but not drawn', next: 'What next', next_choose: 'Choose a mark in the picture, or search (press /) for a park; Esc clears the choice.',
  next_table: 'See the same as a table', next_measures: 'See network measures of these ties',
  regions: 'Macro-regions', parks: 'Parks', parks_tied: 'With ties', ties: 'Ties', parks_n: '{n} park|{n} parks',
  provinces_silent: 'Provinces without a record ({n})', provinces_silent_none: 'Every province has a record.',
  provinces_silent_means: 'The lens shows no park, organisation or tie of these; the numbers are of parks on record. Blank means no record, not no cooperation.',
  provinces_untied: 'Provinces without a known tie ({n})', provinces_untied_none: 'Every province with a record has a known tie.',
  provinces_untied_means: 'They have parks or organisations on record, but no known tie within the lens. This is a gap in the data, not a finding.',
  more_n: '{n} more not listed', partners_n: '{n} partner|{n} partners',

  chosen: 'Chosen', at_point: '{n} node at this point|{n} nodes at this point', not_there: 'No such record in the network', not_there_do: 'It may have been renamed or deleted, or is no park, organisation, division or tie. Close this and search.',
  outside: 'Outside the filters.', show_in_all: 'Show in all ties', undrawn: 'Not drawn: {reason}', hidden_by_filter: 'Hidden by the filters',
  kind: 'Kind', place: 'Place', place_unknown: 'place unknown', point: 'Point', point_none: 'no point', aliases: 'Also known as', open_page: 'Open its page',
  ties_in_view: 'Ties shown ({n})', ties_other: 'Other ties on record ({n})', ties_hidden_all: 'Its ties on record are outside the lens; see below.',
  ties_none: 'No known tie. This is a gap in the data, not a finding.', state: 'State', state_none: 'state not recorded', begun: 'Begun', certain: 'certain', possible: 'possible',
  members_n: 'Parties ({n})', members_more: '{n} more not listed.', members_none: 'The sources name no parties.', steps: 'Recorded steps',
  details_wrong: 'The details could not be read: {detail}', no_answer: 'the server does not answer.',

  unknown: 'unknown',
  table_of: 'Table of', table_nodes: 'Nodes {n}', table_ties: 'Ties {n}', table_how: 'Column titles sort; arrow keys move, Enter shows.',
  name: 'Name', sectors: 'Sectors', partners: 'Partners', members: 'Parties', certainty: 'Certain',
  legend: 'Legend', legend_filters: 'Filters by tie type', legend_possible: 'possible (dates leave it open)', legend_group: 'three or more parties', legend_many: 'several at one place', legend_mixed: 'several types', legend_empty: 'province without a record',
};

export const t = own({ zh, en });
