/** The lens in the server's own parts and words; the server's module `lens` says what each means. */

export const PARTS = [
  'at', 'sure', 'state', 'layers', 'parties', 'reach', 'nodes', 'projection', 'weight', 'programme', 'level', 'province',
  'region', 'sector', 'cluster', 'min', 'river', 'ego', 'depth', 'component', 'aggregate',
] as const;
export type Part = (typeof PARTS)[number];
/** Parts that hold several words. */
export const LISTS = [
  'layers', 'parties', 'reach', 'nodes', 'programme', 'level', 'province', 'region', 'sector', 'cluster',
  'river', 'ego',
] as const satisfies readonly Part[];
export type ListPart = (typeof LISTS)[number];
/** Only parts that differ from the default are there; words are separated by commas, as in the address. */
export type Lens = Readonly<Partial<Record<Part, string>>>;
/** Allowed words by part, in their order, with labels; from GET /meta. */
export type LensWords = Readonly<Record<string, Record<string, readonly string[]>>>;

export const ALL_TIES: Lens = { nodes: 'park,organisation,city' };
export const JOINT_ACTION = 'joint-action';

const SHAPES: Partial<Record<Part, RegExp>> = {
  at: /^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/,
  programme: /^programme(-[a-z0-9]+)+$/,
  province: /^\d\d0000$/,
  min: /^\d{1,6}$/,
  ego: /^(?=.{1,60}$)(park|org|city)(-[a-z0-9]+)+$/,
};
const DEFAULTS: Partial<Record<Part, string>> = {
  sure: 'certain', state: 'begun', nodes: 'park,organisation', projection: 'clique', weight: 'count', min: '0',
  depth: '1', component: 'all', aggregate: 'none',
};

const PLAN = 'programme-carrying-plan';

/** The lens to begin with: the Carrying Plan and its pilot, as far as the store has them; else all ties. `coverage` from GET /meta. */
export function openingOf(coverage: readonly Readonly<Record<string, unknown>>[]): Lens {
  const plan = coverage.find((one) => one.programme === PLAN);
  return plan ? { ...ALL_TIES, programme: plan.pilot ? `${PLAN},${PLAN}-pilot` : PLAN } : ALL_TIES;
}

export function wordsOf(lens: Lens, part: Part): readonly string[] {
  const text = lens[part] ?? DEFAULTS[part] ?? '';
  return text === '' ? [] : text.split(',');
}

/** All layers are asked for when the part is absent, but joint actions. */
export function layersOf(lens: Lens, words: LensWords): readonly string[] {
  return lens.layers ? lens.layers.split(',') : Object.keys(words.layers ?? {}).filter((word) => word !== JOINT_ACTION);
}

/**
 * The lens with a part set to these words, in the order of `words`; without it when they are the default, and without
 * what then contradicts another part.
 */
export function withPart(lens: Lens, part: Part, chosen: readonly string[], words: LensWords): Lens {
  return coherent(changed(lens, part, chosen, words));
}

function changed(lens: Lens, part: Part, chosen: readonly string[], words: LensWords): Lens {
  const order = Object.keys(words[part] ?? {});
  const sorted = order.length ? order.filter((word) => chosen.includes(word)) : [...new Set(chosen)].sort();
  const standard =
    part === 'layers' ? order.filter((word) => word !== JOINT_ACTION).join(',') : (DEFAULTS[part] ?? '');
  const set: Partial<Record<Part, string>> = { ...lens, [part]: sorted.join(',') };
  if (set[part] === standard || set[part] === '') delete set[part];
  return set;
}

/** The lens without the parts that contradict another one, which the server refuses. */
export function coherent(lens: Lens): Lens {
  const kept: Partial<Record<Part, string>> = { ...lens };
  if (!kept.ego) delete kept.depth;
  if (kept.weight === 'actions' && !kept.layers?.split(',').includes(JOINT_ACTION)) delete kept.weight;
  if (kept.projection === 'bipartite' || kept.projection === 'incidence') delete kept.aggregate;
  return kept;
}

/** Name-value pairs in canonical order. */
export function pairsOf(lens: Lens): [Part, string][] {
  return PARTS.flatMap((part) => (lens[part] === undefined ? [] : [[part, lens[part]] as [Part, string]]));
}

/** The lens that pairs of an address ask for, and what of them is not understood. */
export function lensFrom(pairs: Iterable<[string, string]>, words: LensWords): { lens: Lens; dropped: string[] } {
  let lens: Lens = {};
  const given = new Map<Part, string[]>();
  const dropped: string[] = [];
  for (const [name, value] of pairs) {
    if (!isPart(name)) continue;
    given.set(name, [...(given.get(name) ?? []), ...value.split(',').map((word) => word.trim())]);
  }
  for (const [part, asked] of given) {
    const good = asked.filter((word) => allowed(part, word, words));
    const lone = !LISTS.some((list) => list === part);
    dropped.push(...asked.filter((word) => !good.includes(word)).map((word) => `${part}=${word}`));
    if (lone && good.length > 1) dropped.push(...good.splice(1).map((word) => `${part}=${word}`));
    lens = changed(lens, part, good, words);
  }
  const whole = coherent(lens);
  dropped.push(...pairsOf(lens).flatMap(([part, value]) => (whole[part] === undefined ? [`${part}=${value}`] : [])));
  return { lens: whole, dropped };
}

function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}

function allowed(part: Part, word: string, words: LensWords): boolean {
  const shape = SHAPES[part];
  if (part === 'at') return (shape?.test(word) ?? false) && word.split('/').every(isDay) && inOrder(word);
  return shape ? shape.test(word) : Object.hasOwn(words[part] ?? {}, word);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text > '0001';
}

function inOrder(at: string): boolean {
  const [first = '', last = first] = at.split('/');
  return first <= last;
}
