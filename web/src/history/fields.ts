/** The fields of a record in words: what a place in it is called, and what values mention. Pure. */
import type { Schemas } from '../api/client';
import { pathOf } from '../record/data';

export type Form = Schemas['FieldForm'];
export type Forms = Readonly<Record<string, readonly Form[]>>;
export type FieldChange = Schemas['FieldBody'];
export type Values = Readonly<Record<string, unknown>>;

/** One stretch of the way to a field: the field's own name, or the item of a list that it is in. */
export type Stretch = { readonly name: string; readonly form?: Form } | { readonly item: string };

export interface Place {
  readonly way: readonly Stretch[];
  readonly form?: Form;
  /** Whether it is a whole link or part, and not one of its fields. */
  readonly whole: boolean;
}

/** A path such as `has_step/alliance-a#2/date`: field, item, field of the item, by turns. */
export function placed(place: string, forms: readonly Form[]): Place {
  const way: Stretch[] = [];
  let [among, form]: [readonly Form[], Form | undefined] = [forms, undefined];
  const parts = place.split('/');
  parts.forEach((part, n) => {
    if (n % 2) {
      way.push({ item: part });
      among = form?.fields ?? [];
    } else {
      form = among.find(({ name }) => name === part);
      way.push({ name: part, form });
    }
  });
  return { way, form, whole: parts.length % 2 === 0 };
}

/** Whether a text is the id of a record of some kind. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[a-z]+(-[a-z0-9]+)+$/.test(text) && pathOf(text) !== '';
}

/** The number of a part, which ends its id; '' of anything else. */
export function partNumber(item: string): string {
  return /#(\d+)$/.exec(item)?.[1] ?? '';
}

export interface Mentioned {
  readonly ids: Set<string>;
  readonly dates: Set<string>;
}

/** The records and dates that changed fields mention, before and after. */
export function mentioned(fields: readonly FieldChange[], forms: readonly Form[]): Mentioned {
  const found: Mentioned = { ids: new Set(), dates: new Set() };
  for (const { place, before, after } of fields) {
    const { way, form } = placed(place, forms);
    for (const stretch of way) if ('item' in stretch) gather(stretch.item, undefined, found);
    gather(before, form, found);
    gather(after, form, found);
  }
  return found;
}

/** The same of all values of a record. */
export function mentionedIn(record: Values, forms: readonly Form[]): Mentioned {
  const found: Mentioned = { ids: new Set(), dates: new Set() };
  for (const [name, value] of Object.entries(record)) gather(value, forms.find((form) => form.name === name), found);
  return found;
}

function gather(value: unknown, form: Form | undefined, found: Mentioned): void {
  if (Array.isArray(value)) value.forEach((item) => gather(item, form, found));
  else if (value && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) gather(item, form?.fields.find((one) => one.name === name), found);
  } else if (typeof value === 'string') {
    if (form?.holds === 'date') found.dates.add(value);
    else if (isId(value)) found.ids.add(value);
  }
}
