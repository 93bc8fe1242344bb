// The picture: a camera over one of two worlds (the base map's grid, the network's plane), drawn on one canvas.

const HEAVY = 2500; // more links than this are drawn again only when the picture rests
const MERGE = 30; // marks nearer than this on the screen become one

class Picture {
  marks = [];
  links = [];
  camera = { x: 0, y: 0, k: 1 };
  hidden = 0; // so much of the canvas lies under the sheet

  constructor(canvas, changed) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.names = new Names(this.context);
    this.kept = document.createElement("canvas");
    this.changed = changed;
    this.provinces = base.provinces.map((province) => ({ ...province, path: traced(province.rings) }));
    this.dashes = traced(base.dashes);
    this.islands = traced(base.islands);
    this.recolour();
  }

  /** Colours by their names in the style. */
  recolour() {
    const style = getComputedStyle(document.documentElement);
    this.colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.font = getComputedStyle(document.body).fontFamily;
    this.redraw();
  }

  /** Take what is seen and how it is looked at; the camera stays unless the view is new. */
  show(seen, state) {
    const fresh = this.view !== state.view;
    [this.view, this.seen, this.state, this.grouped] = [state.view, seen, state, null];
    this.points = state.view === "map" ? mapPoints(seen) : [];
    if (fresh) this.reset(true);
    this.group();
    this.redraw();
  }

  /** Marks and links for the present zoom. */
  group() {
    const step = this.view === "map" ? Math.round(Math.log2(this.camera.k) * 2) : 0;
    if (this.grouped === step) return;
    this.grouped = step;
    const marks = this.view === "map" ? mapMarks(this.points, MERGE / 2 ** (step / 2)) : networkMarks(this.seen);
    Object.assign(this, linked(marks, this.seen));
    this.links.sort((a, b) => a.count - b.count);
    this.byRank = [...this.marks].sort((a, b) => b.rank - a.rank);
    this.typicalGap = this.marks.map(({ gap }) => gap).sort((a, b) => a - b)[this.marks.length >> 1];
    this.hover = null;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    if (width === this.width && height === this.height && ratio === this.ratio) return;
    const untouched = !this.width || this.untouched;
    [this.width, this.height, this.ratio] = [width, height, ratio];
    for (const canvas of [this.canvas, this.kept]) [canvas.width, canvas.height] = [width * ratio, height * ratio];
    this.keptAt = null;
    if (this.seen && untouched) this.reset(true);
    this.redraw();
  }

  /** The box of the whole picture: the whole grid on the map, all that is seen in the network. */
  whole() {
    if (this.view === "map") return [0, 0, WIDTH, HEIGHT];
    return boxOf(this.seen.nodes.map((n) => [nodes.x[n], nodes.y[n]]));
  }

  reset(atOnce = false) {
    if (!this.width) return;
    this.move(this.fitted(this.whole(), this.view === "map" ? 8 : Math.min(80, this.width / 16)), atOnce);
    this.untouched = true;
  }

  /** The camera that shows a box with some room around it. */
  fitted([left, top, right, bottom], room, closest = Infinity) {
    const height = Math.max(this.height - this.hidden, 80);
    const around = Math.min(room, height / 5);
    const wanted = Math.min((this.width - 2 * around) / (right - left || 1), (height - 2 * around) / (bottom - top || 1));
    const k = Math.max(Math.min(wanted, closest), 0.001);
    return { x: (left + right) / 2, y: (top + bottom + (this.height - height) / k) / 2, k };
  }

  move(camera, atOnce = false) {
    cancelAnimationFrame(this.flight);
    this.untouched = false;
    const limits = this.fitted(this.whole(), 8).k;
    const k = Math.max(limits * 0.5, Math.min(camera.k, Math.max(limits * 60, 1)));
    const to = { ...camera, k };
    if (atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.camera = to;
      this.redraw();
      return;
    }
    const from = this.camera;
    const start = performance.now();
    const step = (now) => {
      const part = Math.min((now - start) / 320, 1);
      const eased = 1 - (1 - part) ** 3;
      const between = (a, b) => a + (b - a) * eased;
      this.camera = { x: between(from.x, to.x), y: between(from.y, to.y), k: from.k * (to.k / from.k) ** eased };
      this.redraw();
      if (part < 1) this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  pan(dx, dy, atOnce = true) {
    const { x, y, k } = this.camera;
    this.move({ x: x - dx / k, y: y - dy / k, k }, atOnce);
  }

  /** Zoom by a factor about a point of the canvas. */
  zoom(factor, px = this.width / 2, py = this.height / 2, atOnce = true) {
    const [x, y] = this.world(px, py);
    const k = this.camera.k * factor;
    this.move({ x: x - (px - this.width / 2) / k, y: y - (py - this.height / 2) / k, k }, atOnce);
  }

  world(px, py) {
    const { x, y, k } = this.camera;
    return [x + (px - this.width / 2) / k, y + (py - this.height / 2) / k];
  }

  screen({ x, y }) {
    const { camera } = this;
    return [(x - camera.x) * camera.k + this.width / 2, (y - camera.y) * camera.k + this.height / 2];
  }

  /** Bring nodes into the picture with those around them. */
  focus(list) {
    const at = list
      .map((n) => (this.view === "map" ? nodes.map[n] : [nodes.x[n], nodes.y[n]]))
      .filter(([x]) => x !== undefined);
    if (at.length) this.move(this.fitted(boxOf(at), Math.min(90, this.width / 5), this.fitted(this.whole(), 8).k * 5));
  }

  radius(mark) {
    if (this.view === "map") {
      const most = Math.max(13, Math.min(8 + 70 * this.camera.k, 21)); // on a small map Hainan's mark must not reach the islands
      return mark.nodes.length === 1 ? 5.5 : Math.min(7.5 + 1.4 * Math.sqrt(mark.nodes.length), most);
    }
    const size = (4.5 + 1.4 * Math.sqrt(mark.rank)) * Math.max(0.3, Math.min((this.typicalGap * this.camera.k) / 20, 1));
    return Math.max(1.5, Math.min(size, Math.max(mark.gap * this.camera.k * 0.42, 2 + 0.35 * Math.sqrt(mark.rank))));
  }

  redraw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    if (!this.width || !this.seen) return;
    const heavy = this.links.length > HEAVY;
    if (heavy && this.keptAt && this.keptAt.links === this.links && this.keptAt.lit === this.lit()) {
      const { camera } = this.keptAt;
      if (camera !== this.camera) {
        this.drawKept(camera);
        clearTimeout(this.rest);
        this.rest = setTimeout(() => {
          this.keptAt = null;
          this.redraw();
        }, 140);
        return;
      }
    }
    this.group();
    this.drawAll();
    if (heavy) {
      const kept = this.kept.getContext("2d");
      kept.setTransform(1, 0, 0, 1, 0, 0);
      kept.drawImage(this.canvas, 0, 0);
      this.keptAt = { camera: this.camera, links: this.links, lit: this.lit() };
    }
    this.changed();
  }

  /** The last full picture, moved to where the camera is now. */
  drawKept(then) {
    const { context, camera, ratio } = this;
    const scale = camera.k / then.k;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.colour(this.view === "map" ? "sea" : "paper");
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const [x, y] = this.screen({ x: then.x, y: then.y });
    context.translate(x * ratio, y * ratio);
    context.scale(scale, scale);
    context.drawImage(this.kept, (-this.width * ratio) / 2, (-this.height * ratio) / 2);
  }

  /** What is in the light: the mark under the pointer, else the marks of what is chosen; null when nothing is. */
  lit() {
    return this.hover ?? this.state.chosen;
  }

  drawAll() {
    const { context, ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.colour(this.view === "map" ? "sea" : "paper");
    context.fillRect(0, 0, this.width, this.height);
    this.names.clear();
    if (this.view === "map") drawBase(this);
    const light = this.inLight();
    context.globalAlpha = light ? 0.35 : 1;
    drawLinks(this, this.links, this.links.length <= DENSE * this.marks.length);
    for (let i = this.byRank.length - 1; i >= 0; i -= 1) drawMark(this, this.byRank[i]);
    context.globalAlpha = 1;
    if (light) {
      drawLinks(this, light.links, true);
      for (const mark of light.marks) drawMark(this, mark, light.chosen.has(mark));
    }
    drawNames(this, light);
  }

  /** How much ink a link gets when there are many. */
  get ink() {
    return Math.max(0.13, Math.min(0.6, 14 / Math.sqrt(this.links.length + 1)));
  }

  /** Marks and links in the light, and which of the marks are chosen; null when nothing is. */
  inLight() {
    const { chosen } = this.state;
    const core = new Set();
    if (this.hover) core.add(this.hover);
    else if (chosen) for (const n of chosenNodes(chosen)) if (this.where[n] >= 0) core.add(this.marks[this.where[n]]);
    if (!core.size) return null;
    const within = chosen?.type === "tie" && !this.hover;
    const links = this.links.filter(
      within
        ? (link) => link.pairs.some((pair) => pair.of.includes(chosen.id))
        : (link) => core.has(link.a) || core.has(link.b),
    );
    const marks = new Set([...links.flatMap((link) => [link.a, link.b]), ...core]);
    return { links, marks, chosen: core };
  }
}
