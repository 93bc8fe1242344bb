"""parknet as a backend of NetworkX: `nx.betweenness_centrality(graph, backend="parknet")` runs the kernels.

Graphs are undirected, with one tie at most between two nodes and none from a node to itself. An argument that a kernel
does not know raises NotImplementedError, also where NetworkX would not ask first; nobody's `backend_priority` is set.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from parknet.analytics import networkx_entry
from parknet.analytics.kernels import Floats, local, paths, power
from parknet.analytics.network import rows_of

Node = Hashable
Values = dict[Node, Any]
F = TypeVar("F", bound=Callable[..., Any])


class Rows:
    """A graph as the kernels take it: its nodes in order, and the compressed rows of its ties."""

    __networkx_backend__ = "parknet"

    def __init__(self, graph: "nx.Graph[Any]", attribute: str | None, default: float) -> None:
        """The weights are those of an attribute of the ties, `default` where it is missing; all 1 without attribute.

        Raises NotImplementedError for a graph that the kernels do not take, and for weights that are not above 0.
        """
        if _beyond(graph):
            raise NotImplementedError("parknet takes undirected graphs without parallel ties and ties to oneself")
        self.nodes = list(graph)
        at = {node: n for n, node in enumerate(self.nodes)}
        ends = np.array([(at[one], at[other]) for one, other in graph.edges()], np.int32).reshape(-1, 2)
        given = [data.get(attribute, default) if attribute else 1.0 for _, _, data in graph.edges(data=True)]
        try:
            weights = np.array(given, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise NotImplementedError(f"parknet takes numbers as {attribute}") from error
        if not (weights > 0).all() or not np.isfinite(weights).all():
            raise NotImplementedError(f"parknet takes numbers above 0 as {attribute}")
        self.indptr, self.indices, self.weights = rows_of(len(self.nodes), ends[:, 0], ends[:, 1], weights)
        self.graph: dict[str, Any] = {}

    def __len__(self) -> int:
        """How many nodes."""
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        """The nodes in their order."""
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        """Whether it is a node."""
        return node in self.nodes

    def is_directed(self) -> bool:
        """It is not."""
        return False

    def is_multigraph(self) -> bool:
        """It is not."""
        return False

    def lengths(self, weight: str | None) -> Floats:
        """The weights, or 1 for each tie when none is asked for: NetworkX may hand in what it kept of another call.

        Raises NotImplementedError for a weight that is no name of an attribute.
        """
        if weight is not None and not isinstance(weight, str):
            raise NotImplementedError("parknet takes the name of an attribute as weight")
        return self.weights if weight is not None else np.ones(len(self.indices))

    def values(self, found: Any) -> Values:
        """Numbers in the order of the nodes, by node."""
        return dict(zip(self.nodes, found.tolist(), strict=True))


def _only(**given: Any) -> None:
    """Raise for arguments that have another value than None."""
    if unknown := [name for name, value in given.items() if value is not None]:
        raise NotImplementedError(f"parknet does not know {', '.join(unknown)}")


def _wanted(graph: Rows, found: Values, nodes: Any) -> Any:
    """All values, those of some nodes, or the one of a node, as NetworkX is asked for them."""
    if nodes is None:
        return found
    if isinstance(nodes, Hashable) and nodes in found:
        return found[nodes]
    return {node: found[node] for node in nodes if node in found}


def betweenness_centrality(
    graph: Rows,
    k: None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> Values:
    """As networkx.betweenness_centrality, of all nodes and without endpoints."""
    _only(k=k, endpoints=endpoints or None)
    found = paths.betweenness(graph.indptr, graph.indices, graph.lengths(weight) if weight else None)
    size = len(graph)
    return graph.values(found * 2 / ((size - 1) * (size - 2)) if normalized and size > 2 else found)


def closeness_centrality(graph: Rows, u: Any = None, distance: None = None, wf_improved: bool = True) -> Any:
    """As networkx.closeness_centrality, by distances in ties."""
    _only(distance=distance)
    far = paths.distances(graph.indptr, graph.indices)
    near = np.divide(far.reached, far.total, out=np.zeros(len(graph)), where=far.total > 0)
    if wf_improved and len(graph) > 1:
        near *= far.reached / (len(graph) - 1)
    found = graph.values(near)
    return found if u is None else found[u]


def harmonic_centrality(graph: Rows, nbunch: None = None, distance: None = None, sources: None = None) -> Values:
    """As networkx.harmonic_centrality, of all nodes by distances in ties."""
    _only(nbunch=nbunch, distance=distance, sources=sources)
    return graph.values(paths.distances(graph.indptr, graph.indices).inverse)


def single_source_shortest_path_length(graph: Rows, source: Any, cutoff: None = None) -> Values:
    """As networkx.single_source_shortest_path_length, however far."""
    _only(cutoff=cutoff)
    nodes, far = paths.from_one(graph.indptr, graph.indices, _place(graph, source))
    return {graph.nodes[node]: int(distance) for node, distance in zip(nodes.tolist(), far.tolist(), strict=True)}


def single_source_dijkstra_path_length(
    graph: Rows, source: Any, cutoff: None = None, weight: str | None = "weight"
) -> Values:
    """As networkx.single_source_dijkstra_path_length, however far, by an attribute of the ties."""
    _only(cutoff=cutoff)
    nodes, far = paths.from_one(graph.indptr, graph.indices, _place(graph, source), graph.lengths(weight))
    return {graph.nodes[node]: distance for node, distance in zip(nodes.tolist(), far.tolist(), strict=True)}


def _place(graph: Rows, node: Any) -> int:
    if node not in graph:
        raise nx.NodeNotFound(f"Node {node} not found in graph")
    return graph.nodes.index(node)


def triangles(graph: Rows, nodes: Any = None) -> Any:
    """As networkx.triangles."""
    return _wanted(graph, graph.values(local.triangles(graph.indptr, graph.indices)), nodes)


def clustering(graph: Rows, nodes: Any = None, weight: str | None = None) -> Any:
    """As networkx.clustering."""
    degree = np.diff(graph.indptr).astype(np.float64)
    roots = graph.lengths(weight)
    if weight is None:
        closed: Floats = local.triangles(graph.indptr, graph.indices).astype(np.float64)
    else:
        roots = local.cube_roots(roots / roots.max()) if len(roots) else roots
        closed = local.closed(graph.indptr, graph.indices, roots)
    pairs = degree * (degree - 1)
    found = np.divide(2 * closed, pairs, out=np.zeros(len(graph)), where=pairs > 0)
    return _wanted(graph, graph.values(found), nodes)


def transitivity(graph: Rows) -> float:
    """As networkx.transitivity."""
    degree = np.diff(graph.indptr).astype(np.int64)
    pairs = int((degree * (degree - 1)).sum())
    return 2 * int(local.triangles(graph.indptr, graph.indices).sum()) / pairs if pairs else 0


def core_number(graph: Rows) -> Values:
    """As networkx.core_number."""
    return graph.values(local.cores(graph.indptr, graph.indices))


def constraint(graph: Rows, nodes: Any = None, weight: str | None = None) -> Values:
    """As networkx.constraint."""
    found = graph.values(local.constraint(graph.indptr, graph.indices, graph.lengths(weight)))
    return found if nodes is None else {node: found[node] for node in nodes}


def effective_size(graph: Rows, nodes: Any = None, weight: str | None = None) -> Values:
    """As networkx.effective_size; with weights only of nodes that are named, since NetworkX divides otherwise by what
    belongs to the other end.
    """
    if weight is not None and nodes is None:
        raise NotImplementedError("parknet takes a weight with nodes=list(graph) alone")
    if weight is None:  # Borgatti 1997: partners less the mean number of ties that they have among themselves
        degree = np.diff(graph.indptr).astype(np.float64)
        closed = local.triangles(graph.indptr, graph.indices)
        own = np.divide(2 * closed, degree, out=np.full(len(graph), np.nan), where=degree > 0)
        found = graph.values(degree - own)
    else:
        found = graph.values(local.effective_size(graph.indptr, graph.indices, graph.lengths(weight)))
    return found if nodes is None else {node: found[node] for node in nodes}


def pagerank(
    graph: Rows,
    alpha: float = 0.85,
    personalization: None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: None = None,
    weight: str | None = "weight",
    dangling: None = None,
) -> Values:
    """As networkx.pagerank from equal values."""
    _only(personalization=personalization, nstart=nstart, dangling=dangling)
    found = power.pagerank(graph.indptr, graph.indices, graph.lengths(weight), alpha, tol, max_iter)
    if found is None:
        raise nx.PowerIterationFailedConvergence(max_iter)
    return graph.values(found)


def eigenvector_centrality(
    graph: Rows, max_iter: int = 100, tol: float = 1e-6, nstart: None = None, weight: str | None = None
) -> Values:
    """As networkx.eigenvector_centrality from equal values."""
    _only(nstart=nstart)
    if not len(graph):
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    found = power.eigenvector(graph.indptr, graph.indices, graph.lengths(weight), tol, max_iter)
    if found is None:
        raise nx.PowerIterationFailedConvergence(max_iter)
    return graph.values(found)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {name: globals()[name] for name in networkx_entry.FUNCTIONS}
"""What is implemented, by NetworkX's names."""


