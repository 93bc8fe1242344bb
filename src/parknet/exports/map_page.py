"""The single-file map: one offline HTML page with the network, the base map, words in zh and en, and all it needs.

Nothing is fetched, and nothing that a person wrote is ever markup: data stands in a JSON script element, and a policy
in the page's own head allows the one script and the one style by their hashes, and no host at all.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from parknet.analytics.layout import Layouts
from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.network import Network
from parknet.errors import Problem, Refused, Sentence
from parknet.exports.map_data import Contents, labels
from parknet.model.snapshot import Snapshot
from parknet.model.text import canonical
from parknet.model.unfit import choice

FOLDER = Path(__file__).parent / "map"
SCRIPTS = (
    "data.js", "scene.js", "names.js", "ink.js", "picture.js", "hands.js", "search.js", "table.js", "panel.js",
    "controls.js", "main.js",
)  # fmt: skip
NODES = ("nodes", "park,organisation,city")
"""The part of the lens that the map is opened with: planners ask about regions, too."""
LANGUAGES = {"zh": "zh-CN", "en": "en"}
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def render(
    snapshot: Snapshot, network: Network, layouts: Layouts, coverage: Sequence[tuple[str, str]], lang: str = "zh"
) -> str:
    """The page of a network, opened in `lang` (zh or en; both are inside); equal arguments give equal bytes.

    `coverage` are the sentences (zh, en) that say what is known of what is expected. Raises Refused for a network of
    which no map can be drawn: with the alliances as nodes, without ties, or of regions or sectors.
    """
    _refuse_unless_drawn(network.lens)
    words = _words()
    data = Contents(snapshot, network, layouts).columns() | {
        "coverage": [list(pair) for pair in coverage],
        "meta": {
            "at": network.lens.window.last.isoformat(),
            "digest": network.digest,
            "lens": network.lens.canonical(),
            "synthetic": snapshot.synthetic,
        },
        "words": words,
        "labels": labels(),
        "base": json.loads(_read("china.json")),
    }
    return Template(_read("template.html")).substitute(
        lang=LANGUAGES[lang],
        title=escape(words["title"][lang == "en"]),
        csp=escape(policy()),
        style=_style(),
        data=as_json(data),
        script=_script(),
    )


def policy() -> str:
    """The Content-Security-Policy of every page: this script, this style, the icon inside, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hash(_script())}; style-src {_hash(_style())}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def as_json(data: Any) -> str:
    """Canonical JSON that cannot end the script element that it stands in."""
    return canonical(data).translate(_ESCAPED)


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _refuse_unless_drawn(lens: Lens) -> None:
    for part, allowed in (("projection", ("clique", "shared")), ("aggregate", ("none", "city", "province"))):
        word = getattr(lens, part)
        if word not in allowed:
            zh, en = WORDS[part][word]
            cause = Sentence(f"A map is not drawn of {en} ({word}).", f"地图不能显示“{zh}”（{word}）。")
            named = choice(allowed, WORDS[part])
            remedy = Sentence(f"Use {part} {named.en}.", f"{part} 请选用{named.zh}。")
            raise Refused([Problem("lens", part, word, cause, remedy)])


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = json.loads(_read("words.json"))
    return words


@cache
def _script() -> str:
    return '(() => {\n"use strict";\n' + "\n".join(_read(name) for name in SCRIPTS) + "})();\n"


@cache
def _style() -> str:
    return _read("map.css")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") + "'"
