"""Bodies encoded once, plain and gzipped, and what a client takes or has already."""

import gzip
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """A body encoded once, plain and gzipped."""

    plain: bytes
    gzipped: bytes

    @classmethod
    def of(cls, plain: bytes) -> "Packed":
        """Compress a body; equal bodies give equal bytes."""
        return cls(plain, gzip.compress(plain, 6, mtime=0))

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.plain) + len(self.gzipped)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header names gzip, and not with the weight 0."""
    codings = [part.partition(";") for part in accept_encoding.lower().replace(" ", "").split(",")]
    return any(name == "gzip" and not re.fullmatch(r"q=0(\.0*)?", weight) for name, _, weight in codings)


def has_already(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names the ETag (weak comparison)."""
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in known or etag.removeprefix("W/") in known
