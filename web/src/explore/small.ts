/** A small network for the tests of this folder. */
import type { LensWords } from '../address/lens';
import type { Network } from '../network/network';

const pair = ['', ''] as const;
const words = (...list: string[]) => Object.fromEntries(list.map((word) => [word, pair]));

export const WORDS: LensWords = {
  layers: words('pairing', 'memorandum', 'joint-action'),
  parties: words('park-park', 'park-other', 'city'),
  reach: words('within-province', 'between-provinces'),
  nodes: words('park', 'organisation', 'city'),
  region: words('east', 'west'),
  sure: words('certain', 'possible'),
};

interface Place {
  label?: string;
  province?: string;
  region?: string;
}
interface Tie {
  members: number[];
  kind?: string;
  earliest?: string | null;
  latest?: string | null;
  reason?: string | null;
  certain?: boolean;
  under?: string[];
}

const sinceOf = ({ earliest, latest }: Tie) => (earliest || latest ? `${earliest ?? ''}/${latest ?? earliest}` : null);

/** Nodes and ties with what matters to a test; the rest is as plain as can be. */
export function small(places: readonly Place[], ties: readonly Tie[]): Network {
  const each = <T>(value: (place: Place, n: number) => T): T[] => places.map(value);
  const every = <T>(value: (tie: Tie, n: number) => T): T[] => ties.map(value);
  const network = {
    nodes: {
      id: each((_, n) => `park-n${n}`), label: each(({ label }) => label ?? 'Park'), kind: each(() => null),
      name_zh: each((_, n) => `园区${n}`), name_en: each(() => null), aliases: each(() => []), pinyin: each(() => 'yuan qu'),
      city: each(() => null), province: each(({ province }) => province ?? null), region: each(({ region }) => region ?? null),
      provinces: each(({ province }) => (province ? [province] : [])), regions: each(({ region }) => (region ? [region] : [])),
      clusters: each(() => []), rivers: each(() => []), programmes: each(() => []), level: each(() => null), sectors: each(() => []),
      lon: each(() => null), lat: each(() => null), precision: each(() => null), x: each(() => null), y: each(() => null),
    },
    alliances: {
      id: every((_, n) => `alliance-t${n}`), kind: every(({ kind }) => kind ?? 'pairing'), name_zh: every((_, n) => `合作${n}`),
      name_en: every(() => null), members: every(({ members }) => members), absent: every(() => []), named: every(({ members }) => members.length),
      parties: every(() => 'park-park'), reach: every(() => 'between-provinces'), under: every(({ under }) => under ?? []),
      since: every(sinceOf), until: every(() => null),
      state: every(() => 'signed'), certain: every(({ certain }) => certain ?? true), reason: every(({ reason }) => reason ?? null),
      months: every(() => null), recency: every(() => null),
    },
    ties: {},
    dates: Object.fromEntries(ties.map((tie) => [sinceOf(tie), ['', '', tie.earliest ?? null, tie.latest ?? tie.earliest ?? null]])),
  };
  return network as unknown as Network;
}
