import { reading } from '../network/store.svelte';

/**
 * An answer as of a day: that to the day asked for last, null while it is read or when it was refused.
 * Before a day is asked for, `day` is the server's today, which the answer names.
 */
export function asOf<T>(read: (at: string, signal: AbortSignal) => Promise<T>, dayOf: (answer: T) => string | undefined) {
  let found = $state.raw<T | null>(null);
  let busy = $state(true);
  let asked = $state('');
  let today = $state('');
  $effect(() => {
    const at = asked;
    busy = true;
    return reading(
      (signal) => read(at, signal),
      (answer) => {
        busy = false;
        found = answer;
        if (!at) today = (answer && dayOf(answer)) ?? '';
      },
    );
  });
  return {
    get found() { return busy ? null : found; },
    get busy() { return busy; },
    get day() { return asked || today; },
    ask(day: string) { asked = day; },
  };
}
