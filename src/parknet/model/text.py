"""Text forms: canonical JSON of a record, which is stored, hashed and compared, and one line for people."""

import hashlib
import json
import re
from typing import Any

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks and no escapes beyond JSON's own; equal values give equal text."""
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def sha256(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def one_line(text: str) -> str:
    """Text for people on one line: without control and direction marks, single blanks for all others."""
    return _UNSEEN.sub("", " ".join(text.split()))
