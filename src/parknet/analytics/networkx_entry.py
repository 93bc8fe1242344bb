"""What NetworkX loads of parknet when it is itself imported: names alone; the kernels load when they are asked for."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any

FUNCTIONS = (
    *("betweenness_centrality", "closeness_centrality", "harmonic_centrality", "eigenvector_centrality", "pagerank"),
    *("triangles", "clustering", "transitivity", "core_number", "constraint", "effective_size"),
    *("single_source_shortest_path_length", "single_source_dijkstra_path_length"),
)
"""What is implemented, by NetworkX's names."""


def info() -> dict[str, Any]:
    """What NetworkX lists of this backend."""
    return {
        "backend_name": "parknet",
        "project": "parknet",
        "package": "parknet",
        "short_summary": "Compiled kernels for paths, structural holes and cores on undirected graphs.",
        "functions": {name: {} for name in FUNCTIONS},
    }


class Backend:
    """What NetworkX asks a backend for; the functions are attributes by their names."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """A function that is implemented."""
        if name not in FUNCTIONS:
            raise AttributeError(name)
        function: Callable[..., Any] = _loaded().FUNCTIONS[name]
        return function

    @staticmethod
    def convert_from_nx(graph: Any, edge_attrs: Mapping[str, Any] | None = None, **_: Any) -> Any:
        """A graph as rows, with the one attribute of its ties that the function reads."""
        return _loaded().converted(graph, edge_attrs)

    @staticmethod
    def convert_to_nx(found: Any, **_: Any) -> Any:
        """Results are plain already."""
        return found

    @staticmethod
    def can_run(name: str, args: Collection[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether a call can be run here, or why not."""
        answer: bool | str = _loaded().can_run(args, kwargs)
        return answer

    @staticmethod
    def should_run(name: str, args: Collection[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether it is worth it: not for a graph so small that NetworkX is through before it would be converted."""
        return len(next(iter(args), ())) >= 50 or "the graph is small"


def _loaded() -> Any:
    return import_module("parknet.analytics.networkx_backend")


BACKEND = Backend()
