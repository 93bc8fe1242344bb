/**
 * Whether this browser may write. The session itself is a cookie that scripts cannot read; what is kept here is only that
 * one was opened, and until when, so that reading asks the server for nothing.
 */
import { Refused, send } from '../api/client';

const KEY = 'parknet-session';
const HOURS = 12;

class Session {
  open = $state(until() > Date.now());
  /** What was done last, for the page that is shown next. */
  done = $state('');

  /** Open a session with the token of the data folder; whether it is the right one. Raises Away, and other refusals. */
  async enter(token: string): Promise<boolean> {
    try {
      await send('POST', '/session', { token });
    } catch (error) {
      if (error instanceof Refused && (error.status === 401 || error.status === 422)) return false;
      throw error;
    }
    keep(String(Date.now() + HOURS * 3_600_000));
    this.open = true;
    return true;
  }

  /** End the session, here and on the server. Raises Away, and refusals: it goes on then. */
  async leave(): Promise<void> {
    try {
      await send('DELETE', '/session');
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error; // it had ended by itself
    }
    this.lost();
  }

  /** The server knows the session no more. */
  lost(): void {
    keep('');
    this.open = false;
  }
}

function until(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0);
  } catch {
    return 0; // a browser that keeps nothing asks for the token on every visit
  }
}

function keep(value: string): void {
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

export const session = new Session();
