import { describe, expect, it } from 'vitest';
import { asked, coverageOf, notNamed, type Known } from './coverage';

const known = (programme: string, groups = 3, expected_groups: number | null = 24, undated = 0): Known => ({
  programme, groups, expected_groups, undated, sentence: ['', ''],
});

describe('coverage', () => {
  it('is of the programmes of the lens, read with the facts or later', () => {
    const [plan, list, delta] = [known('programme-plan'), known('programme-list'), known('programme-delta')];
    expect(coverageOf({ programme: 'programme-delta,programme-plan' }, [plan, list], [delta])).toEqual([delta, plan]);
    expect(coverageOf({}, [plan, list], [delta])).toEqual([plan, list]);
    expect(coverageOf({ programme: 'programme-other' }, [plan], [])).toEqual([plan]);
  });

  it('of a pilot is told with its programme', () => {
    expect(asked({ programme: 'programme-plan,programme-plan-pilot' })).toEqual(['programme-plan']);
    expect(asked({ programme: 'programme-plan-pilot' })).toEqual(['programme-plan-pilot']);
  });

  it('says how many groups no source names; a group of unknown year is named', () => {
    expect(notNamed(known('a'))).toEqual({ n: 21, of: 24 });
    expect(notNamed(known('a', 3, 24, 2))).toEqual({ n: 19, of: 24 });
    expect(notNamed(known('a', 24))).toBeNull();
    expect(notNamed(known('a', 3, null))).toBeNull();
  });
});
