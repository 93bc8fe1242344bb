import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Work } from './work.svelte';

type Numbers = readonly number[];

describe('work', () => {
  let waiting: { url: string; give: (data: Numbers | null) => Promise<void> }[] = [];

  /** A server that answers when it is told to; of null with a refusal. */
  function answer(url: string): Promise<Response> {
    return new Promise((done) => {
      const give = async (data: Numbers | null): Promise<void> => {
        done(data ? Response.json({ meta: {}, data }) : Response.json({ detail: 'no' }, { status: 422 }));
        await vi.waitFor(() => expect(work.busy).toBe(false));
      };
      waiting.push({ url, give });
    });
  }
  let work: Work<Numbers>;
  beforeEach(() => {
    [work, waiting] = [new Work(), []];
    vi.stubGlobal('fetch', answer);
  });
  afterEach(() => vi.unstubAllGlobals());
  /** Ask, and answer. */
  async function told(query: [string, string][], data: Numbers | null, of?: string): Promise<void> {
    const end = work.start('/network/ranks', query, of);
    await waiting.at(-1)?.give(data);
    end();
  }

  it('shows no answer to another question, and says that it works', async () => {
    await told([['region', 'east']], [1]);
    expect(work.answer?.data).toEqual([1]);
    work.start('/network/ranks', [['region', 'west']]);
    expect([work.answer, work.busy]).toEqual([null, true]);
    await waiting[1]?.give([2]);
    expect([work.answer?.data, work.busy]).toEqual([[2], false]);
    work.start('/network/matrix', [['region', 'west']]);
    expect(work.answer).toBeNull();
  });
  it('keeps its answer while the same is asked again', async () => {
    await told([['region', 'east']], [1]);
    const end = work.start('/network/ranks', [['region', 'east']]);
    expect([work.answer?.data, work.busy]).toEqual([[1], true]);
    end();
    expect([work.answer?.data, work.busy]).toEqual([[1], false]);
  });
  it('holds nothing of a question that was given up', async () => {
    await told([['region', 'east']], [1]);
    work.start('/network/ranks', [['region', 'west']])();
    expect(work.answer).toBeNull();
    work.start('/network/ranks', [['region', 'east']]);
    expect(work.answer).toBeNull();
  });
  it('keeps its answer while more is asked of the same, where it is told what it is of', async () => {
    await told([['region', 'east'], ['measure', 'degree']], [1], 'east');
    work.start('/network/ranks', [['region', 'east'], ['measure', 'closeness']], 'east');
    expect(work.answer?.data).toEqual([1]);
    work.start('/network/ranks', [['region', 'west'], ['measure', 'closeness']], 'west');
    expect(work.answer).toBeNull();
  });
  it('holds no answer once the same is refused', async () => {
    await told([['region', 'east']], [1]);
    await told([['region', 'east']], null);
    expect([work.answer, work.refused?.detail]).toEqual([null, 'no']);
  });
});
