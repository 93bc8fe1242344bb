import { afterEach, describe, expect, it, vi } from 'vitest';
import { Away, Refused, follow } from './client';

/** A stream of these pieces; `broken` ends it as a lost connection does. */
function streamed(pieces: readonly string[], broken = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start(control) {
      for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece));
      if (broken) control.error(new TypeError('cut'));
      else control.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const ANSWER = 'event: answer\ndata: {"meta":{},"data":{"名":1}}\n\n';

describe('an answer as events', () => {
  afterEach(() => vi.unstubAllGlobals());
  const asked = (response: Response, told: [number, number][] = []) => {
    vi.stubGlobal('fetch', () => Promise.resolve(response));
    return follow<Record<string, number>>('/network/ranks', [], (done, of) => told.push([done, of]));
  };

  it('is told how far it is, wherever the pieces are cut', async () => {
    const text = `event: progress\ndata: {"done": 3, "of": 9}\n\n${ANSWER}`;
    const told: [number, number][] = [];
    const answer = await asked(streamed([...text].map(String)), told);
    expect([told, answer.data]).toEqual([[[3, 9]], { 名: 1 }]);
  });

  it('is refused in the words of the problem', async () => {
    const problem = 'event: problem\ndata: {"status": 422, "detail": "too large", "errors": []}\n\n';
    const error = await asked(streamed([problem])).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).detail).toBe('too large');
  });

  it('is away when the stream ends or breaks before it', async () => {
    await expect(asked(streamed(['event: progress\ndata: {"done": 1, "of": 9}\n\n']))).rejects.toBeInstanceOf(Away);
    await expect(asked(streamed([ANSWER.slice(0, 20)], true))).rejects.toBeInstanceOf(Away);
  });

  it('is read whole where it comes at once', async () => {
    expect((await asked(Response.json({ meta: {}, data: { n: 2 } }))).data).toEqual({ n: 2 });
  });
});
