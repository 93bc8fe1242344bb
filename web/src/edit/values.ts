/** What the controls of a form hold, made from a record, and the record made from them again. Pure. */
import type { Schemas } from '../api/client';
import { isId } from '../history/fields';

export type FieldForm = Schemas['FieldForm'];
export type Form = readonly FieldForm[];
/** A record, a link or a part as JSON. */
export type Fields = { readonly [name: string]: unknown };

/** One link or part; `id` is that of a part on record, else ''. */
export interface Row {
  readonly key: number;
  readonly id: string;
  values: Values;
}
/**
 * Text, numbers, dates and lists of text (one a line) as they are typed; words and ids chosen, or a text by which none was
 * chosen yet; a flag; links or parts.
 */
export type Value = string | string[] | boolean | Row[];
export type Values = { [name: string]: Value };

let made = 0;

export function rowOf(form: Form, item: Fields = {}): Row {
  made += 1;
  return { key: made, id: typeof item.id === 'string' ? item.id : '', values: valuesOf(form, item) };
}

/** The values of a form for a record, or for one that says nothing yet. */
export function valuesOf(form: Form, record: Fields = {}): Values {
  return Object.fromEntries(form.map((field) => [field.name, valueOf(field, record[field.name])]));
}

function valueOf(field: FieldForm, value: unknown): Value {
  const items = Array.isArray(value) ? value : [];
  if (field.holds === 'links' || field.holds === 'parts') return items.map((item) => rowOf(field.fields, item as Fields));
  if (field.holds === 'words' || field.holds === 'ids') return items.map(String);
  if (field.holds === 'texts') return items.join('\n');
  if (field.holds === 'flag') return value === true;
  return value == null ? '' : String(value);
}

interface Asking {
  /** Id of the record, to number its new parts by. */
  readonly id: string;
  /** The record as it was read: what the form does not ask for stays as it is there. */
  readonly base: Fields;
  /** Begins the ids of the controls. */
  readonly control: string;
  /** The id that a record which a link leads to has by now. */
  called(id: string): string;
  /** EDTF of a date in words; the words themselves where they say none. */
  edtf(text: string): string;
}

export interface Made {
  readonly after: Fields;
  /** The ids of controls by the place of what they hold in the record, such as `has_step/1/date`. */
  readonly places: ReadonlyMap<string, string>;
}

/** The record that a form's values say. */
export function recordOf(form: Form, values: Values, asking: Asking): Made {
  const places = new Map<string, string>();
  const number = highest(asking.base);
  const numbers = { next: () => `${asking.id}#${(number.last += 1)}` };
  const kept = Object.entries(asking.base).filter(([name]) => !form.some((field) => field.name === name));
  const found = written(form, values, { ...asking, numbers, places, place: '' });
  return { after: { ...Object.fromEntries(kept), ...found, id: asking.id }, places };
}

interface Writing extends Asking {
  readonly numbers: { next(): string };
  readonly places: Map<string, string>;
  readonly place: string;
}

function written(form: Form, values: Values, to: Writing): Fields {
  const found: { [name: string]: unknown } = {};
  for (const field of form) {
    const value = values[field.name];
    const place = `${to.place}${field.name}`;
    to.places.set(place, `${to.control}-${field.name}`);
    const said = rows(value) ? items(field, value, { ...to, place, control: `${to.control}-${field.name}` }) : plain(field, value, to);
    if (!empty(said)) found[field.name] = said;
  }
  return found;
}

function plain(field: FieldForm, value: Value | undefined, to: Writing): unknown {
  if (field.holds === 'ids') return (value as string[]).map(to.called);
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (field.name === 'to') return to.called(text);
  if (field.holds === 'texts') return text.split('\n').map((line) => line.trim()).filter(Boolean);
  if (field.holds === 'number') return text && Number.isFinite(Number(text)) ? Number(text) : text;
  return field.holds === 'date' && text ? to.edtf(text) : text;
}

