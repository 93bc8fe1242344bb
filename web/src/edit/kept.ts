/** What was entered and not saved yet, by address: who goes back and forth finds it again. */
import type { Work } from './work.svelte';

export const works = new Map<string, Work>();
