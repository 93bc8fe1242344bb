"""Text inside XML: escaped, and without the characters that XML 1.0 has no place for."""

import io
import re
from collections.abc import Iterable, Sequence

from parknet.exports.rows import each

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile(r"[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = {ord(mark): f"&{name};" for mark, name in {"&": "amp", "<": "lt", ">": "gt", '"': "quot"}.items()}
_ESCAPED |= {n: f"&#{n};" for n in (0x09, 0x0A, 0x0D)}  # a reader would make them blanks or another line end
_TYPES = ((bool, "boolean"), (int, "long"), (float, "double"))


def escaped(text: str) -> str:
    """Text for an element or an attribute in double quotes; what is not XML is left out."""
    return _SPECIAL.sub(lambda found: _ESCAPED.get(ord(found[0]), ""), text)


def all_escaped(texts: Sequence[str]) -> Sequence[str]:
    """Texts for elements or attributes."""
    return each(escaped, texts) if _SPECIAL.search("".join(texts)) else texts


def utf8(blocks: Iterable[str]) -> bytes:
    """The blocks of a file one after another, as bytes."""
    stream = io.BytesIO()
    stream.writelines(map(str.encode, blocks))
    return stream.getvalue()


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
