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
    if (degree[n] || (state.lone && !pairsOf[n].length && inRegion(n, state))) shown.push(n);
  }
  const list = [...drawn].filter((a) => on[a]).sort((a, b) => a - b);
  return { nodes: shown, pairs, degree, alliances: list, on };
}

function inRegion(n, { region }) {
  return !region || (n < NODES && (nodes.province[n] === region || nodes.region[n] === region));
}

/** Marks of the network view: one a node. */
function networkMarks(seen) {
  return seen.nodes.map((n) => ({ x: nodes.x[n], y: nodes.y[n], nodes: [n], rank: seen.degree[n] }));
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
  for (const link of links) {
    const kinds = new Set(link.pairs.flatMap((pair) => pair.of.map((a) => alliances.kind[a])));
    link.layer = kinds.size === 1 ? [...kinds][0] : "mixed";
    link.count = kinds.size === 1 && link.pairs.length === 1 ? link.pairs[0].of.length : tiesOf(link).length;
  }
  return { marks, links, where };
}

/** The alliances that a link stands for. */
const tiesOf = (link) => [...new Set(link.pairs.flatMap((pair) => pair.of))].sort((a, b) => a - b);
