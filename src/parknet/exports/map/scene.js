// What passes the filters, and the marks and links that it makes in the picture.

/** Alliances, nodes and pairs that pass the filters; `degree` counts partners among them. */
function filtered(state) {
  const on = new Uint8Array(alliances.label.length);
  for (const a of drawn) {
    const parks = state.parties === "all" || alliances.parties[a] === "park-park";
    on[a] = parks && state.layers.has(alliances.kind[a]) && alliances.members[a].some((n) => inRegion(n, state)) ? 1 : 0;
  }
  const pairs = [];
  const degree = new Int32Array(NODES);
  ties.of.forEach((list, i) => {
    const of = list.length === 1 ? (on[list[0]] ? list : []) : list.filter((a) => on[a]);
    if (!of.length) return;
    pairs.push({ from: ties.from[i], to: ties.to[i], of, certain: ties.certain[i] });
    degree[ties.from[i]] += 1;
    degree[ties.to[i]] += 1;
  });
  const shown = [];
  for (let n = 0; n < NODES; n += 1) {
    if (degree[n] || n === state.guest || (state.lone && !pairsOf[n].length && inRegion(n, state))) shown.push(n);
  }
  const list = [...drawn].filter((a) => on[a]).sort((a, b) => a - b);
  return { nodes: shown, pairs, degree, alliances: list, on };
}

function inRegion(n, { region }) {
  return !region || (n < NODES && (nodes.province[n] === region || nodes.region[n] === region));
}

/** Marks of the network view: one a node, with the distance to its nearest neighbour. */
function networkMarks(seen) {
  const marks = seen.nodes.map((n) => ({ x: nodes.x[n], y: nodes.y[n], nodes: [n], rank: seen.degree[n], gap: Infinity }));
  const across = [...marks].sort((a, b) => a.x - b.x);
  across.forEach((mark, i) => {
    for (let k = i + 1; k < across.length && across[k].x - mark.x < mark.gap; k += 1) {
      const gap = Math.hypot(across[k].x - mark.x, across[k].y - mark.y);
      mark.gap = Math.min(mark.gap, gap);
      across[k].gap = Math.min(across[k].gap, gap);
    }
  });
  return marks;
}

/** Points of the map view: one a place, with all who are there; who has no place is not in the picture. */
function mapPoints(seen) {
  const at = new Map();
  for (const n of seen.nodes) {
    const [x, y] = nodes.map[n];
    if (x === undefined) continue;
    const key = x * 10000 + y;
    const point = at.get(key) ?? { x, y, nodes: [], rank: 0 };
    point.nodes.push(n);
    point.rank += 1 + seen.degree[n];
    at.set(key, point);
  }
  return [...at.values()].sort((a, b) => b.rank - a.rank || a.x - b.x || a.y - b.y);
}

/** Marks of the map view: points nearer than `reach` join the weightiest of them, whose place the mark keeps. */
function mapMarks(points, reach) {
  const cells = new Map();
  const marks = [];
  for (const point of points) {
    const [column, row] = [Math.floor(point.x / reach), Math.floor(point.y / reach)];
    let nearest = null;
    let least = reach;
    for (let i = -1; i <= 1; i += 1) {
      for (let k = -1; k <= 1; k += 1) {
        for (const mark of cells.get((column + i) * 100003 + row + k) ?? []) {
          const distance = Math.hypot(mark.x - point.x, mark.y - point.y);
          if (distance < least) [nearest, least] = [mark, distance];
        }
      }
    }
    if (nearest) {
      nearest.nodes.push(...point.nodes);
      nearest.rank += point.rank;
      nearest.points += 1;
    } else {
      const mark = { x: point.x, y: point.y, nodes: [...point.nodes], rank: point.rank, points: 1 };
      marks.push(mark);
      const key = column * 100003 + row;
      cells.set(key, [...(cells.get(key) ?? []), mark]);
    }
  }
  return marks;
}

/** Links between marks: all pairs between the same two marks are one link; pairs inside a mark are counted in it. */
function linked(marks, seen) {
  const where = new Int32Array(NODES).fill(-1);
  marks.forEach((mark, m) => {
    mark.inner = 0;
    mark.shape = mark.nodes.every((n) => kindOf(n) === kindOf(mark.nodes[0])) ? kindOf(mark.nodes[0]) : "several_kinds";
    for (const n of mark.nodes) where[n] = m;
  });
  const found = new Map();
  for (const pair of seen.pairs) {
    const [a, b] = [where[pair.from], where[pair.to]].sort((p, q) => p - q);
    if (a < 0) continue;
    if (a === b) marks[a].inner += 1;
    else {
      const key = a * marks.length + b;
      const link = found.get(key) ?? { a: marks[a], b: marks[b], pairs: [], certain: 0 };
      link.pairs.push(pair);
      link.certain |= pair.certain;
      found.set(key, link);
    }
  }
  const links = [...found.values()];
  links.forEach(weigh);
  const most = Math.max(...links.map((link) => link.count), 1);
  for (const link of links) link.share = Math.sqrt(link.count / most);
  return { marks, links, where };
}

const LARGE_GROUP = 6; // what only such groups join is drawn lighter: a group of 20 is 190 lines
const MAJORITY = 2 / 3;

/** Count of a link, its type (that of two thirds of its ties, else mixed), and whether only large groups make it. */
function weigh(link) {
  const list = tiesOf(link);
  const kinds = new Map();
  for (const a of list) kinds.set(alliances.kind[a], (kinds.get(alliances.kind[a]) ?? 0) + 1);
  const [layer, count] = [...kinds].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))[0];
  link.count = list.length;
  link.layer = count >= list.length * MAJORITY ? layer : "mixed";
  link.broad = list.every((a) => alliances.members[a].length > LARGE_GROUP);
}

/** The alliances that a link stands for. */
const tiesOf = (link) => [...new Set(link.pairs.flatMap((pair) => pair.of))].sort((a, b) => a - b);
