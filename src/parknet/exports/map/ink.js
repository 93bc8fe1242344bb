// How the base map, links, marks and names are drawn; `p` is the picture.

const DASHES = {
  pairing: [], twinning: [9, 4], memorandum: [4, 3], consortium: [12, 3, 3, 3], "joint-conference": [7, 2, 2, 2],
  association: [1.5, 3], "joint-action": [2, 6], mixed: [],
};
const STROKES_AT_ONCE = 400;
const DENSE = 6; // more links than this times the marks are drawn without dashes, by their share
const CROWD = 1200; // of more marks than this only the weightiest are named, over the others

/** A path of rings: the first point, then steps. */
function traced(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    let [x, y] = ring;
    path.moveTo(x, y);
    for (let i = 2; i < ring.length; i += 2) path.lineTo((x += ring[i]), (y += ring[i + 1]));
    path.closePath();
  }
  return path;
}

function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box[0] === Infinity ? [0, 0, 1, 1] : box;
}

function drawBase(p) {
  const { context, camera } = p;
  context.save();
  context.translate(p.width / 2 - camera.x * camera.k, p.height / 2 - camera.y * camera.k);
  context.scale(camera.k, camera.k);
  context.lineJoin = "round";
  for (const { path, adcode } of p.provinces) {
    context.fillStyle = p.colour(p.state.recorded.has(adcode) ? "land" : "land-empty");
    context.strokeStyle = p.colour("border");
    context.lineWidth = 0.9 / camera.k;
    context.fill(path);
    context.stroke(path);
  }
  context.fillStyle = context.strokeStyle = p.colour("coast");
  context.lineWidth = 1.2 / camera.k;
  for (const path of [p.islands, p.dashes]) {
    context.fill(path);
    context.stroke(path);
  }
  context.restore();
}

/**
 * Links in groups that are drawn alike, the lightest first. Few links: wider with their count. Many: wider and darker
 * with their share of the largest count.
 */
