"""Whether a problem is told in whole sentences, in English and Chinese."""

import re

from parknet.analytics.lens import WORDS, Lens
from parknet.analytics.measures import MEASURES
from parknet.errors import Problem
from parknet.exports.formats import FORMATS
from parknet.model.forms import FIELDS
from parknet.model.kinds import KINDS
from parknet.model.vocabulary import LABELS
from parknet.services.listing import SORTS, filters_of

NAMES = {
    "EDTF",
    "JSON",
    "UTF-8",
    "CSV",
    "parknet",
    "true",
    "false",
    "park.example",
    "http",
    "https",
    "neo4j",
    "bolt",
    "host",
}
NAMES |= {"after", "all", "colour", "Content-Type", "application/json", "FileNotFoundError"}
NAMES |= {"PageRank", "E-I", "z"}  # in the Chinese names of measures
NAMES |= {*FIELDS, *KINDS, *SORTS, *MEASURES, *FORMATS, *Lens.model_fields, *WORDS}
NAMES |= {word for labels in (*LABELS.values(), *WORDS.values()) for word in labels}
NAMES |= {name for kind in KINDS.values() for name in filters_of(kind)}
KNOWN = r"[a-z]+(?:-[a-z0-9]+)+(?:#\d*)?|[a-z]+-|\w+://host:7687|PARKNET_\w+|(?:\w+/)*\w+\.(?:csv|jsonl)(?::\d+)?|[\dX][\dX:+./-]*"


def english_in(text: str) -> list[str]:
    """The Latin words of a Chinese sentence that are no names, ids, dates or quotations."""
    plain = re.sub(r'"[^"]*"|“[^”]*”', "", text)
    words = re.findall(r"[A-Za-z][\w#/.:-]*", plain, re.ASCII)
    return [word for word in words if word.rstrip(":/.") not in NAMES and not re.fullmatch(KNOWN, word)]


def is_told(problem: Problem) -> None:
    """Cause and remedy are whole sentences in both languages."""
    for said in (problem.cause, problem.remedy):
        assert re.fullmatch(r"[A-Z“\"a-z0-9].*\.", said.en, re.DOTALL), problem
        assert "pydantic" not in said.en and "nput should" not in said.en and "Value error" not in said.en, problem
        assert re.search(r"[\u4e00-\u9fff]", said.zh) and said.zh.endswith("。"), problem
        assert "。。" not in said.zh and english_in(said.zh) == [], (said.zh, english_in(said.zh))
    assert problem.cause != problem.remedy