def converted(graph: Any, attributes: Mapping[str, Any] | None) -> Rows:
    """A graph as rows, with the one attribute of its ties that the function reads."""
    if isinstance(graph, Rows):
        return graph
    attribute, default = next(iter((attributes or {}).items()), (None, 1.0))
    return Rows(graph, attribute, 1.0 if default is None else default)


PLAIN = frozenset({"normalized", "wf_improved", "alpha", "max_iter", "tol", "seed", "nodes", "u", "source"})
"""Arguments that may have any value."""


def can_run(args: Collection[Any], kwargs: Mapping[str, Any]) -> bool | str:
    """Whether a call can be run here, or why not."""
    graph = next(iter(args), None)
    if not isinstance(graph, Rows) and (graph is None or _beyond(graph)):
        return "an undirected graph without parallel ties and ties to oneself"
    for argument, value in kwargs.items():
        if argument == "weight" and (value is None or isinstance(value, str)):
            continue
        if argument not in PLAIN and value is not None and value is not False:
            return f"not with {argument}"
    return True


def _beyond(graph: Any) -> bool:
    """Whether it is a graph that the kernels do not take."""
    own_ties = nx.number_of_selfloops(graph, backend="networkx")
    return bool(graph.is_directed() or graph.is_multigraph() or own_ties)
