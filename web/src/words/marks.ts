/** Characters that are not seen, and those that turn the letters around them. */

const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const SEEN = /[^\s\p{DI}\p{Cc}\u2800]/u;
const LEFTWARD = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text without the characters that turn the direction of text: one that is never closed would turn what stands after it
 * too, `bdi` or not. Letters that run right to left need none of them.
 */
export function upright(text: string): string {
  return text.replace(TURNING, '');
}

/** Whether anything of a text is seen: blanks, fillers and marks alone are not. */
export function seen(text: string | null | undefined): text is string {
  return !!text && SEEN.test(text);
}

/** A name as a part of a sentence: one with letters that run right to left keeps them from the letters beside it. */
export function kept(name: string): string {
  const text = upright(name);
  return LEFTWARD.test(text) ? `\u2068${text}\u2069` : text;
}