function drawLinks(p, links, few) {
  const { context } = p;
  const faded = context.globalAlpha;
  const groups = new Map();
  for (const link of links) {
    const strength = few ? Math.min(Math.log2(link.count) / 4, 1) : link.share;
    const key = `${link.layer}|${Math.round(strength * 10) / 10}|${link.certain}|${link.broad ? 1 : 0}`;
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  const ordered = [...groups].map(([key, group]) => [key.split("|"), group]);
  ordered.sort(([[, a, , c]], [[, b, , d]]) => d - c || a - b);
  context.lineCap = "round";
  for (const [[layer, strength, certain, broad], group] of ordered) {
    const thin = broad === "1" ? 0.55 : 1;
    context.globalAlpha = faded * thin * (few ? 0.85 : Math.min(0.95, p.ink * (0.25 + 1.35 * strength ** 2)));
    context.strokeStyle = p.colour(`layer-${layer}`);
    context.lineWidth = (few ? 1.25 + 2.5 * strength : 0.6 + 3 * strength) * (broad === "1" ? 0.7 : 1);
    context.setLineDash(certain === "0" ? [1, 4] : !few || links.length > 1500 ? [] : DASHES[layer]);
    for (let i = 0; i < group.length; i += STROKES_AT_ONCE) {
      context.beginPath();
      for (const link of group.slice(i, i + STROKES_AT_ONCE)) traceLink(p, link);
      context.stroke();
    }
  }
  context.setLineDash([]);
  context.globalAlpha = faded;
}

/** A straight line in the network, a bow on the map. */
function traceLink(p, link) {
  const [x1, y1] = p.screen(link.a);
  const [x2, y2] = p.screen(link.b);
  p.context.moveTo(x1, y1);
  if (p.view === "map") p.context.quadraticCurveTo(...bow(x1, y1, x2, y2), x2, y2);
  else p.context.lineTo(x2, y2);
}

/** The control point of a bow between two points, bent to the north. */
function bow(x1, y1, x2, y2) {
  const side = x1 < x2 ? 0.16 : -0.16;
  return [(x1 + x2) / 2 + (y2 - y1) * side, (y1 + y2) / 2 - (x2 - x1) * side];
}

/** Distance from a point of the canvas to a link. */
function distanceTo(p, link, px, py) {
  const [x1, y1] = p.screen(link.a);
  const [x2, y2] = p.screen(link.b);
  const [cx, cy] = p.view === "map" ? bow(x1, y1, x2, y2) : [(x1 + x2) / 2, (y1 + y2) / 2];
  let least = Infinity;
  for (let i = 1; i < 16; i += 1) {
    const u = i / 16;
    const x = (1 - u) ** 2 * x1 + 2 * u * (1 - u) * cx + u * u * x2;
    const y = (1 - u) ** 2 * y1 + 2 * u * (1 - u) * cy + u * u * y2;
    least = Math.min(least, Math.hypot(x - px, y - py));
  }
  return least;
}

function outline(context, shape, x, y, r) {
  context.beginPath();
  if (shape === "Organisation") context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (shape === "City") {
    context.moveTo(x, y - r * 1.25);
    context.lineTo(x + r * 1.25, y);
    context.lineTo(x, y + r * 1.25);
    context.lineTo(x - r * 1.25, y);
    context.closePath();
  } else context.arc(x, y, r, 0, 7);
}

/** A mark: a shape and colour of its kind, a count when it stands for several, a ring when ties lie within. */
function drawMark(p, mark, chosen = false) {
  const { context } = p;
  const [x, y] = p.screen(mark);
  const r = p.radius(mark);
  if (x < -r || y < -r || x > p.width + r || y > p.height + r) return;
  const solid = context.globalAlpha;
  const mixed = mark.shape === "several_kinds";
  outline(context, mark.shape, x, y, r);
  context.fillStyle = p.colour(mixed ? "panel" : mark.shape);
  context.strokeStyle = p.colour("paper");
  context.lineWidth = r > 3 ? 1.5 : 0.5;
  context.fill();
  context.stroke();
  if (mixed) drawShares(p, mark, x, y, r);
  if (mark.nodes.length > 1) {
    if (mark.inner) {
      outline(context, mark.shape, x, y, r + 2.5);
      context.strokeStyle = p.colour(mark.shape);
      context.lineWidth = 1.2;
      context.stroke();
    }
    context.fillStyle = p.colour(mixed ? "ink" : "on-mark");
    context.font = `600 ${r < 10 || (mark.nodes.length > 99 && r < 18) ? 10 : 12}px ${p.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(mark.nodes.length, x, y + 0.5);
  }
  if (chosen) {
    context.globalAlpha = 1;
    outline(context, mark.shape, x, y, r + 4);
    context.strokeStyle = p.colour("ink");
    context.lineWidth = 2;
    context.stroke();
    context.globalAlpha = solid;
  }
}

/** The rim of a mark of several kinds: how many of each. */
function drawShares(p, mark, x, y, r) {
  const { context } = p;
  const rim = Math.max(3, r * 0.28);
  let angle = -Math.PI / 2;
  for (const kind of Object.values(SHAPES)) {
    const count = mark.nodes.filter((n) => kindOf(n) === kind).length;
    if (!count) continue;
    const end = angle + (count / mark.nodes.length) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, r - rim / 2, angle, end);
    context.lineCap = "butt";
    context.lineWidth = rim;
    context.strokeStyle = p.colour(kind);
    context.stroke();
    angle = end;
  }
}

/** Names of marks by weight where there is room, then those of provinces and islands. */
function drawNames(p, light) {
  const { context, names } = p;
  const visible = [];
  const crowd = p.view === "network" && p.marks.length > CROWD;
  for (const mark of p.byRank) {
    const [x, y] = p.screen(mark);
    if (x < 0 || y < 0 || x > p.width || y > p.height) continue;
    const r = p.radius(mark);
    if (!crowd) names.take([x - r, y - r, 2 * r, 2 * r]);
    visible.push({ mark, x, y, r });
  }
  context.textBaseline = "middle";
  context.lineJoin = "round";
  if (p.view === "map") drawPlaces(p, light ? 0.5 : 1);
  const wanted = light ? visible.filter(({ mark }) => light.marks.has(mark)) : visible;
  if (light) wanted.sort((a, b) => light.chosen.has(b.mark) - light.chosen.has(a.mark));
  let room = p.view === "map" && !light ? Math.max(10, p.width / 40) : crowd ? 24 : 140;
  for (const { mark, x, y, r } of wanted.slice(0, 900)) {
    const chosen = light?.chosen.has(mark) ?? false;
    if (mark.nodes.length > 1 && !chosen) continue;
    if (room <= 0) break;
    if (drawName(p, mark, x, y, r, chosen)) room -= 1;
  }
}

function drawName(p, mark, x, y, r, chosen) {
  const { context, names } = p;
  context.font = `${chosen ? "600 13px" : "12px"} ${p.font}`;
  const text = mark.nodes.length > 1 ? word("nodes_n", mark.nodes.length) : nameOf(mark.nodes[0]);
  const [shown, width] = names.fit(text, chosen ? 260 : 150);
  const box = names.beside(x, y, r, width + 4, 16, p) ?? (chosen ? [x - width / 2 - 2, y + r + 3, width + 4, 16] : null);
  if (!box) return false;
  names.take(box);
  context.textAlign = "left";
  context.strokeStyle = p.colour(p.view === "map" ? "halo" : "paper");
  context.lineWidth = 3.5;
  context.strokeText(shown, box[0] + 2, box[1] + 8);
  context.fillStyle = p.colour("ink");
  context.fillText(shown, box[0] + 2, box[1] + 8);
  return true;
}

/** Names of provinces (with "no record" where there is none) and of island groups. */
function drawPlaces(p, opacity) {
  const { context, names } = p;
  const small = p.camera.k < 0.14;
  context.textAlign = "center";
  context.globalAlpha = opacity;
  const write = (text, x, y, colour) => {
    const width = context.measureText(text).width;
    const box = [x - width / 2, y - 7, width, 14];
    if (!names.free(box)) return false;
    names.take(box);
    context.fillStyle = p.colour(colour);
    context.fillText(text, x, y);
    return true;
  };
  for (const { adcode, zh, en, label: [gx, gy] } of p.provinces) {
    const [x, y] = p.screen({ x: gx, y: gy });
    context.font = `${small ? 9.5 : 11.5}px ${p.font}`;
    if (!write(tongue ? en : zh, x, y, "place") || p.state.recorded.has(adcode) || small) continue;
    context.font = `10px ${p.font}`;
    write(word("no_record"), x, y + 15, "place");
  }
  context.font = `${small || tongue ? 8.5 : 10}px ${p.font}`;
  for (const { zh, en, label: [gx, gy] } of base.places) write(tongue ? en : zh, ...p.screen({ x: gx, y: gy }), "coast");
  context.globalAlpha = 1;
}
