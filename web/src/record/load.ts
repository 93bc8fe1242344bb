/** Reads a record and what its page shows around it. */
import type { RecordPath } from '../address/address.svelte';
import { Refused, get } from '../api/client';
import { linking, ownerOf, pathOf, type AnyRecord, type City, type Kinds, type Programme, type Source } from './data';
import { Page, sameIndicator, type Around } from './page.svelte';

/** Most neighbours whose own surroundings are read, and most sources whose particulars are. */
const NEIGHBOURS = 16;
const SOURCES = 80;
const DEPTH = 5;
/** A source on which more records rest than this says little of what belongs together. */
const COMMON = 100;

/** The page of a record, or null when there is none. Raises Away, other refusals, or the abort of `signal`. */
export async function load(path: RecordPath, id: string, signal: AbortSignal): Promise<Page | null> {
  try {
    const [record, around] = await Promise.all([
      get<AnyRecord>(`/${path}/${encodeURIComponent(id)}`, [], signal),
      get<Around>(`/${path}/${encodeURIComponent(id)}/context`, [], signal),
    ]);
    const page = new Page(path, record.data, record.meta.version ?? null, around.data);
    await widen(page, signal);
    page.cite(...shown(page));
    return page;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}

/** Read publisher, date and title of the sources that the page names and that came with none of its answers. */
export async function readSources(page: Page, signal: AbortSignal): Promise<void> {
  const ids = page.cited.map(([id]) => id).filter((id) => id !== page.id && !page.sources[id]).slice(0, SOURCES);
  page.learn({ names: {}, sources: await Promise.all(ids.map((id) => read<Source>(id, signal))) });
}

/** Learn the names of records, and what their named parts are called, where the page does not know them yet. */
export async function learn(page: Page, ids: readonly string[]): Promise<void> {
  const unknown = [...new Set(ids.filter((id) => !page.names[ownerOf(id)] || (id !== ownerOf(id) && !page.parts[id])).map(ownerOf))];
  const wanted = unknown.filter((id) => pathOf(id) && !page.asked.has(id));
  wanted.forEach((id) => page.asked.add(id));
  const found = await Promise.all(wanted.map((id) => read<Programme>(id))).catch((error) => {
    wanted.forEach((id) => page.asked.delete(id)); // to be asked for again
    throw error;
  });
  page.learn({ names: Object.fromEntries(found.map((one) => [one.id, ['', one.name_zh, one.name_en ?? null]])) });
  page.parts = { ...page.parts, ...Object.fromEntries(found.flatMap((one) => one.has_rule ?? []).map((rule) => [rule.id, rule.code])) };
}

/** A record by its id. */
export async function read<T extends AnyRecord>(id: string, signal?: AbortSignal): Promise<T> {
  return (await get<T>(`/${pathOf(id)}/${id}`, [], signal)).data;
}

async function widen(page: Page, signal: AbortSignal): Promise<void> {
  const ids = neighbours(page).slice(0, NEIGHBOURS);
  const [near, around, within, programmes] = await Promise.all([
    Promise.all(ids.map((id) => get<Around>(`/${pathOf(id)}/${id}/context`, [], signal))),
    chain(page, signal),
    below(page, signal),
    Promise.all(termed(page).map((id) => read<Programme>(id, signal))),
  ]);
  near.forEach(({ data }) => page.learn(data));
  const common = (id: string, n: number) => pathOf(id) === 'sources' && (near[n]?.data.total ?? 0) > COMMON;
  page.near = Object.fromEntries(ids.map((id, n) => [id, common(id, n) ? [] : (near[n]?.data.incoming ?? [])]));
  page.divisions = around;
  page.within = within;
  page.programmes = Object.fromEntries(programmes.map((programme) => [programme.id, programme]));
}

/** Records beside this one whose surroundings belong on its page. */
function neighbours(page: Page): string[] {
  const alliances = page.alliances.map(({ id }) => id);
  const sources = (page.record.cites ?? []).map(({ to }) => to).slice(0, NEIGHBOURS / 2);
  if (page.path === 'programmes') return [...sources, ...alliances];
  if (page.path === 'parks') return alliances;
  if (page.path === 'organisations') return linking(page.around.incoming, 'alliances', 'membership_of', page.id).map(({ id }) => id);
  if (page.path === 'observations') return ((page.record as Kinds['observations']).about ?? []).map(({ to }) => to);
  return [];
}

/** Programmes of the titles that a park was named with; their rules may set a term. */
function termed(page: Page): string[] {
  const titles = page.path === 'parks' ? ((page.record as Kinds['parks']).holds_title ?? []) : [];
  return [...new Set(titles.filter((title) => title.kind === 'named').map((title) => title.to))];
}

/** The divisions that a place lies in, the smallest first. */
async function chain(page: Page, signal: AbortSignal): Promise<City[]> {
  const record = page.record as { located_in?: readonly { to: string }[]; based_in?: readonly { to: string }[]; part_of?: readonly { to: string }[] };
  const found: City[] = [];
  let next = (record.located_in ?? record.based_in ?? (page.path === 'cities' ? record.part_of : undefined))?.[0]?.to;
  while (next && found.length < DEPTH) {
    const city: City = await read<City>(next, signal);
    found.push(city);
    next = city.part_of?.[0]?.to;
  }
  return found;
}

/** The divisions below a division; of the country those at the first step alone. */
async function below(page: Page, signal: AbortSignal): Promise<City[]> {
  if (page.path !== 'cities') return [];
  const found = linking(page.around.incoming, 'cities', 'part_of', page.id);
  if ((page.record as City).grade === 'country') return found;
  let parents = found.map(({ id }) => id);
  for (let depth = 0; parents.length && depth < DEPTH; depth += 1) {
    const { data } = await get<City[]>('/cities', [['part_of', parents.join(',')], ['limit', '1000']], signal);
    found.push(...data);
    parents = data.map(({ id }) => id);
  }
  return found;
}

/** What the page shows with its sources, in reading order. */
function shown(page: Page): unknown[] {
  if (page.path === 'sources') return [];
  const { cites, ...rest } = page.record;
  return [{ cites }, rest, page.alliances, page.actions, page.observations, near(page)];
}

/** Facts of other records that its page states. */
function near(page: Page): unknown[] {
  const { incoming } = page.around;
  if (page.path === 'parks') return [linking(incoming, 'postings', 'posted_by', page.id), linking(incoming, 'verdicts', 'about', page.id)];
  if (page.path === 'programmes') return page.mates.filter((mate) => pathOf(mate.id) === 'observations');
  if (page.path === 'observations') return sameIndicator(page as Page<'observations'>);
  return [];
}
