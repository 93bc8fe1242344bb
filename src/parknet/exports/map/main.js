// One state; every change of it is followed by one update of all that is seen.

const state = {
  view: "map",
  layers: new Set(LAYERS),
  parties: "all",
  region: "",
  lone: false,
  guest: -1, // a node that is in the picture because it is chosen, though the filters leave it out
  chosen: null,
  tab: "overview",
  recorded: new Set(nodes.province),
};
const lonely = nodes.label.filter((_, n) => !pairsOf[n].length).length;

const picture = new Picture(byId("canvas"), () => {
  if (legendOf === picture.marks) return;
  legendOf = picture.marks;
  fillLegend(state, picture, toggleLayer);
});
let legendOf = null;
let seen = null;

/** Take changes of the state and show what follows from them. */
function update(changes = {}) {
  const filters = ["layers", "parties", "region", "lone", "guest"].some((name) => name in changes);
  Object.assign(state, changes);
  if (filters || !seen) {
    seen = filtered(state);
    if (filters) byId("said").textContent = word("nodes_n", seen.nodes.length) + word("comma") + word("ties_n", seen.alliances.length);
  }
  if (filters || "view" in changes || "lang" in changes || !picture.seen) picture.show(seen, state);
  if ("lone" in changes && state.view === "network") picture.reset();
  state.hasTaiwan = nodes.province.some((code, n) => code === "710000" && (state.lone || pairsOf[n].length));
  switchOf("view", [["map", "view_map"], ["network", "view_network"]], state.view, (view) => update({ view, chosen: placed(state.chosen) }));
  switchOf("parties", [["all", "parties_all"], ["park-park", "parties_parks"]], state.parties, (parties) => update({ parties }));
  fillRegions(state);
  byId("lone-text").textContent = word("lone", lonely);
  fillNotes(state, seen);
  fillLegend(state, picture, toggleLayer);
  byId("nothing").hidden = seen.nodes.length > 0;
  byId("canvas").setAttribute(
    "aria-label",
    word("summary", word(`view_${state.view}`), seen.nodes.length, seen.alliances.length),
  );
  fillPanel();
  picture.redraw();
}

function toggleLayer(layer) {
  const layers = new Set(state.layers);
  if (!layers.delete(layer)) layers.add(layer);
  update({ layers });
  byId("legend").querySelector(`[data-layer="${layer}"]`)?.focus();
}

/** A choice that outlives a change of view: marks and links do not. */
const placed = (chosen) => (chosen?.type === "node" || chosen?.type === "tie" ? chosen : null);

/** Choose a node, tie, mark or link (null: nothing): it is lit in the picture and told in the panel. */
function choose(chosen, look = true) {
  const guest = chosen?.type === "node" && !seen.degree[chosen.id] ? chosen.id : -1;
  update({ chosen, tab: "overview", ...(guest === state.guest ? {} : { guest }) });
  byId("body").scrollTop = 0;
  openSheet(Boolean(chosen));
  if (!chosen) return;
  byId("body").focus({ preventScroll: true });
  if (!look) return;
  const list = chosenNodes(chosen);
  picture.focus(chosen.type === "node" ? [...list, ...pairsOf[chosen.id].flatMap((i) => [ties.from[i], ties.to[i]])] : list);
}

/** What a click in the picture chooses. */
function chose(found) {
  if (!found) return choose(null);
  const { mark, link } = found;
  if (link) {
    const list = tiesOf(link);
    if (list.length === 1) return choose({ type: "tie", id: list[0] }, false);
    return choose({ type: "link", ties: list, ends: [link.a.nodes, link.b.nodes], nodes: [...link.a.nodes, ...link.b.nodes] }, false);
  }
  if (mark.nodes.length === 1) return choose({ type: "node", id: mark.nodes[0] }, false);
  return choose({ type: "mark", nodes: mark.nodes, points: mark.points }, false);
}

function fillPanel() {
  const tabs = [
    ["overview", word("tab_overview")], ["nodes", word("tab_nodes", seen.nodes.length)],
    ["ties", word("tab_ties", seen.alliances.length)], ["about", word("tab_about")],
  ];
  byId("tabs").replaceChildren(
    ...tabs.map(([key, text]) =>
      make("button", {
        type: "button", role: "tab", id: `tab-${key}`, text, "aria-selected": String(state.tab === key), "aria-controls": "body",
        tabindex: state.tab === key ? "0" : "-1", on: () => showTab(key),
      })),
  );
  byId("body").setAttribute("aria-labelledby", `tab-${state.tab}`);
  byId("body").replaceChildren(...panelBody().filter(Boolean));
}

function panelBody() {
  const { tab, chosen } = state;
  if (tab === "about") return about();
  if (tab !== "overview") {
    const row = chosen?.type === { nodes: "node", ties: "tie" }[tab] ? chosen.id : -1;
    return [tableOf(tab, seen, row, (kind, id) => choose({ type: kind === "nodes" ? "node" : "tie", id }), fillPanel)];
  }
  if (!chosen) return overview(seen, choose);
  const back = make("button", { type: "button", class: "plain back", text: word("back"), on: () => choose(null) });
  if (chosen.type === "node") return [back, ...nodeDetail(chosen.id, seen, choose)];
  if (chosen.type === "tie") return [back, ...tieDetail(chosen.id, choose)];
  return [back, ...placeDetail(chosen, seen, choose, () => picture.focus(chosen.nodes))];
}

function showTab(tab) {
  update({ tab });
  openSheet(true);
  byId("body").scrollTop = 0;
  byId(`tab-${tab}`).focus();
}

/** On narrow screens the panel is a sheet that opens over the picture. */
function openSheet(open) {
  byId("panel").classList.toggle("open", open);
  byId("handle").setAttribute("aria-expanded", String(open));
  byId("handle").setAttribute("aria-label", word(open ? "close_sheet" : "open_sheet"));
  picture.hidden = Math.max(0, byId("canvas").getBoundingClientRect().bottom - byId("panel").getBoundingClientRect().top);
  if (byId("panel").getBoundingClientRect().left > 0) picture.hidden = 0;
}

function start() {
  fillWords();
  openSheet(false);
  picture.resize();
  update();
  takeHands(picture, chose);
  takeSearch(choose);
  byId("region").addEventListener("change", (event) => update({ region: event.target.value }));
  byId("lone").addEventListener("change", (event) => update({ lone: event.target.checked }));
  byId("closer").addEventListener("click", () => picture.zoom(1.6, undefined, undefined, false));
  byId("farther").addEventListener("click", () => picture.zoom(1 / 1.6, undefined, undefined, false));
  byId("reset").addEventListener("click", () => picture.reset());
  byId("handle").addEventListener("click", () => openSheet(!byId("panel").classList.contains("open")));
  byId("query").addEventListener("focus", () => byId("panel").classList.contains("open") || openSheet(true));
  byId("lang").addEventListener("click", () => {
    tongue = 1 - tongue;
    fillWords();
    openSheet(byId("panel").classList.contains("open"));
    update({ lang: tongue });
  });
  byId("tabs").addEventListener("keydown", (event) => {
    const list = [...byId("tabs").children];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) list[(list.indexOf(event.target) + by + list.length) % list.length].click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) choose(null);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.recolour());
  new ResizeObserver(() => picture.resize()).observe(byId("canvas"));
  document.documentElement.dataset.ready = "yes";
}

start();
