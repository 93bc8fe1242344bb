"""What is sent to a graph database to write a batch, done on a graph of dictionaries."""

import json
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parknet.graph import plan, queries
from parknet.graph.rows import Row
from parknet.model.batch import Edit, Proposal
from parknet.model.decide import decide
from parknet.model.snapshot import Snapshot, apply, references
from tests.networks.random_records import NOW, RandomRecords

TEXTS = queries.load()
SHAPES = {text: key for key, text in TEXTS.texts.items()}


class Graph:
    """Nodes by id, and links as (from, type, to, properties): it does what each shape of statement says."""

    def __init__(self) -> None:
        self.nodes: dict[str, Row] = {}
        self.links: list[tuple[str, str, str, Row]] = []

    def do(self, statement: plan.Statement) -> int:
        """The count that the statement answers."""
        shape, *key = SHAPES[statement.text]
        rows = statement.parameters["rows"]
        if shape == "append_changes":
            return len(rows)
        if shape == "drop_links":
            return self._drop({row["id"] for row in rows}, statement.parameters["parts"])
        return sum(self._row(shape, key, row) for row in rows)

    def _row(self, shape: str, key: list[str], row: dict[str, Any]) -> bool:
        if shape in ("update", "delete") and self.nodes[row["id"]]["version"] != row["expected"]:
            return False
        if shape == "delete":
            assert not any(row["id"] in (start, end) for start, _, end, _ in self.links), "links are left behind"
            del self.nodes[row["id"]]
        elif shape == "link":
            if not {row["from"], row["to"]} <= self.nodes.keys():
                return False
            properties = {name: value for name, value in row.items() if name not in ("from", "to", "position")}
            self.links.append((row["from"], key[1], row["to"], properties))
        else:  # create, update and add_parts
            self.nodes[row["fields"]["id"]] = row["fields"]
            if shape == "add_parts":
                self.links.append((row["from"], key[1], row["fields"]["id"], {"position": row["position"]}))
        return True

    def _drop(self, ids: set[str], part_types: list[str]) -> int:
        parts = {end for start, type_, end, _ in self.links if start in ids and type_ in part_types}
        before = len(self.links)
        self.links = [link for link in self.links if link[0] not in ids | parts]
        self.nodes = {id_: fields for id_, fields in self.nodes.items() if id_ not in parts}
        return before - len(self.links)

    def contents(self) -> tuple[dict[str, Row], Counter[str]]:
        """All of it but the versions, to be compared."""
        nodes = {id_: {k: v for k, v in fields.items() if k != "version"} for id_, fields in self.nodes.items()}
        return nodes, Counter(json.dumps(link, sort_keys=True) for link in self.links)


def write(graph: Graph, base: Snapshot, proposal: Proposal) -> Snapshot:
    batch = decide(base, proposal, NOW)
    assert batch
    for statement in plan.statements(TEXTS, batch, base):
        assert graph.do(statement) == statement.wanted, statement.about
    return apply(base, batch)


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 5))
def test_a_graph_that_was_changed_is_the_one_that_is_written_at_once(seed: int, batches: int) -> None:
    made, graph = RandomRecords(seed), Graph()
    snapshot = write(graph, Snapshot(), made.load(30))
    for _ in range(batches):
        edits = tuple(Edit(c.id, json.loads(c.after) if c.after else None) for c in made.batch(snapshot, 12).changes)
        snapshot = write(graph, snapshot, Proposal("test", "edit", edits))
    at_once = Graph()
    every = tuple(Edit(id_, entry.record.to_dict()) for id_, entry in snapshot.entries.items())
    write(at_once, Snapshot(), Proposal("test", "load", every))
    assert graph.contents() == at_once.contents()
    outside = Counter((start, end) for start, _, end, _ in graph.links if "#" not in end)
    assert sum(outside.values()) == sum(
        sum("/sources/" not in place for place, _ in references(entry.record)) for entry in snapshot.entries.values()
    )
