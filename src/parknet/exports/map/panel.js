// What the panel says: the overview, one node, one tie, what stands at a mark or a link, and the sources.

const nodeButton = (n, choose, more) =>
  make(
    "button", { type: "button", class: "row", on: () => choose({ type: "node", id: n }) },
    sign(kindOf(n), kindOf(n)), make("span", { text: nameOf(n) }), more === undefined ? null : make("small", { text: more }),
  );

const tieButton = (a, choose, more) =>
  make(
    "button", { type: "button", class: "row", on: () => choose({ type: "tie", id: a }) },
    sign("line", `layer-${alliances.kind[a]}`), make("span", { text: tieName(a) }), make("small", { text: more }),
  );

const listOf = (items) => make("ul", { class: "list" }, ...items.map((item) => make("li", {}, item)));
const fact = (name, text) => (text ? [make("dt", { text: name }), make("dd", { text })] : []);

/** The nodes that a choice is about. */
function chosenNodes(chosen) {
  if (chosen.type === "node") return [chosen.id];
  if (chosen.type === "tie") return alliances.members[chosen.id].filter((n) => n < NODES);
  return chosen.nodes;
}

function overview(seen, choose) {
  const count = (kind) => seen.nodes.filter((n) => kindOf(n) === kind && seen.degree[n]).length;
  const tied = seen.nodes.filter((n) => seen.degree[n]);
  const most = [...tied].sort((a, b) => seen.degree[b] - seen.degree[a] || a - b).slice(0, 8);
  const parks = nodes.shape.filter((shape, n) => SHAPES[shape] === "Park" && !pairsOf[n].length).length;
  const left = [...LABELS.left_out.keys()].map((reason) => [reason, DATA.left_out[reason]]).filter(([, list]) => list?.length);
  return [
    make("p", { text: word("shown", tied.length, count("Park"), count("Organisation"), count("City"), seen.alliances.length, seen.pairs.length) }),
    make("p", { text: word("lone_parks", parks) }),
    make("p", { class: "quiet", text: word("how") }),
    most.length ? make("h2", { text: word("most") }) : null,
    listOf(most.map((n) => nodeButton(n, choose, word("partners_n", seen.degree[n])))),
    left.length ? make("h2", { text: word("not_drawn") }) : null,
    ...left.map(([reason, list]) => folded(reason, list, choose)),
  ];
}

/** A fold that lists its ties when it is opened. */
function folded(reason, list, choose) {
  const details = make("details", {}, make("summary", { text: label("left_out", reason) + word("bracketed", list.length) }));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(listOf(list.slice(0, 300).map((a) => tieButton(a, choose, sinceOf(a)))));
    }
  });
  return details;
}

const notDrawn = (reason) => word("tie_only") + word("colon") + label("left_out", reason);
const stateOf = (a) => (alliances.state[a] ? label("state", alliances.state[a]) : word("state_none"));
const sinceOf = (a) => `${label("layer", alliances.kind[a])} · ${dated(alliances.since[a])}`;

function nodeDetail(n, seen, choose) {
  const sectors = nodes.sectors[n].map((code) => label("sector", code)).join(tongue ? "; " : "、");
  const kind = nodes.kind[n] ? `${word(kindOf(n))} · ${label("kind", nodes.kind[n])}` : word(kindOf(n));
  const held = nodes.held[n] < 0 ? "" : ` · ${DATA.titles[nodes.held[n]]}`;
  const park = kindOf(n) === "Park";
  const list = alliancesOf[n].filter((a) => seen.on[a] || !drawn.has(a));
  const hidden = alliancesOf[n].length - list.length;
  return [
    ...names(nodes.label[n], nodes.en[n]),
    make(
      "dl", {},
      ...fact(word("kind"), kind),
      ...fact(word("place"), placeOf(n) || word("place_unknown")),
      ...fact(word("point"), nodes.map[n].length ? label("precision", nodes.precision[n]) : word("point_none")),
      ...(park ? fact(word("level"), nodes.level[n] ? label("level", nodes.level[n]) + held : word("level_none")) : []),
      ...(park ? fact(word("sectors"), sectors || word("sectors_none")) : []),
      ...fact(word("aliases"), nodes.aka[n].join(tongue ? "; " : "、")),
    ),
    make("h2", { text: word("ties") }),
    ...list.map((a) => tieCard(a, n, choose)),
    list.length ? null : make("p", { class: "quiet", text: word("ties_none") }),
    hidden ? make("p", { class: "quiet", text: word("ties_hidden", hidden) }) : null,
    make("h2", { text: word("sources") }), sourceList(nodes.cites[n]),
  ];
}

function names(zh, en) {
  const [first, second] = tongue && en ? [en, zh] : [zh, en];
  return [make("h2", { class: "name", text: first }), second ? make("p", { class: "other-name", text: second }) : null];
}

