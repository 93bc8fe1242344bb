// Names in the picture: the weightiest first, none over another or over a mark.

class Names {
  #cells = new Map();
  #widths = new Map();

  constructor(context) {
    this.context = context;
  }

  clear() {
    this.#cells.clear();
  }

  /** Whether a box (left, top, width, height) meets none so far. */
  free(box) {
    return this.#near(box).every(
      ([x, y, w, h]) => x >= box[0] + box[2] || box[0] >= x + w || y >= box[1] + box[3] || box[1] >= y + h,
    );
  }

  take([x, y, w, h]) {
    const box = [x - 2, y - 1, w + 4, h + 2];
    for (const key of this.#keys(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  /** The text cut to a width, and its width. */
  fit(text, longest) {
    const key = `${this.context.font}|${longest}|${text}`;
    let found = this.#widths.get(key);
    if (!found) {
      const letters = [...text];
      let end = letters.length;
      let shown = text;
      while (end > 1 && this.context.measureText(shown).width > longest) {
        end = Math.min(end - 1, Math.ceil(end * 0.9));
        shown = `${letters.slice(0, end).join("")}…`;
      }
      found = [shown, this.context.measureText(shown).width];
      this.#widths.set(key, found);
    }
    return found;
  }

  /** Where a name of this size may stand beside a mark at (x, y) of radius r; null when there is no room. */
  beside(x, y, r, width, height, { width: right, height: bottom }) {
    const boxes = [
      [x - width / 2, y + r + 2, width, height],
      [x + r + 4, y - height / 2, width, height],
      [x - width / 2, y - r - 2 - height, width, height],
      [x - r - 4 - width, y - height / 2, width, height],
    ];
    const inside = ([bx, by]) => bx >= 2 && by >= 0 && bx + width <= right - 2 && by + height <= bottom;
    return boxes.find((box) => inside(box) && this.free(box)) ?? null;
  }

  *#keys([x, y, w, h]) {
    for (let i = Math.floor(x / 80); i <= Math.floor((x + w) / 80); i += 1) {
      for (let k = Math.floor(y / 40); k <= Math.floor((y + h) / 40); k += 1) yield i * 100003 + k;
    }
  }

  #near(box) {
    return [...this.#keys(box)].flatMap((key) => this.#cells.get(key) ?? []);
  }
}
