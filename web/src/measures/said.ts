/** What a measure says, in sentences; no words of its own. */
import type { Schemas } from '../api/client';

export type Definition = Schemas['DefinitionBody'];
export type Measured = Schemas['MeasureBody'];

/** The handful that says first what the whole network is like. */
export const FEW = [
  'groups', 'group_size_largest', 'number_connected_components', 'density', 'average_shortest_path_length', 'ei_index',
] as const;

/** Whether a measure has no meaning through the lens, whatever the data: its warning is why it has no value. */
export function meaningless(m: Measured): boolean {
  return m.null_zh !== '' && m.null_zh === m.warning_zh;
}

/** Labels by the reason that they share, which is said once; each reason where it first stands. */
export function byReason(every: readonly { readonly label: string; readonly reason: string }[]): { labels: string[]; reason: string }[] {
  const found = new Map<string, string[]>();
  for (const { label, reason } of every) found.set(reason, [...(found.get(reason) ?? []), label]);
  return [...found].map(([reason, labels]) => ({ labels, reason }));
}

/** A share of 100 of what a measure gives, for those that are said so. */
export function percentOf(id: string, value: number): number | null {
  if (id === 'density') return value * 100;
  // E-I is the ties across less those within, over all: what crosses is half of it and a half.
  return id === 'ei_index' ? (value + 1) * 50 : null;
}

export interface Said {
  readonly label: string;
  readonly warning: string;
}

/** Why some say nothing, each reason once: measures whose sentences differ in their own names alone stand in one. */
export function reasons(flagged: readonly Said[], join: (labels: readonly string[]) => string): string[] {
  const HERE = '\u0000';
  const found = new Map<string, string[]>();
  for (const { label, warning } of flagged) {
    const frame = warning.split(label).join(HERE);
    found.set(frame, [...(found.get(frame) ?? []), label]);
  }
  return [...found].map(([frame, labels]) => frame.split(HERE).join(labels.length === 1 ? (labels[0] ?? '') : join(labels)));
}

/** The measure that an address asks for; the first when it names none that there is. */
export function chosen(measures: readonly Definition[], id: string | undefined): Definition | undefined {
  return measures.find((one) => one.id === id) ?? measures[0];
}

/** What is asked of the server for a measure: with one of the whole network those of its family, with one of nodes its columns. */
export function askedWith(measures: readonly Definition[], by: Definition, also: readonly string[]): string[] {
  if (by.per === 'network') return measures.filter((one) => one.per === 'network' && one.family === by.family).map((one) => one.id);
  if (by.per !== 'node') return [by.id];
  return [by.id, ...measures.filter((one) => one.per === 'node' && one.id !== by.id && also.includes(one.id)).map((one) => one.id)];
}

export interface Group {
  readonly number: number;
  /** Positions of its nodes. */
  readonly nodes: readonly number[];
}

/** The groups of a partition, the largest number of nodes first, and how many nodes are alone. */
export function groupsOf(values: readonly (number | null)[]): { groups: Group[]; alone: number } {
  const found = new Map<number, number[]>();
  values.forEach((number, n) => {
    if (number !== null) found.set(number, [...(found.get(number) ?? []), n]);
  });
  const every = [...found].map(([number, nodes]) => ({ number, nodes })).sort((a, b) => b.nodes.length - a.nodes.length || a.number - b.number);
  const groups = every.filter((group) => group.nodes.length > 1);
  return { groups, alone: every.length - groups.length };
}

/** A share in percent as the address holds it, between 0 and 100; '' when it is none. */
export function shareOf(text: string | undefined): string {
  const share = Number(text);
  return text && share > 0 && share < 1 ? text : '';
}
