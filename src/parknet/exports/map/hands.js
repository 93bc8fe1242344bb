// Hands on the picture: drag, wheel, pinch, keys, and what is under the pointer.

function takeHands(picture, chose) {
  const { canvas } = picture;
  const pointers = new Map();
  let moved = 0;
  let spread = 0;

  const place = (event) => [event.offsetX, event.offsetY];
  const between = () => {
    const [a, b] = [...pointers.values()];
    return { distance: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, place(event));
    canvas.setPointerCapture(event.pointerId);
    if (pointers.size === 2) spread = between().distance;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) {
      if (event.pointerType === "mouse") hover(...place(event));
      return;
    }
    const [x, y] = place(event);
    pointers.set(event.pointerId, [x, y]);
    moved += Math.abs(x - last[0]) + Math.abs(y - last[1]);
    if (pointers.size === 2) {
      const { distance, middle } = between();
      picture.zoom(distance / (spread || distance), ...middle);
      spread = distance;
      moved = 99;
    }
    if (moved > 4) picture.pan((x - last[0]) / pointers.size, (y - last[1]) / pointers.size);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => {
      const known = pointers.delete(event.pointerId);
      if (known && name === "pointerup" && moved <= 4) chose(under(...place(event), event.pointerType === "mouse" ? 5 : 14));
    });
  }
  canvas.addEventListener("pointerleave", () => light(null));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 24 : 1;
    picture.zoom(Math.exp(-Math.max(-120, Math.min(event.deltaY * lines, 120)) * 0.0028), ...place(event));
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => picture.zoom(2, ...place(event), false));
  canvas.addEventListener("keydown", (event) => {
    const keys = {
      ArrowLeft: () => picture.pan(70, 0, false), ArrowRight: () => picture.pan(-70, 0, false),
      ArrowUp: () => picture.pan(0, 70, false), ArrowDown: () => picture.pan(0, -70, false),
      "+": () => picture.zoom(1.5, undefined, undefined, false), "=": () => picture.zoom(1.5, undefined, undefined, false),
      "-": () => picture.zoom(1 / 1.5, undefined, undefined, false), 0: () => picture.reset(),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  /** The mark under a point, else the link, else null. */
  function under(x, y, slack) {
    let best = null;
    let least = Infinity;
    for (const mark of picture.marks) {
      const [mx, my] = picture.screen(mark);
      const distance = Math.hypot(mx - x, my - y) - picture.radius(mark);
      if (distance < slack && distance < least) [best, least] = [{ mark }, distance];
    }
    if (best) return best;
    least = slack;
    for (const link of picture.links) {
      const distance = distanceTo(picture, link, x, y);
      if (distance < least) [best, least] = [{ link }, distance];
    }
    return best;
  }

  function hover(x, y) {
    let found = null;
    for (const mark of picture.byRank) {
      const [mx, my] = picture.screen(mark);
      if (Math.hypot(mx - x, my - y) < picture.radius(mark) + 3) {
        found = mark;
        break;
      }
    }
    light(found);
  }

  function light(mark) {
    if (picture.hover === mark) return;
    picture.hover = mark;
    canvas.classList.toggle("over", Boolean(mark));
    picture.redraw();
  }
}
