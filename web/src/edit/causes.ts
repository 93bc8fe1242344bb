/**
 * What the server says is wrong, for people who read Chinese, and without the words of its checker for those who read
 * English. What stands in no row is said as the server says it. Pure.
 */
import type { Lang } from '../words/words.svelte';

type Row = readonly [RegExp, string, string?];

const CAUSES: readonly Row[] = [
  [/^The record cites no source\.$/, '没有注明来源。'],
  [/^There is no such record\.$/, '没有这条记录。'],
  [/^There is no such record to remove\.$/, '要撤回的记录不存在。'],
  [/^The record is at version (\d+)\.$/, '记录现为第 $1 版。'],
  [/^(\S+) still points at it\.$/, '$1 仍指向它。'],
  [/^The record points at itself\.$/, '记录指向了它自己。'],
  [/^The same link stands twice\.$/, '同一条重复了两次。'],
  [/^It is not a source\.$/, '这不是一条来源。'],
  [/^\w+ points at (.+)\.$/, '所选记录的类型不对。', 'The record chosen is not of a kind that fits here.'],
  [/^It ends before it starts \((.+)\)\.$/, '结束早于开始（$1）。'],
  [/^The last term ends before the tie begins\.$/, '最后的期限在合作开始之前就已结束。'],
  [/^A history cannot begin at an end\.$/, '合作过程不能从终止开始。'],
  [/^(\w+) cannot follow (\w+)\.$/, '这一步不能接在前一步之后。', 'This step cannot follow the one before it.'],
  [/^(\w+) on (\S+) is dated before (\w+) on (\S+)\.$/, '日期（$2）早于前面的步骤（$4）。', 'Its date ($2) is before that of an earlier step ($4).'],
  [/^A record is a member twice at one time: a tie to itself\.$/, '同一成员同时出现了两次。'],
  [/^A twinning has exactly two divisions\.$/, '地区结对只有两个地区。'],
  [/^A pairing has two or more members in the part of a park\.$/, '结对合作至少有两个“园区方”成员。'],
  [/^(\S+) is a live alliance of that kind with the same members under the same programmes\.$/, '已有一项同类、同成员、同计划的合作在进行中（$1）。'],
  [/^An observation has either a value or a grade\.$/, '指标数据应有数值或等级，二者取一。'],
  [/^An observation is about exactly one record\.$/, '指标数据只能是关于一条记录的。'],
  [/^Over other records it is a part of itself\.$/, '经由其他记录，它成了自己的一部分。'],
  [/^This id stands for (\S+), which that record was merged into\.$/, '这个编号已并入 $1。'],
  [/^No kind has ids that begin so\.$/, '没有以此开头的编号。'],
  [/^The edit is about (\S+)\.$/, '编号应为 $1。'],
  [/^Real and synthetic records do not mix\.$/, '真实记录与合成记录不能混在一起。'],
  [/^A record is merged with another one of its kind\.$/, '只能与另一条同类记录合并。'],
  [/^Field required\.$/, '必填。', 'It is required.'],
  [/^Input should be (?:a valid number|a finite number|a valid integer).*$/, '这不是一个合适的数字。', 'This is not a number that fits here.'],
  [/^Input should be (greater|less) than or equal to (-?[\d.]+)\.$/, '数值超出范围（界限为 $2）。', 'The number is out of range (the limit is $2).'],
  [/^Input should be '.*$/, '这不是可选的词。', 'This is not one of the words to choose from.'],
  [/^String should match pattern '\^https.*$/, '网址应以 http:// 或 https:// 开头，中间没有空格。', 'A web address begins with http:// or https:// and has no blanks.'],
  [/^String should match pattern '\^\\d\{6\}.*$/, '行政区划代码是六位数字。', 'A division code has six digits.'],
  [/^String should match pattern.*$/, '编号只能由小写拉丁字母、数字和连字符组成。', 'An id has small Latin letters, digits and hyphens only.'],
  [/^String should have at most (\d+) characters?\.$/, '不能超过 $1 个字符。', 'It can have at most $1 characters.'],
  [/^(?:Value error, )?not understood as a date.*$/, '请写成 2023年6月、8月25日、2023年上半年，或 EDTF 的 2023-06。', 'write it as June 2023, 25 August, first half of 2023, or as EDTF 2023-06.'],
  [/^It is no date: not understood as a date.*$/, '请写成 2023年6月、8月25日、2023年上半年，或 EDTF 的 2023-06。', 'write it as June 2023, 25 August, first half of 2023, or as EDTF 2023-06.'],
  [/^It is no date: it says no year by itself.*$/, '没有写明年份，请写出年份。', 'it says no year by itself; write the year out.'],
  [/^It is no date: there is no such month\.?$/, '没有这个月份。', 'there is no such month.'],
  [/^(?:It is no date: |Value error, )(.+)$/, '日期有误（$1）。', '$1'],
  [/^On record it is (.+)\.$/, '现有记录为 $1。'],
  [/^It is not on record\.$/, '现有记录中没有。'],
];

const REMEDIES: readonly Row[] = [
  [/^Cite the source it rests on\.$/, '请选择它所依据的来源。'],
  [/^Name a record that exists, or write it in the same batch\.$/, '请选择已有的记录，或一并新录入。', 'Choose a record that exists, or enter it with this one.'],
  [/^Change that record in the same batch\.$/, '请先修改那条记录。', 'Change that record first.'],
  [/^Read it again and decide anew\.$/, '请重新读取后再决定。'],
  [/^Correct one of the dates\.$/, '请更正其中一个日期。'],
  [/^Correct the step, its date or the order\.$/, '请更正步骤、日期或先后。', 'Correct the step or its date.'],
  [/^Correct the term or the steps\.$/, '请更正期限或步骤。'],
  [/^Leave one out(, or date them apart)?\.$/, '请去掉一个，或用日期分开。'],
  [/^Use memorandum for other agreements\.$/, '其他协议请选“协议或备忘录”。', 'Use “memorandum” for other agreements.'],
  [/^Change that record, or end it first\.$/, '请修改那一条，或先把它终止。'],
  [/^Give exactly one of them\.$/, '请只填其中一个。'],
  [/^Name one record\.$/, '请选择一条记录。', 'Choose one record.'],
  [/^Name (a|another) .+\.$/, '请另选一条。', 'Choose another one.'],
  [/^Correct (the value|it|one of the links|the record)\.$/, '', ''],
  [/^Take another id, or undo the merging first\.$/, '请换一个编号，或先撤销合并。'],
  [/^Begin it with one of .+\.$/, '请按提示的开头书写。'],
  [/^Keep what is on record, or send yours\.$/, '', ''],
];

export function causeIn(lang: Lang, cause: string): string {
  return said(CAUSES, lang, cause);
}

export function remedyIn(lang: Lang, remedy: string): string {
  return said(REMEDIES, lang, remedy);
}

function said(rows: readonly Row[], lang: Lang, text: string): string {
  const row = rows.find(([pattern]) => pattern.test(text));
  const form = row && (lang === 'zh' ? row[1] : row[2]);
  return row && form !== undefined ? text.replace(row[0], form) : text;
}
