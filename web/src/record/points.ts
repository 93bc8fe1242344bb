/** Points of a score: exact thousandths as text, and where a bar of them begins and ends. Pure. */

/** Thousandths of a point as text: `2165` is "2.165", with a sign where one is asked for. */
export function points(thousandths: number, sign = false): string {
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  const text = `${Number(digits.slice(0, -3)).toLocaleString('en-GB')}${fraction && '.'}${fraction}`;
  return `${thousandths < 0 ? '−' : sign && thousandths > 0 ? '+' : ''}${text}`;
}

/** The terms as a sum that can be checked: "28 + 20 − 10". */
export function sum(contributions: readonly number[]): string {
  return contributions.map((one, n) => (n ? `${one < 0 ? '−' : '+'} ${points(Math.abs(one))}` : points(one))).join(' ');
}

export interface Scale {
  least: number;
  greatest: number;
}

/** The scale on which all terms can be drawn: from the least to the greatest contribution that any can make. */
export function scaleOf(terms: readonly { weight: number; least: number; greatest: number }[]): Scale {
  return {
    least: Math.min(0, ...terms.map((term) => term.weight * term.least)),
    greatest: Math.max(1, ...terms.map((term) => term.weight * term.greatest)),
  };
}

/** Start and length of a bar between two contributions, in per cent of the scale. */
export function bar(from: number, to: number, { least, greatest }: Scale): { start: number; length: number } {
  const at = (value: number) => (100 * (Math.min(greatest, Math.max(least, value)) - least)) / (greatest - least);
  const [low, high] = [at(Math.min(from, to)), at(Math.max(from, to))];
  return { start: low, length: high - low };
}
