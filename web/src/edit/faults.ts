/** What is wrong with what was entered, in sentences, each with the control that it is about. */
import type { Wrong } from '../api/client';
import { words } from '../words/words.svelte';
import { kindName, pathOfId } from './kinds';
import { lookup } from './lookup.svelte';
import { fieldName, t } from './words';
import type { Draft, Work } from './work.svelte';

export interface Fault {
  readonly control: string;
  readonly text: string;
}

export function faultsOf(work: Work): Fault[] {
  const lacking = work.lacking.map(({ control, field, what }) => ({ control, text: t(`err_${what}`, { field: fieldName(field) }) }));
  const told = work.told.map(({ control, cause, remedy }) => ({ control, text: sentence({ cause, remedy }) }));
  return [...lacking, ...told];
}

/** The same for a list of all: where several records are entered, each sentence says which one it is about. */
export function listed(work: Work): Fault[] {
  const of = ({ control }: Fault) => work.drafts.find((draft) => control.startsWith(`${draft.control}-`));
  const name = (draft: Draft) => String(draft.values.name_zh ?? '').trim() || kindName(draft.label);
  return faultsOf(work).map((fault) => {
    const draft = work.drafts.length > 1 ? of(fault) : undefined;
    return draft ? { ...fault, text: t('err_of', { what: name(draft), text: fault.text }) } : fault;
  });
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
  const name = pathOfId(id) ? lookup.name(id) : id;
  return name === id ? id : t('err_named', { name, id });
}
