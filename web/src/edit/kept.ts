/** What was entered and not saved yet, by address: who goes back and forth finds it again. */
import type { Work } from './work.svelte';

export const works = new Map<string, Work>();

/** Whether something was entered that is not saved yet, on whatever page one is by now. */
export const waiting = (): boolean => [...works.values()].some(({ touched }) => touched);
