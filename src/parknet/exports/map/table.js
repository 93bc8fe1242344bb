// The table of what is shown, nodes or ties: sorted by any column, in pages, tied to the picture both ways.

const ROWS = 50;
const sorting = { nodes: { by: 2, down: true }, ties: { by: 0, down: false } };
const paging = { nodes: 0, ties: 0 };

/** Columns: heading, text of a cell, and the order of two rows. */
function columnsOf(kind, seen) {
  const text = (heading, cell) => ({ heading: word(heading), cell, order: (a, b) => byName(cell(a), cell(b)) });
  if (kind === "nodes") {
    const province = (n) => nodes.province[n] || "9";
    return [
      { ...text("name", nameOf), sign: (n) => sign(kindOf(n), kindOf(n)) },
      {
        heading: word("province"), cell: (n) => provinceName(nodes.province[n]) || "—",
        order: (a, b) => compare(province(a), province(b)) || byName(nameOf(a), nameOf(b)),
      },
      { heading: word("partners"), cell: (n) => seen.degree[n], order: (a, b) => seen.degree[a] - seen.degree[b], number: true },
    ];
  }
  const since = (a) => DATA.dates[alliances.since[a]]?.[2] ?? "";
  return [
    {
      ...text("name", tieName), sign: (a) => sign("line", `layer-${alliances.kind[a]}`),
      more: (a) => label("layer", alliances.kind[a]),
    },
    { heading: word("since"), cell: (a) => dated(alliances.since[a]), order: (a, b) => compare(since(a), since(b)) },
    {
      heading: word("members"), cell: (a) => alliances.members[a].length,
      order: (a, b) => alliances.members[a].length - alliances.members[b].length, number: true,
    },
  ];
}

/** The table as an element; `chosen` is the number of the row in the light, or -1. */
function tableOf(kind, seen, chosen, choose, again) {
  const columns = columnsOf(kind, seen);
  const { by, down } = sorting[kind];
  const rows = [...(kind === "nodes" ? seen.nodes : seen.alliances)];
  rows.sort((a, b) => (down ? -1 : 1) * columns[by].order(a, b) || a - b);
  const pages = Math.max(Math.ceil(rows.length / ROWS), 1);
  const at = rows.indexOf(chosen);
  if (at >= 0 && tableOf.last !== chosen) paging[kind] = Math.floor(at / ROWS);
  tableOf.last = chosen;
  paging[kind] = Math.min(paging[kind], pages - 1);
  const head = columns.map((column, i) => heading(kind, column, i, again));
  const body = rows.slice(paging[kind] * ROWS, (paging[kind] + 1) * ROWS).map((row) => {
    const [first, ...rest] = columns;
    const more = first.more ? make("small", { text: first.more(row) }) : null;
    const text = make("span", {}, first.cell(row), more);
    const name = make("button", { type: "button", class: "row", on: () => choose(kind, row) }, first.sign(row), text);
    const cells = rest.map((column) => make("td", { text: column.cell(row), class: column.number && "number" }));
    return make("tr", { class: row === chosen && "chosen", "aria-current": row === chosen && "true" }, make("th", { scope: "row" }, name), ...cells);
  });
  return make("div", {}, make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)), pager(kind, pages, again));
}

function heading(kind, column, i, again) {
  const { by, down } = sorting[kind];
  const sort = () => {
    sorting[kind] = { by: i, down: by === i ? !down : Boolean(column.number) };
    paging[kind] = 0;
    again();
  };
  const order = by === i ? (down ? "descending" : "ascending") : "none";
  const arrow = by === i ? (down ? " ↓" : " ↑") : "";
  return make(
    "th", { scope: "col", "aria-sort": order, class: column.number && "number" },
    make("button", { type: "button", on: sort, text: column.heading + arrow }),
  );
}

function pager(kind, pages, again) {
  if (pages < 2) return null;
  const turn = (by) => () => {
    paging[kind] += by;
    again();
  };
  return make(
    "nav", { class: "pager" },
    make("button", { type: "button", text: "‹", "aria-label": word("previous"), disabled: paging[kind] === 0, on: turn(-1) }),
    make("span", { text: word("page", paging[kind] + 1, pages) }),
    make("button", { type: "button", text: "›", "aria-label": word("next"), disabled: paging[kind] === pages - 1, on: turn(1) }),
  );
}
