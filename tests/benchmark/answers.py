"""How fast the network is answered beside a static file of the same server, and how large beside rows of objects."""

import gzip
import http.client
import json
import statistics
import time
from itertools import combinations
from typing import Any

import networkx as nx
import psutil

from parknet.web.page import BUILT
from tests.api.processes import Served

ROUNDS, REQUESTS = 5, 200

Headers = dict[str, str]
Data = dict[str, Any]


class Client:
    """One connection that stays open, and the processor time of the server behind it."""

    def __init__(self, server: Served) -> None:
        self._process = psutil.Process(server.process.pid)
        self._connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=120)

    def get(self, path: str, headers: Headers) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and its body as it was sent."""
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        response = self._connection.getresponse()
        return response, response.read()

    def rate(self, path: str, headers: Headers) -> tuple[float, float]:
        """Answers for a second of the server's processor time, and for a second of the clock."""
        spent, began = sum(self._process.cpu_times()[:2]), time.perf_counter()
        for _ in range(REQUESTS):
            self.get(path, headers)
        lasted = time.perf_counter() - began
        return REQUESTS / (sum(self._process.cpu_times()[:2]) - spent), REQUESTS / lasted


def measure(server: Served) -> dict[str, Any]:
    """Rates (medians) of the network, of the largest file of the page, and of 304; sizes in bytes, gzipped."""
    client = Client(server)
    words = json.loads(gzip.decompress(client.get("/api/v1/meta", {})[1]))["data"]["lens"]
    network = f"/api/v1/network?layers={','.join(words['layers'])}&nodes=park,organisation,city"
    response, body = client.get(network, {})
    known = {"If-None-Match": response.headers["ETag"]}
    unchanged, nothing = client.get(network, known)
    if (unchanged.status, nothing) != (304, b""):
        raise RuntimeError(f"an unchanged network is answered with {unchanged.status} and {len(nothing)} bytes")
    file = max(BUILT.rglob("*.js"), key=lambda path: path.stat().st_size)
    static = f"/{file.relative_to(BUILT).as_posix()}"
    asked = {"network": (network, {}), "static": (static, {}), "unchanged": (network, known)}
    rates = [{name: client.rate(*one) for name, one in asked.items()} for _ in range(ROUNDS)]
    answer = json.loads(gzip.decompress(body))
    return {
        "rate": {name: statistics.median(one[name][0] for one in rates) for name in asked},
        "clock": {name: statistics.median(one[name][1] for one in rates) for name in asked},
        "bytes": {"network": len(body), "static": len(client.get(static, {})[1]), "rows": _packed(_rows(answer))},
        "nodes": len(answer["data"]["nodes"]["id"]),
        "ties": len(answer["data"]["ties"]["source"]),
    }


def _packed(data: Data) -> int:
    return len(gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0))


def _rows(answer: Data) -> Data:
    """The same data as NetworkX writes it, node-link: one object a node, a tie or an alliance; nothing for null.

    A tie has the attributes that it has in every file: ids and kinds of its alliances, and when the first began.
    """
    data, ids = answer["data"], answer["data"]["nodes"]["id"]
    graph: nx.Graph[str] = nx.Graph(**answer["meta"], dates=data["dates"])
    for row in _objects(data["nodes"]):
        graph.add_node(row.pop("id"), **row)
    alliances, dates = data["alliances"], data["dates"]
    shared: dict[tuple[int, int], list[int]] = {}
    drawn = [n for n, reason in enumerate(alliances["reason"]) if reason is None]
    for n in drawn:
        for pair in combinations(sorted(set(alliances["members"][n]) - set(alliances["absent"][n])), 2):
            shared.setdefault(pair, []).append(n)
    for row in _objects(data["ties"]):
        places = shared[row["source"], row["target"]]
        days = [dates.get(alliances["since"][n], ("", "", None, None))[2:] for n in places]
        began = {"earliest": min(day or "" for day, _ in days), "latest": min(day or "9" for _, day in days)}
        row |= {name: day for name, day in began.items() if len(day) > 1}
        row |= {
            "alliances": [alliances["id"][n] for n in places],
            "layers": sorted({alliances["kind"][n] for n in places}),
        }
        graph.add_edge(ids[row.pop("source")], ids[row.pop("target")], **row)
    graph.graph["alliances"] = [
        row | {part: [ids[n] for n in row[part]] for part in ("members", "absent") if part in row}
        for row in _objects(data["alliances"])
    ]
    return dict(nx.node_link_data(graph))


def _objects(columns: dict[str, list[Any]]) -> list[Data]:
    rows = zip(*columns.values(), strict=True)
    return [
        {name: value for name, value in zip(columns, row, strict=True) if value is not None and value != []}
        for row in rows
    ]
