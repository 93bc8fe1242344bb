/** What of a view is taken by marks and names. */
import type { View } from './world';

/** Left, top, width, height. */
export type Area = readonly [number, number, number, number];

export class Room {
  #cells = new Map<number, Area[]>();

  constructor(private readonly view: View) {}

  isFree([x, y, w, h]: Area): boolean {
    if (x < 2 || y < 2 || x + w > this.view.width - 2 || y + h > this.view.height - 2) return false;
    for (const key of this.#keys([x, y, w, h])) {
      for (const [left, top, width, height] of this.#cells.get(key) ?? []) {
        if (x < left + width && left < x + w && y < top + height && top < y + h) return false;
      }
    }
    return true;
  }

  take(area: Area): void {
    for (const key of this.#keys(area)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(area);
      else this.#cells.set(key, [area]);
    }
  }

  *#keys([x, y, w, h]: Area): Generator<number> {
    for (let i = Math.floor(x / 80); i <= Math.floor((x + w) / 80); i += 1) {
      for (let k = Math.floor(y / 40); k <= Math.floor((y + h) / 40); k += 1) yield i * 100003 + k;
    }
  }
}
