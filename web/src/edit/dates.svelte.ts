/** What dates in words mean, as the server reads them; each text is asked for once. */
import { Away, Refused, get, type Schemas } from '../api/client';
import { words } from '../words/words.svelte';
import { sentence } from './faults';

type Meaning = Schemas['DateBody'];

class Dates {
  #known = $state.raw<Readonly<Record<string, Meaning>>>({});
  /** Why a text is no date and what to write, as the server says it, by language and text. */
  #wrong = $state.raw<Readonly<Record<string, string>>>({});

  /** Learn what texts mean. Texts that could not be asked for stay unknown. */
  async read(texts: readonly string[]): Promise<void> {
    const unknown = [...new Set(texts)].filter((text) => text && !this.#known[text] && !this.wrong(text));
    await Promise.all(unknown.map((text) => this.#ask(text)));
  }

  async #ask(text: string): Promise<void> {
    const key = keyOf(text);
    try {
      const { data } = await get<Meaning>('/dates', [['text', text]]);
      this.#known = { ...this.#known, [text]: data };
    } catch (error) {
      if (error instanceof Refused) this.#wrong = { ...this.#wrong, [key]: saidOf(error) };
      else if (!(error instanceof Away)) throw error;
    }
  }

  of(text: string): Meaning | null {
    return this.#known[text.trim()] ?? null;
  }

  wrong(text: string): string {
    return this.#wrong[keyOf(text.trim())] ?? '';
  }

  edtf(text: string): string {
    return this.of(text)?.edtf ?? text;
  }
}

const keyOf = (text: string): string => `${words.lang} ${text}`;

function saidOf({ errors: [first], detail }: Refused): string {
  return first ? sentence(first) : detail;
}

export const dates = new Dates();
