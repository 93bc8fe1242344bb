// The data of the page, the words in the language shown, and small things to make elements with.

const DATA = JSON.parse(document.getElementById("data").textContent);
const { nodes, ties, alliances, meta, base } = DATA;
const NODES = nodes.label.length;
const WIDTH = base.projection.width;
const HEIGHT = base.projection.height;
const SHAPES = { dot: "Park", square: "Organisation", diamond: "City" };
const LABELS = {};
for (const [list, words] of Object.entries(DATA.labels)) LABELS[list] = new Map(words.map(([key, ...pair]) => [key, pair]));
const LAYERS = [...LABELS.layer.keys()];

let tongue = document.documentElement.lang.startsWith("zh") ? 0 : 1; // 0 zh, 1 en: where a word stands in its pair

const byId = (id) => document.getElementById(id);
const word = (key, ...values) =>
  (DATA.words[key] ?? [key, key])[tongue].replace(/\{(\d)\}/g, (_, n) => values[n]);
const label = (list, key) => (LABELS[list].get(key) ?? [key, key])[tongue];
const kindOf = (n) => SHAPES[nodes.shape[n]];
const dated = (n) => (n < 0 ? "" : DATA.dates[n][tongue]);

/** The name of a node or, past the nodes, of somebody named and not drawn. */
function nameOf(n) {
  const [zh, en] = n < NODES ? [nodes.label[n], nodes.en[n]] : DATA.others[n - NODES];
  return (tongue && en) || zh;
}
const tieName = (a) => (tongue && alliances.en[a]) || alliances.label[a];
const placeOf = (n) => (nodes.place[n] < 0 ? "" : DATA.places[nodes.place[n]][tongue]);

/** Pairs and alliances of each node, once. */
const pairsOf = Array.from({ length: NODES }, () => []);
ties.from.forEach((from, i) => {
  pairsOf[from].push(i);
  pairsOf[ties.to[i]].push(i);
});
const alliancesOf = Array.from({ length: NODES }, () => []);
alliances.members.forEach((members, a) => {
  for (const n of new Set(members)) if (n < NODES) alliancesOf[n].push(a);
});
const drawn = new Set(ties.of.flat());
const certain = new Map();
ties.of.forEach((list, i) => list.forEach((a) => certain.set(a, ties.certain[i])));
const reasonOf = new Map();
for (const [reason, list] of Object.entries(DATA.left_out)) for (const a of list) reasonOf.set(a, reason);

/** An element with text, attributes and children; text is never markup. */
function make(tag, options = {}, ...children) {
  const { text, on, ...attributes } = options;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) element.textContent = text;
  if (on) element.addEventListener("click", on);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A small picture of a line or shape for legends, in the colours of the style. */
function sign(kind, className) {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", kind === "line" ? "0 0 26 12" : "0 0 12 12");
  svg.setAttribute("class", `sign ${kind === "line" ? "long" : ""} ${className}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  const shapes = {
    line: "M1 6H25", Organisation: "M2 2H10V10H2Z", City: "M6 .5L11.5 6 6 11.5 .5 6Z",
    Park: "M6 1a5 5 0 1 0 .01 0Z", ring: "M6 1a5 5 0 1 0 .01 0Z",
  };
  path.setAttribute("d", shapes[kind]);
  svg.append(path);
  return svg;
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const collators = [new Intl.Collator("zh-CN"), new Intl.Collator("en")];
const byName = (a, b) => collators[tongue].compare(a, b);
