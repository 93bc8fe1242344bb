// Search over names in both languages and aliases; the list is worked by keys as well as by hand.

const MOST_FOUND = 30;
const plain = (text) => text.normalize("NFKC").toLowerCase();

/** Searchable text of every node and alliance, made at first use. */
function searchable() {
  searchable.rows ??= [
    ...nodes.label.map((zh, n) => ({
      node: n, zh: plain(zh), text: plain([zh, nodes.en[n], ...nodes.aka[n]].join("\n")), rank: pairsOf[n].length,
    })),
    ...alliances.label.map((zh, a) => ({ tie: a, zh: plain(zh), text: plain(`${zh}\n${alliances.en[a]}`), rank: -1 })),
  ];
  return searchable.rows;
}

/** Rows whose names hold every word of the query: names that begin with it first, then the better connected. */
function find(query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const first = words[0];
  return searchable()
    .filter((row) => words.every((text) => row.text.includes(text)))
    .sort((a, b) => b.zh.startsWith(first) - a.zh.startsWith(first) || b.rank - a.rank || compare(a.zh, b.zh));
}

function takeSearch(choose) {
  const [query, list] = [byId("query"), byId("found")];
  let active = -1;

  function show() {
    const rows = find(query.value);
    active = -1;
    list.replaceChildren(...rows.slice(0, MOST_FOUND).map(option));
    if (query.value.trim() && !rows.length) list.append(make("li", { role: "option", "aria-disabled": "true", text: word("found_none"), class: "none" }));
    open(Boolean(query.value.trim()));
    byId("said").textContent = query.value.trim() ? word("found", rows.length) : "";
  }

  function option(row, i) {
    const isNode = row.node !== undefined;
    const more = isNode ? placeOf(row.node) || word(kindOf(row.node)) : label("layer", alliances.kind[row.tie]);
    const item = make(
      "li", { role: "option", id: `found-${i}`, "aria-selected": "false" },
      isNode ? sign(kindOf(row.node), kindOf(row.node)) : sign("line", `layer-${alliances.kind[row.tie]}`),
      make("span", { text: isNode ? nameOf(row.node) : tieName(row.tie) }), make("small", { text: more }),
    );
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(row));
    item.row = row;
    return item;
  }

  function open(yes) {
    list.hidden = !yes;
    query.setAttribute("aria-expanded", String(yes));
    if (!yes) query.removeAttribute("aria-activedescendant");
  }

  function take(row) {
    open(false);
    choose(row.node !== undefined ? { type: "node", id: row.node } : { type: "tie", id: row.tie });
  }

  function step(by) {
    const options = [...list.querySelectorAll("li[id]")];
    if (!options.length) return;
    options[active]?.setAttribute("aria-selected", "false");
    active = (active + by + options.length + (active < 0 && by < 0 ? 1 : 0)) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    query.setAttribute("aria-activedescendant", options[active].id);
  }

  query.addEventListener("input", show);
  query.addEventListener("focus", () => query.value.trim() && show());
  query.addEventListener("blur", () => open(false));
  query.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") {
      const chosen = list.querySelectorAll("li[id]")[Math.max(active, 0)];
      if (!list.hidden && chosen) take(chosen.row);
    } else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