/** One tie of a node: what, with whom, since when, in which state, on whose word. */
function tieCard(a, self, choose) {
  const reason = reasonOf.get(a);
  return make(
    "section", { class: `card${drawn.has(a) ? "" : " undrawn"}` },
    tieButton(a, choose, label("layer", alliances.kind[a])),
    partners(a, self, choose),
    make("p", { class: "facts", text: [dated(alliances.since[a]), stateOf(a), sureness(a), reason && notDrawn(reason)].filter(Boolean).join(" · ") }),
    inferredOf(a),
    make("details", {}, make("summary", { text: word("sources") + word("bracketed", alliances.cites[a].length) }), sourceList(alliances.cites[a])),
  );
}

const sureness = (a) => (certain.has(a) ? word(certain.get(a) ? "certain" : "possible_short") : "");

function inferredOf(a) {
  const list = alliances.inferred[a].map((key) => label("inferred", key)).join(tongue ? ", " : "、");
  return list ? make("p", { class: "inferred", text: word("inferred", list) }) : null;
}

function partners(a, self, choose) {
  const members = alliances.members[a];
  if (!members.length) return make("p", { class: "quiet", text: word("members_none") });
  return listOf(
    members.map((n, i) => {
      if (n === self) return null;
      const part = alliances.parts[a][i] ? label("part", alliances.parts[a][i]) : undefined;
      if (n < NODES) return nodeButton(n, choose, part);
      return make("span", { class: "row still" }, make("span", { text: nameOf(n) }), make("small", { text: part ?? "" }));
    }).filter(Boolean),
  );
}

function tieDetail(a, choose) {
  const steps = alliances.steps[a].map(([state, at, wording]) =>
    make("li", {}, make("b", { text: label("state", state) }), ` ${dated(at)}`, wording ? make("q", { text: wording }) : ""));
  const reason = reasonOf.get(a);
  return [
    ...names(alliances.label[a], alliances.en[a]),
    reason ? make("p", { class: "inferred", text: notDrawn(reason) }) : null,
    make(
      "dl", {},
      ...fact(word("layer"), label("layer", alliances.kind[a])),
      ...fact(word("since"), [dated(alliances.since[a]), sureness(a)].filter(Boolean).join(" · ")),
      ...fact(word("until"), dated(alliances.until[a])),
      ...fact(word("state"), stateOf(a)),
      ...fact(word("content"), alliances.content[a]),
    ),
    inferredOf(a),
    make("h2", { text: word("members") + word("bracketed", alliances.members[a].length) }), partners(a, -1, choose),
    steps.length ? make("h2", { text: word("steps") }) : null,
    steps.length ? make("ol", { class: "steps" }, ...steps) : null,
    make("h2", { text: word("sources") }), sourceList(alliances.cites[a]),
  ];
}

function sourceList(list) {
  if (!list.length) return make("p", { class: "quiet", text: word("sources_none") });
  return make("ul", { class: "sources" }, ...list.map(sourceItem));
}

/** Publisher, date, title; linked only where the address may be shown. */
function sourceItem(s) {
  const [publisher, date, title, address] = DATA.sources[s];
  const shown = /^https?:\/\//.test(address)
    ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank", text: title })
    : make("span", { text: title });
  return make("li", {}, make("small", { text: [publisher, date[tongue]].filter(Boolean).join(" · ") }), shown);
}

/** What stands at a mark, or the ties of a link. */
function placeDetail(chosen, seen, choose, zoomHere) {
  if (chosen.type === "link") {
    const [a, b] = chosen.ends;
    return [
      make("h2", { class: "name", text: word("between") }),
      make("p", { class: "other-name", text: [a, b].map((list) => (list.length > 1 ? word("nodes_n", list.length) : nameOf(list[0]))).join(" — ") }),
      listOf(chosen.ties.slice(0, 300).map((tie) => tieButton(tie, choose, sinceOf(tie)))),
    ];
  }
  const sorted = [...chosen.nodes].sort((a, b) => seen.degree[b] - seen.degree[a] || byName(nameOf(a), nameOf(b)));
  return [
    make("h2", { class: "name", text: word("same_place") }),
    make("p", { class: "other-name", text: word("nodes_n", sorted.length) }),
    chosen.points > 1 ? make("button", { type: "button", class: "plain", text: word("zoom_here"), on: zoomHere }) : null,
    listOf(sorted.slice(0, 400).map((n) => nodeButton(n, choose, `${placeOf(n) || word("place_unknown")} · ${word("partners_n", seen.degree[n])}`))),
  ];
}

function about() {
  const order = DATA.sources.map((_, s) => s).sort((a, b) => compare(DATA.sources[a][0], DATA.sources[b][0]) || a - b);
  return [
    make("p", { text: word("about") }),
    make("p", { class: "quiet", text: imprint() }),
    make("h2", { text: word("sources_all", order.length) }),
    sourceList(order.slice(0, 1500)),
  ];
}

const imprint = () => word("imprint", meta.at, meta.digest.slice(0, 12), meta.lens);
