"""The lens in a request: its parts as query parameters, and the lens that they ask for."""

from datetime import date
from typing import Any

from fastapi import Request

from parknet.analytics.lens import WORDS, Lens

_SAID = {
    "at": "a day as 2026-11-22, or an interval of days as 2021-01-01/2021-12-31; today in UTC+8 when absent",
    "sure": "certain: holds whatever the true dates are; possible: holds if the dates allow it",
    "state": "begun: by the end of at; in-force: and not ended before it",
    "layers": "kinds of ties",
    "parties": "between whom: park-park has two or more members in the part of a park, park-other has one",
    "reach": "how far apart the parties are",
    "nodes": "kinds of nodes",
    "projection": "how a tie of n members counts: clique joins every two, shared gives each of these 1/(n-1), "
    "bipartite makes the ties nodes, incidence draws none and lists who is in which alliance",
    "weight": "what an alliance weighs: count 1; months those in force up to the last day of at, surely or, with sure "
    "possible, possibly; actions 1 for joint actions, 0 else; recency halves with every three years since its last "
    "dated sign of life",
    "programme": "only ties under one of these programmes, their parties, and the holders of its titles; ids",
    "level": "only parks of this level, by the titles in force on the last day of at; none: no title known",
    "province": "only nodes in these provinces; codes of six digits as 320000",
    "region": "only nodes in these regions",
    "sector": "only nodes of these sectors of 2018",
    "cluster": "only nodes in these city clusters",
    "min": "least number of partners of a node",
    "river": "only nodes on these reaches",
    "ego": "only these nodes and those near them; ids",
    "depth": "how many ties away from ego; only with it",
    "component": "all, or the largest connected component alone",
    "aggregate": "nodes merged to groups, of the projections clique and shared: a tie says what alliances join two "
    "groups, each once; a park of several sectors counts in each",
}


def _parameter(part: str) -> dict[str, Any]:
    default = Lens.model_fields[part].default
    said = [_SAID[part]]
    if part in WORDS:
        every = "all, or " if part in ("parties", "reach") else ""
        many = "one or more of" if isinstance(default, tuple) else "one of"
        said.append(f"{every}{many} {', '.join(WORDS[part])}")
    if isinstance(default, tuple):
        default = ",".join(default) or ("all" if part in ("parties", "reach") else "")
        said.append("several are separated by commas")
    schema = {"type": "string"} | ({} if default in (None, "") else {"default": str(default)})
    return {"name": part, "in": "query", "required": False, "schema": schema, "description": "; ".join(said)}


LENS: dict[str, Any] = {"parameters": [_parameter(part) for part in Lens.model_fields]}


def lens_of(request: Request, today: date, default: tuple[str, str] | None = None) -> Lens:
    """The resolved lens that the query asks for; raises Refused naming the part that is wrong.

    `default` is a part and its value where the query has no such part.
    """
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name in Lens.model_fields]
    if default and all(name != default[0] for name, _ in pairs):
        pairs.append(default)
    return Lens.from_query(pairs).resolved(today)
