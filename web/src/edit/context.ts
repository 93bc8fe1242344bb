/** What every control of a form may ask: the work that it is a part of; none where records are proposed as a whole. */
import { getContext, setContext } from 'svelte';
import type { Work } from './work.svelte';

const KEY = Symbol('work');

export const setWork = (work: Work): Work => setContext(KEY, work);
export const useWork = (): Work => getContext(KEY);
