/** What is wrong with what was entered, in sentences, each with the control that it is about. */
import type { Wrong } from '../api/client';
import { pathOf } from '../record/data';
import { words } from '../words/words.svelte';
import { kindName } from './kinds';
import { lookup } from './lookup.svelte';
import { rows } from './values';
import { fieldName, t } from './words';
import type { Draft, Work } from './work.svelte';

export interface Fault {
  readonly control: string;
  readonly text: string;
}

export const faultsOf = (work: Work): Fault[] => [...lacking(work), ...told(work)];

/** What a form lacks: these sentences name their field. */
function lacking(work: Work): Fault[] {
  return work.lacking.map(({ control, field, what }) => ({ control, text: t(`err_${what}`, { field: fieldName(field) }) }));
}

function told(work: Work): Fault[] {
  return work.told.map(({ control, cause, remedy }) => ({ control, text: sentence({ cause, remedy }) }));
}

/** The same for a list of all: each sentence says where it belongs and, where several records are entered, in which. */
export function listed(work: Work): Fault[] {
  const placed = (fault: Fault, most?: number): Fault => {
    const draft = work.drafts.find(({ control }) => fault.control.startsWith(`${control}-`));
    if (!draft) return fault;
    const name = String(draft.values.name_zh ?? '').trim() || kindName(draft.label);
    const what = [...(work.drafts.length > 1 ? [name] : []), ...wayTo(draft, fault.control).slice(0, most)].join(' · ');
    return what ? { ...fault, text: t('err_of', { what, text: fault.text }) } : fault;
  };
  return [...lacking(work).map((fault) => placed(fault, -1)), ...told(work).map((fault) => placed(fault))];
}

/** What leads to a control in the form of a record: fields, and which of their links or parts. */
function wayTo(draft: Draft, control: string): string[] {
  const parts = control.slice(draft.control.length + 1).split('-'); // field, key of a row, field, by turns
  const way: string[] = [];
  let [form, values] = [draft.form, draft.values];
  for (let n = 0; n < parts.length; n += 2) {
    const field = form.find(({ name }) => name === parts[n]);
    if (!field) break;
    const all = values[field.name];
    const at = rows(all) ? all.findIndex(({ key }) => String(key) === parts[n + 1]) : -1;
    way.push(at < 0 ? fieldName(field) : t('item', { what: fieldName(field), n: at + 1 }));
    if (!rows(all) || at < 0) break;
    [form, values] = [field.fields, all[at]?.values ?? {}];
  }
  return way;
}

/** The same of edits that no form stands for. */
export function faultsIn(wrong: readonly Wrong[]): Fault[] {
  return wrong.map((one) => ({ control: '', text: sentence(one) }));
}

/** Cause and remedy as the server says them, with names beside the ids. */
export function sentence({ cause, remedy }: Pick<Wrong, 'cause' | 'remedy'>): string {
  const text = words.lang === 'zh' ? cause + remedy : `${cause} ${remedy}`;
  return text.replace(/[a-z]+(?:-[a-z0-9]+)+/g, named);
}

/** An id with the name of its record, where that is known. */
function named(id: string): string {
  const name = pathOf(id) ? lookup.name(id) : id;
  return name.includes(id) ? name : t('err_named', { name, id });
}
