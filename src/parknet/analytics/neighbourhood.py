"""Which nodes a lens keeps by their ties: enough partners, near somebody, in the largest component.

Nodes are ids, ties the members of each alliance or joint action: all members of one are partners.
"""

from collections.abc import Collection, Iterable, Sequence

Members = Sequence[str]


def with_partners(least: int, nodes: Iterable[str], ties: Iterable[Members]) -> set[str]:
    """The nodes with so many partners; asked once, of those who are there before any goes."""
    partners: dict[str, set[str]] = {}
    for members in ties:
        for id_ in members:
            partners.setdefault(id_, set()).update(members)
    return {id_ for id_ in nodes if len(partners.get(id_, ())) - 1 >= least}


def around(egos: Iterable[str], depth: int, nodes: Collection[str], ties: Sequence[Members]) -> set[str]:
    """The egos that are among the nodes, and who is at most so many ties away from one of them."""
    of = _ties_of(ties)
    return _reached([id_ for id_ in egos if id_ in nodes], depth, of, ties)


def largest(nodes: Collection[str], ties: Sequence[Members]) -> set[str]:
    """The largest connected component; of equally large ones that of the smallest id, which can be a node alone."""
    of, seen = _ties_of(ties), set[str]()
    found: set[str] = set()
    for id_ in sorted(nodes):
        if id_ not in seen:
            component = _reached([id_], len(nodes), of, ties)
            seen |= component
            if len(component) > len(found):
                found = component
    return found


def _ties_of(ties: Sequence[Members]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, members in enumerate(ties):
        for id_ in members:
            found.setdefault(id_, []).append(n)
    return found


def _reached(start: Iterable[str], depth: int, of: dict[str, list[int]], ties: Sequence[Members]) -> set[str]:
    """Who is at most so many ties away; each tie is walked once."""
    found, ahead, walked = set(start), list(start), set[int]()
    for _ in range(depth):
        new = {n for id_ in ahead for n in of.get(id_, ()) if n not in walked}
        walked |= new
        ahead = [id_ for id_ in {id_ for n in new for id_ in ties[n]} if id_ not in found]
        found.update(ahead)
        if not ahead:
            break
    return found
