/** Events of a stream of the server (text/event-stream), one by one as they come. */
export interface Event {
  readonly name: string;
  readonly data: unknown;
}

export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) yield eventOf(block);
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): Event {
  const lines = block.split('\n');
  const after = (start: string) => lines.flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
  return { name: after('event: ')[0] ?? 'message', data: JSON.parse(after('data: ').join('\n') || 'null') };
}
