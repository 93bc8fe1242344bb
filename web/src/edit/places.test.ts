import { describe, expect, it } from 'vitest';
import { controlAt, placeOf, told } from './places';

const wrong = (place: string) => ({ place, value: '', cause: 'c', remedy: 'r' });

describe('the place of an error', () => {
  it('names the edit and the path in its record', () => {
    expect(placeOf('body/edits/0/after/has_step/1/date')).toEqual([0, 'has_step/1/date']);
    expect(placeOf('body/edits/12/version')).toEqual([12, 'version']);
    expect(placeOf('body/edits/3/after')).toEqual([3, '']);
    expect(placeOf('body/reason')).toEqual([-1, '']);
  });

  it('leads to its control, or to the nearest one around it', () => {
    const places = new Map([['has_step', 'steps'], ['has_step/1', 'second'], ['has_step/1/date', 'date']]);
    expect(['has_step/1/date', 'has_step/1/id', 'has_step/7/date', 'since'].map((path) => controlAt(places, path))).toEqual(['date', 'second', 'steps', '']);
  });

  it('is looked for among the controls of its own edit', () => {
    const edits = [new Map([['id', 'one']]), new Map([['id', 'two'], ['cites', 'sources']])];
    const found = told(['body/edits/1/id', 'body/edits/1/after/cites', 'body/edits/0/after/cites', 'body/edits/9/id'].map(wrong), edits);
    expect(found.map(({ control }) => control)).toEqual(['two', 'sources', '', '']);
  });
});
