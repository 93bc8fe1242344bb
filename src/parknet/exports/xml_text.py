"""Text inside XML: escaped, and without the characters that XML 1.0 has no place for."""

import re
from collections.abc import Sequence

from parknet.exports.tables import joined

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile(r"[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = {ord(mark): f"&{name};" for mark, name in {"&": "amp", "<": "lt", ">": "gt", '"': "quot"}.items()}
_ESCAPED |= {n: f"&#{n};" for n in (0x09, 0x0A, 0x0D)}  # a reader would make them blanks or another line end
_TYPES = ((bool, "boolean"), (int, "long"), (float, "double"))


def escaped(text: str) -> str:
    """Text for an element or an attribute in double quotes; what is not XML is left out."""
    return _SPECIAL.sub(lambda found: _ESCAPED.get(ord(found[0]), ""), text)


def fragments(before: str, values: Sequence[object], after: str) -> list[str]:
    """Each value between two texts; nothing where there is no value."""
    written = {}
    for value in dict.fromkeys(values):
        text = escaped(value if isinstance(value, str) else joined(value))
        written[value] = f"{before}{text}{after}" if text else ""
    return list(map(written.__getitem__, values)) if len(written) > 1 else [*written.values()] * len(values)


def type_of(values: Sequence[object]) -> str | None:
    """The type of a column as GraphML and GEXF name it: string unless all are true or false or numbers."""
    known = set(map(type, values)) - {type(None)}
    if known <= {str, tuple} and not any(values):
        return None
    for python, name in _TYPES:
        if known == {python}:
            return name
    if known == {int, float}:
        return "double"
    return "string"
