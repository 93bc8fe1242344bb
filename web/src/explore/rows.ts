/** Columns of a table, and its rows in the order of one of them. */

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Aligned and sorted as numbers, the largest first. */
  readonly numeric?: boolean;
  /** Share of the table's width in hundredths. */
  readonly width: number;
  /** What stands in the cell. */
  readonly text: (row: number) => string;
  /** What the rows are sorted by when it is not the text; null goes last either way. */
  readonly value?: (row: number) => number | string | null;
}

/** The rows by a column; what has no value stands last, what is equal stays as it was. */
export function sorted(rows: readonly number[], column: Column, down: boolean, collator: Intl.Collator): number[] {
  const value = column.value ?? column.text;
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  const [some, none] = [keyed.filter((one) => one.key !== null), keyed.filter((one) => one.key === null)];
  const way = down ? -1 : 1;
  some.sort((a, b) => way * compared(a.key as number | string, b.key as number | string, collator));
  return [...some, ...none].map((one) => one.row);
}

function compared(a: number | string, b: number | string, collator: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
