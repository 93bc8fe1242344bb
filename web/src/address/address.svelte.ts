/** The state of the page: it lives in the address, so that Back works and a link shows the same. */
import { words, type Lang } from '../words/words.svelte';
import { ALL_TIES, PARTS, lensFrom, pairsOf, type Lens, type LensWords } from './lens';

export const VIEWS = ['network', 'map', 'table'] as const;
export type View = (typeof VIEWS)[number];
/** Paths of the kinds whose records have a page; the same as in the API. */
export const RECORD_PATHS = [
  'parks', 'organisations', 'cities', 'alliances', 'joint-actions', 'programmes', 'postings', 'verdicts', 'observations', 'sources',
] as const;
export type RecordPath = (typeof RECORD_PATHS)[number];
/** Pages at a path of one word, and the parts of the address that each has for itself. */
export const PAGES = {
  measures: ['by', 'also', 'model', 'draws', 'missing'],
  matrix: ['of', 'cell'],
  path: ['from', 'to'],
  comparison: ['with'],
  diff: ['from', 'to', 'clock'],
  changes: ['before'],
  lifecycle: ['day', 'months'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type PageName = keyof typeof PAGES;
export type Page = { at: 'explore' } | { at: PageName } | { at: 'record'; path: RecordPath; id: string } | { at: 'nowhere' };

export interface Address {
  page: Page;
  lens: Lens;
  lang: Lang;
  view: View;
  /** Id of the chosen record, or '' */
  show: string;
  /** What is being edited, or '': `session`, `new.<path>`, `undo.<revision>`, or on the page of a record what is done to it. */
  edit: string;
  /** What the page has for itself, as `PAGES` names it; what is empty is not there. */
  own: Readonly<Record<string, string>>;
}

export const address = $state<Address & { dropped: string[] }>({
  page: { at: 'explore' }, lens: ALL_TIES, lang: 'zh', view: 'network', show: '', edit: '', own: {}, dropped: [],
});

let allowed: LensWords = {};
let first: Lens = ALL_TIES;

/** Read the address of the window now and whenever it changes; `opening` is the lens of an address that names none. */
export function follow(lensWords: LensWords, opening: Lens): void {
  [allowed, first] = [lensWords, opening];
  take(location.pathname, location.search);
  addEventListener('popstate', () => take(location.pathname, location.search));
}

/** What an address says. */
export function parsed(path: string, search: string, lensWords: LensWords, opening: Lens): Address & { dropped: string[] } {
  const query = new URLSearchParams(search);
  const { lens, dropped } = lensFrom(query, lensWords);
  const page = pageOf(path);
  const own = ownOf(page);
  const known = new Set<string>([...PARTS, 'lang', 'view', 'show', 'edit', ...own]);
  dropped.push(...[...query.keys()].filter((name) => !known.has(name)));
  const view = VIEWS.find((word) => word === query.get('view'));
  const edit = query.get('edit') ?? '';
  for (const name of ['lang', 'view', 'show', 'edit', ...own]) {
    const wrong = (word: string, n: number) =>
      n > 0 || (name === 'view' && !view) || (name === 'lang' && !isLang(word)) || (name === 'edit' && !editable(word, page));
    dropped.push(...query.getAll(name).filter(wrong).map((word) => `${name}=${word}`));
  }
  const untouched = ![...query.keys()].some((name) => name !== 'lang' && name !== 'edit' && known.has(name));
  return {
    page,
    lens: untouched ? opening : lens,
    lang: langOf(query),
    view: view ?? 'network',
    show: query.get('show') ?? '',
    edit: editable(edit, page) ? edit : '',
    own: Object.fromEntries(own.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : []))),
    dropped: [...new Set(dropped)],
  };
}

/** The language asked for; without one, that which the server chose for the document. */
export function langOf(query: URLSearchParams): Lang {
  const asked = query.get('lang');
  return isLang(asked) ? asked : words.lang;
}

const isLang = (word: string | null): word is Lang => word === 'zh' || word === 'en';

function pageOf(path: string): Page {
  const [kind = '', id = '', ...more] = path.split('/').slice(1);
  if (!kind) return { at: 'explore' };
  if (Object.hasOwn(PAGES, kind) && !id) return { at: kind as PageName };
  const found = RECORD_PATHS.find((one) => one === kind);
  return found && id && !more.length ? { at: 'record', path: found, id: decoded(id) } : { at: 'nowhere' };
}

/** Whether a page can ask for it to be edited. */
function editable(edit: string, page: Page): boolean {
  const [what = '', of = '', ...more] = edit.split('.');
  if (more.length) return false;
  if (what === 'new') return RECORD_PATHS.some((path) => path === of);
  if (what === 'undo') return /^[1-9]\d{0,8}$/.test(of);
  return !of && (what === 'session' || (page.at === 'record' && ['change', 'step', 'merge', 'retract', 'restore', 'prefer'].includes(what)));
}

function ownOf(page: Page): readonly string[] {
  return Object.hasOwn(PAGES, page.at) ? PAGES[page.at as PageName] : [];
}

/** The text of an escaped part of an address; as it stands when its escapes are broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function take(path: string, search: string): void {
  Object.assign(address, parsed(path, search, allowed, first));
  words.lang = address.lang;
}

/** The path and query of the current state with some of it changed. */
export function to(change: Partial<Address> = {}): string {
  // Who goes to another page, or looks at something else on it, edits no more.
  const edit = 'page' in change || 'lens' in change || 'show' in change ? '' : address.edit;
  const { page, lens, lang, view, show, own, edit: edited } = { ...address, edit, ...change };
  const parts: Record<string, string> = { ...own, show, edit: edited };
  const more = [...ownOf(page), 'show', 'edit'].flatMap((name) => (parts[name] ? [[name, parts[name]]] : []));
  const query = new URLSearchParams([...pairsOf(lens), ['lang', lang], ['view', view], ...more] as string[][]);
  return `${pathOf(page)}?${query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')}`;
}

/** The address of a record's own page. */
export function toRecord(path: string, id: string): string {
  const found = RECORD_PATHS.find((one) => one === path);
  return found ? to({ page: { at: 'record', path: found, id }, show: '' }) : to();
}

function pathOf(page: Page): string {
  if (page.at === 'record') return `/${page.path}/${encodeURIComponent(page.id)}`;
  return Object.hasOwn(PAGES, page.at) ? `/${page.at}` : '/';
}

/** Change the state; `step`: whether Back returns to how it was before. */
export function go(change: Partial<Address>, step = true): void {
  open(to(change), step);
}

/** Open an address of the page itself. */
export function open(target: string, step = true): void {
  const url = new URL(target, location.href);
  const moved = url.pathname !== location.pathname;
  history[step ? 'pushState' : 'replaceState'](null, '', url);
  take(url.pathname, url.search);
  if (moved && step) scrollTo(0, 0);
}

/** Follow links within the page without loading it anew. */
export function onClick(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hasAttribute('download')) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.getAttribute('href')?.startsWith('#')) return;
  if (pageOf(url.pathname).at === 'nowhere') return;
  event.preventDefault();
  open(url.pathname + url.search + url.hash);
}
