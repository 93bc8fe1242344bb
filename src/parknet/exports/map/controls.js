// The filters, the legend that is one of them, and the words of the frame.

const REGIONS = [...LABELS.region.keys()];
const provinceName = (code) => {
  const found = base.provinces.find(({ adcode }) => adcode === code);
  return found ? found[tongue ? "en" : "zh"] : "";
};

/** How many nodes each province and macro-region has, and how many of them are tied. */
const counted = new Map();
nodes.label.forEach((_, n) => {
  for (const key of [nodes.province[n], nodes.region[n]]) {
    const count = counted.get(key) ?? { all: 0, tied: 0 };
    count.all += 1;
    count.tied += pairsOf[n].length ? 1 : 0;
    counted.set(key, count);
  }
});

function switchOf(id, options, chosen, choose) {
  byId(id).replaceChildren(
    ...options.map(([value, key]) =>
      make("button", { type: "button", text: word(key), "aria-pressed": String(value === chosen), "data-value": value, on: () => choose(value) })),
  );
}

/** Macro-regions, then provinces in the order of their codes; those without a record say so. */
function fillRegions(state) {
  const option = (value, name) => {
    const { all = 0, tied = 0 } = counted.get(value) ?? {};
    const text = name + word("bracketed", tied || word(all ? "no_tie" : "no_record"));
    return make("option", { value, text, selected: state.region === value });
  };
  byId("region").replaceChildren(
    make("option", { value: "", text: word("region_all"), selected: !state.region }),
    make("optgroup", { label: word("macro_regions") }, ...REGIONS.map((key) => option(key, label("region", key)))),
    make("optgroup", { label: word("provinces") }, ...base.provinces.map(({ adcode }) => option(adcode, provinceName(adcode)))),
  );
}

/** The legend, made from what is in the picture; a tie type is also a filter. */
function fillLegend(state, picture, toggle) {
  const counts = new Map();
  for (const a of drawn) counts.set(alliances.kind[a], (counts.get(alliances.kind[a]) ?? 0) + 1);
  const layers = LAYERS.filter((layer) => counts.has(layer)).map((layer) =>
    make(
      "button", { type: "button", class: "chip", "aria-pressed": String(state.layers.has(layer)), "data-layer": layer, on: () => toggle(layer) },
      sign("line", `layer-${layer}`), make("span", { text: `${label("layer", layer)} ${counts.get(layer)}` }),
    ));
  const item = (picturing, text) => make("span", { class: "item" }, picturing, make("span", { text }));
  const kinds = Object.values(SHAPES)
    .filter((kind) => picture.marks.some((mark) => mark.nodes.some((n) => kindOf(n) === kind)))
    .map((kind) => item(sign(kind, kind), word(kind)));
  const many = picture.marks.some((mark) => mark.nodes.length > 1);
  const several = picture.marks.some((mark) => mark.shape === "several_kinds");
  byId("legend").replaceChildren(
    ...layers,
    ...(picture.links.some((link) => link.layer === "mixed") ? [item(sign("line", "layer-mixed"), word("mixed"))] : []),
    ...(picture.links.some((link) => !link.certain) ? [item(sign("line", "doubtful"), word("possible"))] : []),
    ...kinds,
    ...(several ? [item(sign("Park", "several_kinds"), word("several_kinds"))] : []),
    ...(many ? [item(make("b", { class: "count", text: "n" }), word("many"))] : []),
    ...(many && picture.marks.some((mark) => mark.inner) ? [item(sign("ring", "ring"), word("inner"))] : []),
  );
}

/** What stands on the map besides: that it is schematic, where there is no data, and who is not on it. */
function fillNotes(state, seen) {
  const notes = state.view === "map" ? [word("schematic")] : [];
  if (state.view === "map") {
    if (!seen.nodes.some((n) => nodes.province[n] === "710000") && !state.hasTaiwan) notes.push(word("taiwan"));
    const off = seen.nodes.filter((n) => !nodes.map[n].length).length;
    if (off) notes.push(word("off_map", off));
  }
  byId("map-notes").replaceChildren(...notes.map((text) => make("span", { text })));
}

/** The words of the frame in the language shown. */
function fillWords() {
  document.documentElement.lang = tongue ? "en" : "zh-CN";
  document.title = (meta.synthetic ? `${word("synthetic")} · ` : "") + word("title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = word(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = word(element.dataset.placeholder);
  for (const button of document.querySelectorAll("#zoom button")) button.title = word(button.dataset.label);
  byId("synthetic").hidden = !meta.synthetic;
  byId("lang").textContent = word("other_language");
  byId("lang").lang = tongue ? "zh-CN" : "en";
  byId("coverage").textContent = word("coverage") + DATA.coverage.map((pair) => pair[tongue]).join(tongue ? " " : "");
  byId("imprint").textContent = imprint();
}
