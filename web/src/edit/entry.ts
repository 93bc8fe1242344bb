/** The few words that stand where editing begins, on pages that do not load the rest of it. */
import { own } from '../words/words.svelte';

const zh = {
  edit: '编辑',
  editing: '编辑中',
  new_record: '新增记录',
  tools: '编辑本记录',
  change: '修改',
  step: '增加一个步骤',
  merge: '与另一条合并',
  retract: '撤回',
  restore: '恢复',
  undo: '撤销这一版',
  prefer: '采用这个数',
  other_figure: '另记一个数',
  new_figure: '新增指标数据',
  missing_group: '补录一组合作',
};
const en: Record<keyof typeof zh, string> = {
  edit: 'Edit',
  editing: 'Editing',
  new_record: 'New record',
  tools: 'Edit this record',
  change: 'Change',
  step: 'Add a step',
  merge: 'Merge with another',
  retract: 'Retract',
  restore: 'Restore',
  undo: 'Take this revision back',
  prefer: 'Prefer this figure',
  other_figure: 'Enter another figure',
  new_figure: 'Enter a figure',
  missing_group: 'Enter a missing group',
};
export const t = own({ zh, en });
