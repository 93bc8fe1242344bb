/** Words of the record's history: what happened to records, and between two dates. */
import { own, words } from '../words/words.svelte';
import type { Form } from './fields';

const zh = {
  history: '变更记录', open_history: '按时间查看发生的事，以及对记录的更正',
  order_hint: '事实按所载日期排列，更正按入库时间排列；“入库”一行写明谁在何时改了什么。',
  fact: '事实', correction: '入库', undated: '日期不详', undated_hint: '来源没有写明年份，无法排进时间线。',
  since: '起', until: '止', period: '时期', of_record: '本记录',
  actor: '操作者：', by: '实施方：', reason: '理由：', no_reason: '未写理由', revision: '第 {n} 版', fields_n: '字段（{n}）',
  added: '新增', removed: '撤回', changed: '修改', merged_into: '{what}已并入本记录，两个编号都指向这里。',
  event_added: '记录入库', event_removed: '记录撤回', event_changed: '记录更正', event_of: '{what}（原编号 {id}）',
  from_to: '改为', was_empty: '（未填）', emptied: '（已删去）', yes: '是', no: '否', url_kept: '有网址，此处不显示', comma: '、', colon: '：',
  item_added: '增加', item_removed: '删去', field_id: '编号', field_merged: '合并的编号', field_synthetic: '合成数据', unnamed: '{kind} {id}',
  action_edit: '修改', action_load: '载入', action_merge: '合并', action_undo: '撤销', action_restore: '恢复', action_step: '增加步骤', action_import: '导入',

  gone: '这条记录已撤回', gone_hint: '撤回的记录不再出现在网络、列表和统计里；它的内容和变更仍然保留在这里。',
  gone_when: '撤回时间', gone_by: '操作者', gone_why: '理由', last_state: '撤回前的内容', all_changes: '全部变更',

  diff_title: '两个日期之间', diff_intro: '比较两个日子的合作网络：哪些合作开始了、终止了，哪些换了状态。',
  from: '从', to: '到', clock: '按哪个时间', clock_valid: '事情发生的时间', clock_recorded: '入库的时间（当时所知）',
  valid_means: '按现在的记录，比较这两天的实际情况。', recorded_means: '比较这两天结束时各自已入库的内容；“到”留空即为现在。',
  lens_now: '统计口径：', change_lens: '在网络页更改', all_known: '全部合作',
  backwards: '“从”在“到”之后，请调换两个日期。',
  nothing_different: '这两个日期之间，所选统计口径内没有差别：同样的合作，同样的状态。', nothing_yet: '“从”这一天还没有任何入库内容。',
  tie_begun: '开始的合作', tie_ended: '终止的合作', tie_changed: '有变化的合作', tie_same: '没有变化的合作',
  tie_begun_known: '新出现的合作', tie_ended_known: '不再出现的合作',
  none_of_it: '没有', state_from_to: '{from} → {to}', now: '状态：{state}', before: '此前：{state}', no_state: '没有步骤记载',
  joined: '加入：', left: '退出：', members: '各方：', records: '有改动的记录', records_none: '没有改动的记录',
  records_of: '新增 {added}，修改 {changed}，撤回 {removed}', picture: '看图', as_list: '只看列表', as_network: '网络图', as_map: '示意图',
  marks: '线的含义', mark_begun: '实线：开始', mark_ended: '长虚线：终止', mark_changed: '点划线：有变化', mark_same: '点线：没有变化', mark_mixed: '多种情形',
  chosen: '所选：', close: '取消选择', computing: '正在比较……', kept_out: '图上只画统计口径内至少有两方的合作。',
  more_n: '另有 {n} 项未列出',

  log_title: '修改日志', log_intro: '每一次写入都是一个批次：谁、何时、为什么、改了多少条记录。日志只增不改，时间为北京时间。',
  log_empty: '还没有任何写入。', records_n: '{n} 条记录', newest: '回到最新', older: '更早的批次',
  what_changed: '改了什么', many_records: '这一批有 {n} 条记录，按类型列出名称；逐字段的差别请看各记录自己的变更记录。',

  lives_title: '合作进展', lives_intro: '到某一天为止已知签约的合作、将要到期的合作，以及久无记载的合作。',
  months: '前后月数', months_n: '{n} 个月',
  signed: '已知签约', signed_hint: '到这一天为止有签约记载的合作，按计划和地区；各方在几个地区就分别计入几个地区。',
  programme: '计划', no_programme: '未记载所属计划', region_unknown: '地区不详', total: '合计', list: '名单',
  signed_none: '到这一天为止没有签约记载。', ending: '{n} 个月内到期', ending_hint: '最后一个期限的终止日期落在这段时间内。',
  ending_none: '没有记载在这段时间内到期的合作。', surely: '确定', possibly: '可能（日期不够精确）',
  silent: '{n} 个月内没有记载', silent_hint: '这段时间内没有注明日期的步骤或合作活动。这是记录的空白，不等于来源说它没有动静。',
  silent_none: '每一项都有近期记载。', last_on_record: '最近一次记载：', never_dated: '没有注明日期的记载',
  dormant: '来源称久无动态', dormant_hint: '有来源明确这样说，并给出时间。', dormant_none: '没有来源这样说。', rests_on: '来源：',
};
export type Key = keyof typeof zh;
const en: Record<Key, string> = {
  history: 'History', open_history: 'What happened, and how the record was corrected, in order',
  order_hint: 'Facts stand by the date they bear, corrections by when they were recorded; those say who changed what, and when.',
  fact: 'fact', correction: 'record', undated: 'Date unknown', undated_hint: 'The sources give no year, so these have no place in the order of time.',
  since: 'from', until: 'until', period: 'period', of_record: 'This record',
  actor: 'by ', by: 'taken by ', reason: 'reason: ', no_reason: 'no reason given', revision: 'revision {n}', fields_n: 'Fields ({n})',
  added: 'added', removed: 'retracted', changed: 'changed', merged_into: '{what} was merged into this record; both ids lead here.',
  event_added: 'Recorded', event_removed: 'Retracted', event_changed: 'Corrected', event_of: '{what} (under the id {id})',
  from_to: 'became', was_empty: '(empty)', emptied: '(removed)', yes: 'yes', no: 'no', url_kept: 'an address, not shown here', comma: ', ', colon: ': ',
  item_added: 'added', item_removed: 'removed', field_id: 'id', field_merged: 'merged ids', field_synthetic: 'synthetic', unnamed: '{kind} {id}',
  action_edit: 'edit', action_load: 'load', action_merge: 'merge', action_undo: 'undo', action_restore: 'restored', action_step: 'step added', action_import: 'import',

  gone: 'This record was retracted', gone_hint: 'A retracted record is in no network, list or count any more; what it said and what happened to it are kept here.',
  gone_when: 'Retracted', gone_by: 'By', gone_why: 'Reason', last_state: 'What it said before', all_changes: 'All changes',

  diff_title: 'Between two dates', diff_intro: 'The network of two days compared: which ties began, which ended, which changed their state.',
  from: 'From', to: 'To', clock: 'By which time', clock_valid: 'when things happened', clock_recorded: 'when they were recorded (as known then)',
  valid_means: 'What was so on these two days, by the records of today.', recorded_means: 'What was on record at the end of each of these days; an empty “To” means now.',
  lens_now: 'Lens: ', change_lens: 'Change it on the network page', all_known: 'all ties',
  backwards: '“From” lies after “To”: swap the two dates.',
  nothing_different: 'Nothing differs between these two dates within this lens: the same ties in the same states.', nothing_yet: 'On the first of these days nothing was on record yet.',
  tie_begun: 'Ties that began', tie_ended: 'Ties that ended', tie_changed: 'Ties that changed', tie_same: 'Ties that stayed as they were',
  tie_begun_known: 'Ties that appeared', tie_ended_known: 'Ties no longer drawn',
  none_of_it: 'none', state_from_to: '{from} → {to}', now: 'state: {state}', before: 'was {state}', no_state: 'no step on record',
  joined: 'joined: ', left: 'left: ', members: 'parties: ', records: 'Records that differ', records_none: 'No record differs',
  records_of: '{added} added, {changed} changed, {removed} retracted', picture: 'Picture', as_list: 'List alone', as_network: 'Network', as_map: 'Map',
  marks: 'What the lines mean', mark_begun: 'plain line: began', mark_ended: 'long dashes: ended', mark_changed: 'dash and dot: changed', mark_same: 'dots: stayed as it was', mark_mixed: 'several of these',
  chosen: 'Chosen: ', close: 'Clear the choice', computing: 'Computing …', kept_out: 'Only ties with at least two parties within the lens are drawn.',
  more_n: '{n} more not listed',

  log_title: 'Log', log_intro: 'Each writing is one batch: who, when, why, and how many records. The log only ever grows; times are those of China (UTC+8).',
  log_empty: 'Nothing was written yet.', records_n: '{n} record|{n} records', newest: 'Back to the newest', older: 'Earlier batches',
  what_changed: 'What changed', many_records: 'This batch has {n} records; here are their names by kind. The fields are in the history of each record.',

  lives_title: 'Where ties stand', lives_intro: 'Ties known to be signed by a day, those whose terms end soon, and those with nothing on record lately.',
  months: 'Months ahead and back', months_n: '{n} month|{n} months',
  signed: 'Known to be signed', signed_hint: 'Ties with a signing on record by that day, by programme and region; a tie counts once in each region of its parties.',
  programme: 'Programme', no_programme: 'No programme on record', region_unknown: 'region unknown', total: 'All', list: 'Names',
  signed_none: 'No signing is on record by that day.', ending: 'Terms that end within {n} month|Terms that end within {n} months', ending_hint: 'The end of the last term lies in this time.',
  ending_none: 'No tie on record ends in this time.', surely: 'certain', possibly: 'possible (the date is not exact)',
  silent: 'Nothing on record for {n} month|Nothing on record for {n} months', silent_hint: 'No step or joint action on record is dated in this time. That is a gap in the record, not a report that nothing happens.',
  silent_none: 'Each has something on record lately.', last_on_record: 'last on record: ', never_dated: 'nothing dated on record',
  dormant: 'Reported dormant', dormant_hint: 'A source says so, and since when.', dormant_none: 'No source says so.', rests_on: 'sources: ',
};
export const t = own({ zh, en });

/** The name of a field, as it stands in a line. */
export const formName = (form: Form): string => (words.lang === 'zh' ? form.zh : form.en);
