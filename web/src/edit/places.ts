/** Where in the forms the errors of the server belong. Pure. */
import type { Wrong } from '../api/client';

/** An error beside the control that it is about; `control` is '' when it is about none. */
export interface Told {
  readonly control: string;
  readonly cause: string;
  readonly remedy: string;
  readonly value: string;
}

/** The edit of an error's place, and the path within its record: `body/edits/1/after/has_step/0/date` is [1, "has_step/0/date"]. */
export function placeOf(place: string): readonly [number, string] {
  const [, edit, path = ''] = /^body\/edits\/(\d+)(?:\/(?:after\/?)?(.*))?$/.exec(place) ?? [];
  return edit === undefined ? [-1, ''] : [Number(edit), path];
}

/** The control of the place itself, or of the nearest thing around it: of the list for an item of it that has none. */
export function controlAt(places: ReadonlyMap<string, string>, path: string): string {
  for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const control = places.get(at);
    if (control) return control;
  }
  return '';
}

/** The edits whose records have another version than was read. */
export function staleEdits(wrong: readonly Wrong[]): number[] {
  return wrong.map(({ place }) => placeOf(place)).flatMap(([edit, path]) => (path === 'version' ? [edit] : []));
}

/** The errors of the server beside the controls of the edits that were sent, in the order of both. */
export function told(wrong: readonly Wrong[], edits: readonly ReadonlyMap<string, string>[]): Told[] {
  return wrong.map(({ place, cause, remedy, value }) => {
    const [edit, path] = placeOf(place);
    return { control: controlAt(edits[edit] ?? new Map(), path), cause, remedy, value };
  });
}
