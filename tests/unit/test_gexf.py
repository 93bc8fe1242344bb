"""GEXF keeps the rules of version 1.3: those listed here, and its published schema where a variable names a copy."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from parknet.analytics.network import Network
from parknet.exports.formats import FORMATS
from tests.unit.test_read_back import NETWORKS

SCHEMA = os.environ.get("PARKNET_GEXF_SCHEMA", "")
NS = {"g": "http://gexf.net/1.3"}
TYPES = {"integer", "long", "double", "float", "boolean", "string"}
CHILDREN = {
    "gexf": ["meta", "graph"],
    "meta": ["creator", "description"],
    "graph": ["attributes", "attributes", "nodes", "edges"],
    "nodes": ["node"],
    "edges": ["edge"],
    "node": ["attvalues", "spells"],
    "edge": ["attvalues", "spells"],
    "attributes": ["attribute"],
    "attvalues": ["attvalue"],
    "spells": ["spell"],
}
ATTRIBUTES = {
    "graph": {"mode", "defaultedgetype", "timeformat", "timerepresentation"},
    "node": {"id", "label"},
    "edge": {"id", "source", "target", "weight"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "attvalue": {"for", "value"},
    "spell": {"start", "end"},
}


def parsed(network: Network) -> etree._Element:
    return etree.fromstring(FORMATS["gexf"].encoded(network), etree.XMLParser(resolve_entities=False, huge_tree=True))


def local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


@pytest.mark.parametrize("name", NETWORKS)
def test_elements_stand_where_they_may_with_the_attributes_that_they_may_have(name: str) -> None:
    root = parsed(NETWORKS[name]())
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    graph = root.find("g:graph", NS)
    assert dict(graph.attrib) == {
        "mode": "dynamic", "defaultedgetype": "undirected", "timeformat": "date", "timerepresentation": "interval",
    }  # fmt: skip
    for element in root.iter():
        assert etree.QName(element).namespace == NS["g"]
        children = [local(child) for child in element]
        assert set(children) <= set(CHILDREN.get(local(element), []))
        if local(element) in ("gexf", "graph", "node", "edge"):
            assert children == sorted(children, key=CHILDREN[local(element)].index)
        if local(element) in ATTRIBUTES:
            assert set(element.attrib) <= ATTRIBUTES[local(element)]


@pytest.mark.parametrize("name", NETWORKS)
def test_values_are_declared_ids_are_unique_and_ties_join_nodes_that_there_are(name: str) -> None:
    root = parsed(NETWORKS[name]())
    for kind in ("node", "edge"):
        declared = {
            one.get("id"): one.get("type") for one in root.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", NS)
        }
        assert set(declared.values()) <= TYPES
        titles = [one.get("title") for one in root.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", NS)]
        assert len({title.lower() for title in titles}) == len(titles) and not {"id", "label"} & set(titles)
        every = root.findall(f".//g:{kind}", NS)
        assert len({one.get("id") for one in every}) == len(every)
        for one in every:
            values = [value.get("for") for value in one.iterfind("g:attvalues/g:attvalue", NS)]
            assert set(values) <= set(declared) and len(set(values)) == len(values)
    ids = {node.get("id") for node in root.iterfind(".//g:node", NS)}
    pairs = [frozenset((edge.get("source"), edge.get("target"))) for edge in root.iterfind(".//g:edge", NS)]
    assert all(pair <= ids for pair in pairs) and len(set(pairs)) == len(pairs)  # source, target and kind are unique


@pytest.mark.parametrize("name", NETWORKS)
def test_spells_are_days_in_order_apart_and_within_the_life_of_both_nodes(name: str) -> None:
    def spells(element: etree._Element) -> list[tuple[str, str]]:
        return [(s.get("start", "0"), s.get("end", "9")) for s in element.iterfind("g:spells/g:spell", NS)]

    root = parsed(NETWORKS[name]())
    life = {node.get("id"): spells(node) or [("0", "9")] for node in root.iterfind(".//g:node", NS)}
    for element in root.iterfind(".//g:spells/..", NS):
        found = spells(element)
        assert found and found == sorted(found) and all(start <= end for start, end in found)
        assert all(before[1] < after[0] for before, after in pairwise(found))
        assert all(set(s.attrib) for s in element.iterfind("g:spells/g:spell", NS))
    for edge in root.iterfind(".//g:edge", NS):
        for start, end in spells(edge) or [("0", "9")]:
            for side in ("source", "target"):
                assert any(first <= start and end <= last for first, last in life[edge.get(side)])


@pytest.mark.skipif(not SCHEMA, reason="PARKNET_GEXF_SCHEMA names no copy of the schema of GEXF 1.3 (.xsd or .rng)")
@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_valid_by_the_published_schema(name: str) -> None:
    schema = etree.parse(SCHEMA)
    of = etree.RelaxNG(schema) if Path(SCHEMA).suffix == ".rng" else etree.XMLSchema(schema)
    of.assertValid(parsed(NETWORKS[name]()))