/** The links or parts that say anything; links of a record in the order in which the server has them, so that places agree. */
function items(field: FieldForm, all: readonly Row[], to: Writing): Fields[] {
  const scratch = { ...to, place: `${to.place}/0/`, places: new Map<string, string>() };
  const said = all
    .map((row) => ({ row, item: written(field.fields, row.values, scratch) }))
    .filter(({ item }) => Object.keys(item).length > 0);
  if (field.holds === 'links' && !to.place.includes('/')) said.sort((a, b) => compare(String(a.item.to ?? ''), String(b.item.to ?? '')) || compare(text(a.item), text(b.item)));
  return said.map(({ row, item }, n) => {
    const control = `${to.control}-${row.key}`;
    to.places.set(`${to.place}/${n}`, control);
    written(field.fields, row.values, { ...to, place: `${to.place}/${n}/`, control });
    return field.holds === 'parts' ? { id: row.id || to.numbers.next(), ...item } : item;
  });
}

/** Whether a row says nothing yet. */
export function blank(form: Form, row: Row): boolean {
  return form.every((field) => {
    const value = row.values[field.name];
    return rows(value) ? value.every((one) => blank(field.fields, one)) : empty(typeof value === 'string' ? value.trim() : value);
  });
}

export function rows(value: Value | undefined): value is Row[] {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';
}

/** Take a record out of all links and lists of ids that lead to it. */
export function unlink(form: Form, values: Values, id: string): void {
  for (const field of form) {
    const value = values[field.name];
    if (rows(value)) value.forEach((row) => unlink(field.fields, row.values, id));
    else if (field.holds === 'ids') values[field.name] = (value as string[]).filter((one) => one !== id);
    else if (field.name === 'to' && value === id) values.to = '';
  }
}

/** Dates that stand in a form, as they are typed. */
export function datesIn(form: Form, values: Values): string[] {
  return form.flatMap((field) => {
    const value = values[field.name];
    if (rows(value)) return value.flatMap((row) => datesIn(field.fields, row.values));
    return field.holds === 'date' && typeof value === 'string' && value.trim() ? [value.trim()] : [];
  });
}

export interface Lack {
  readonly control: string;
  readonly field: FieldForm;
  readonly what: 'required' | 'number' | 'date' | 'choice';
}

/** What a form cannot say yet: what is required and missing, numbers and dates that are none, names that nothing was chosen by. */
export function lacks(form: Form, values: Values, control: string, isDate: (text: string) => boolean): Lack[] {
  return form.flatMap((field): Lack[] => {
    const value = values[field.name];
    const own = `${control}-${field.name}`;
    if (rows(value)) {
      const said = value.filter((row) => !blank(field.fields, row));
      return said.flatMap((row) => lacks(field.fields, row.values, `${own}-${row.key}`, isDate));
    }
    const typed = typeof value === 'string' ? value.trim() : value;
    if (empty(typed)) return field.required ? [{ control: own, field, what: 'required' }] : [];
    if (loose(field, value)) return [{ control: own, field, what: 'choice' }];
    if (field.holds === 'number' && !Number.isFinite(Number(typed))) return [{ control: own, field, what: 'number' }];
    return field.holds === 'date' && !isDate(String(typed)) ? [{ control: own, field, what: 'date' }] : [];
  });
}

/** Whether a text stands where records are chosen that is the id of none. */
function loose(field: FieldForm, value: Value | undefined): boolean {
  if (field.holds === 'ids') return (value as string[]).some((one) => !isId(one));
  return field.name === 'to' && !isId(String(value).trim());
}

function empty(value: unknown): boolean {
  return value == null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** The highest number that a part of the record has. */
function highest(record: Fields): { last: number } {
  const parts = Object.values(record).filter(Array.isArray).flat() as Fields[];
  const numbers = parts.map((part) => Number(/#(\d+)$/.exec(String(part?.id ?? ''))?.[1] ?? 0));
  return { last: Math.max(0, ...numbers) };
}

const text = (item: Fields) => JSON.stringify(item, Object.keys(item).sort());

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
