"""A package: a part of a log that is carried to another store on a medium, signed by who exported it.

It has the lines of a dump, then one with the signer's public key and the Ed25519 signature over the SHA-256 of all
lines before it. Keys are written in base64.
"""

import base64
import binascii
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from parknet.errors import Problem, Refused, Sentence
from parknet.model.batch import Batch
from parknet.model.text import canonical
from parknet.services.log import read_log
from parknet.services.transfer import Progress, another_history, read_dump, take_over
from parknet.store.port import Store

CONTEXT = b"parknet package\n"
"""What a signature is for; it stands before the digest that is signed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: the revision that the store had before, and the one that it has now."""

    before: int
    after: int


def public_key(private: str) -> str:
    """The public key of a private one, which is 32 random bytes; raises ValueError when it is no key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private, validate=True))
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


async def signed(lines: AsyncIterator[str], private: str) -> AsyncIterator[str]:
    """The lines of a dump and the one that signs them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    written = sha256()
    async for line in lines:
        written.update(line.encode())
        yield line
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private, validate=True))
    signature = base64.b64encode(key.sign(CONTEXT + written.digest())).decode()
    yield canonical({"signature": {"by": public_key(private), "ed25519": signature}}) + "\n"


def signer(lines: Iterable[str], name: str) -> str:
    """The public key that all these lines were signed with; raises Refused when they are not as they were signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    written, last = sha256(), ""
    for line in lines:
        written.update(last.encode())
        last = line
    try:
        fields = json.loads(last)["signature"]
        by, signature = fields["by"], base64.b64decode(fields["ed25519"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(by, validate=True))
    except (ValueError, KeyError, TypeError, RecursionError):
        cause = Sentence(
            "It is no whole package: the signature at its end is missing.", "这不是完整的修改包：缺少结尾的签名。"
        )
        raise _wrong(name, cause) from None
    try:
        key.verify(signature, CONTEXT + written.digest())
    except InvalidSignature:
        cause = Sentence(
            f"It was altered after {by} signed it, or somebody else signed it.",
            f"{by} 签名之后内容被改动，或签名者另有其人。",
        )
        raise _wrong(name, cause) from None
    return str(by)


def read_keys(text: str, name: str) -> dict[str, str]:
    """Whom one trusts: what stands beside each public key, by key; raises Refused naming a line that has no key."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key, _, whose = line.partition("#")[0].strip().partition(" ")
        if not key:
            continue
        try:
            whole = len(base64.b64decode(key, validate=True)) == 32
        except (binascii.Error, ValueError):
            whole = False
        if not whole:
            cause = Sentence("It is no public key.", "这不是公钥。")
            remedy = Sentence(
                "Write what parknet changes key prints there, a blank and a name.",
                "请写对方 parknet changes key 输出的内容，空一格，再写名称。",
            )
            raise Refused([Problem("key", f"{name}:{number}", "", cause, remedy)])
        found[key] = whose.strip()
    return found


def trusted(by: str, keys: dict[str, str], name: str) -> str:
    """The name of the signer; raises Refused when the key is not among those that are trusted."""
    if by not in keys:
        cause = Sentence(
            f"It is signed by {by}, which is not among the keys that you trust.",
            f"其签名者为 {by}，不在所信任的公钥之列。",
        )
        remedy = Sentence(
            "Ask who exported it for the key, then add it to the file of --trusted.",
            "请向导出者核对公钥，再写入 --trusted 指定的文件。",
        )
        raise _wrong(name, cause, remedy)
    return keys[by] or by


def read_package(lines: Iterable[str], name: str) -> Iterator[Batch]:
    """The batches of a package; raises Refused as read_dump does."""
    return read_dump((line for line, _ in pairwise(lines)), name, part=True)


async def take_package(
    target: Store, first: Batch, last: Batch, batches: AsyncIterator[Batch], progress: Progress = lambda _: None
) -> Taken:
    """Write what a package has beyond a store that follows the same log; what it has already is passed over.

    Raises Refused that names the batches which are missing before it, or when the store has another history; kinds of
    StoreError.
    """
    head = await target.head()
    known = head.revision
    if first.revision > known + 1:
        raise _gap(known + 1, first.revision)
    if last.revision <= known:
        (own,) = [batch async for batch in read_log(target, last.revision - 1, last.revision)]
        if own.hash != last.hash:
            raise another_history(known)
        return Taken(known, known)
    if first.revision == known + 1 and first.previous != head.hash:
        raise another_history(known)
    snapshot = await take_over(target, batches, progress)
    return Taken(known, snapshot.revision)


def _gap(missing: int, begins: int) -> Refused:
    one = missing == begins - 1
    en, zh = (
        (f"batch {missing} is", f"第 {missing} 批")
        if one
        else (f"batches {missing} to {begins - 1} are", f"第 {missing} 至 {begins - 1} 批")
    )
    cause = Sentence(
        f"It begins with batch {begins}, but {en} missing here.", f"它从第 {begins} 批修改开始，而此处缺少{zh}。"
    )
    remedy = Sentence(
        f"Take over first what parknet changes export --after {missing - 1} wrote.",
        f"请先导入 parknet changes export --after {missing - 1} 写出的文件。",
    )
    return Refused([Problem("gap", "package", "", cause, remedy)])


_AGAIN = Sentence("Have it exported again, or use another copy.", "请重新导出，或换用另一份副本。")


def _wrong(name: str, cause: Sentence, remedy: Sentence = _AGAIN) -> Refused:
    return Refused([Problem("package", name, "", cause, remedy)])
