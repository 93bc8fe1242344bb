"""A backup: the lines of a dump, compressed, and encrypted where a passphrase is given.

Compressed is gzip, so that `gunzip` gives the dump back. Encrypted is the line BEGINNING, a salt, and the gzip stream
under Cobblestone-128 (C2SP chunked-encryption) with the key that Argon2id makes of passphrase and salt, at the second
recommended option of RFC 9106.
"""

import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import BinaryIO

from parknet.errors import Problem, Refused, Sentence
from parknet.services.transfer import no_dump

BEGINNING = b"parknet encrypted backup 1\n"
CONTEXT = b"parknet backup"
SALT_BYTES = 16
COMMITMENT_BYTES = 56  # of the stream: whether the key is the one that it was encrypted with
BLOCK = 1 << 16
LEVEL, GZIP = 6, 31  # zlib's default level, and its number for a gzip frame without a name or a time
GZIP_BEGINNING = b"\x1f\x8b"


async def pack(lines: AsyncIterator[str], passphrase: str, salt: bytes) -> AsyncIterator[bytes]:
    """The bytes of a backup of these lines, encrypted unless the passphrase is empty; `salt` is random."""
    blocks = _compressed(lines)
    if not passphrase:
        async for block in blocks:
            yield block
        return
    from cryptography.cobblestone import Cobblestone128Encryptor

    encryptor = Cobblestone128Encryptor(_key(passphrase, salt), context=CONTEXT)
    yield BEGINNING + salt
    async for block in blocks:
        yield encryptor.update(block)
    yield encryptor.finalize()


async def _compressed(lines: AsyncIterator[str]) -> AsyncIterator[bytes]:
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    async for line in lines:
        if block := compressor.compress(line.encode()):
            yield block
    yield compressor.flush()


def unpack(file: BinaryIO, name: str, passphrase: str = "") -> Iterator[str]:
    """The lines of a file that may be a dump, a backup or an encrypted one; `name` is for what is said of it.

    Raises Refused when the passphrase does not fit, or is missing or not needed, or the bytes are not as written.
    What was yielded before is not to be believed until the end is reached.
    """
    beginning = file.read(len(BEGINNING))
    encrypted = beginning == BEGINNING
    if encrypted and not passphrase:
        raise _wrong(name, Sentence("It is encrypted.", "文件已加密。"), _NAME_IT)
    if passphrase and not encrypted:
        cause = Sentence("It is not encrypted, so anybody may have written it.", "文件未加密，任何人都可能写出它。")
        remedy = Sentence(
            "Leave --passphrase-file away if you know where it comes from.", "如确知其来源，请去掉 --passphrase-file。"
        )
        raise _wrong(name, cause, remedy)
    blocks = _decrypted(file, name, passphrase) if encrypted else _blocks(beginning, file)
    if encrypted or beginning.startswith(GZIP_BEGINNING):
        blocks = _inflated(blocks, name)
    return _lines(blocks, name)


def _blocks(beginning: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield beginning
    while block := file.read(BLOCK):
        yield block


def _decrypted(file: BinaryIO, name: str, passphrase: str) -> Iterator[bytes]:
    from cryptography.cobblestone import Cobblestone128Decryptor
    from cryptography.exceptions import InvalidTag

    salt = file.read(SALT_BYTES)
    if len(salt) < SALT_BYTES:
        raise _wrong(name, _CUT)
    decryptor = Cobblestone128Decryptor(_key(passphrase, salt), context=CONTEXT)
    try:
        yield decryptor.update(file.read(COMMITMENT_BYTES))
    except InvalidTag:
        cause = Sentence(
            "The passphrase does not fit, or the first bytes of the file are not as they were written.",
            "口令不符，或文件开头的内容已被改动。",
        )
        raise _wrong(name, cause, _NAME_IT) from None
    try:
        while block := file.read(BLOCK):
            yield decryptor.update(block)
        yield decryptor.finalize()
    except InvalidTag:
        cause = Sentence("A part of it is missing, or is not as it was written.", "其中有一部分缺失或被改动。")
        raise _wrong(name, cause) from None


def _inflated(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(GZIP)
    try:
        for block in blocks:
            yield inflater.decompress(block)
    except zlib.error:
        raise _wrong(name, Sentence("A part of it is not as it was written.", "其中有一部分被改动。")) from None
    if not inflater.eof:
        raise _wrong(name, _CUT)
    if inflater.unused_data:
        raise _wrong(name, Sentence("Something stands after its end.", "结尾之后还有内容。"))


def _lines(blocks: Iterable[bytes], name: str) -> Iterator[str]:
    """The lines, each with its line end."""
    rest = b""
    try:
        for block in blocks:
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                yield line.decode() + "\n"
        if rest:
            yield rest.decode()
    except UnicodeDecodeError:
        raise no_dump(name) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(salt=salt, length=16, iterations=3, lanes=4, memory_cost=1 << 16).derive(passphrase.encode())


_CUT = Sentence("The end of the file is missing.", "文件缺少结尾。")
_NAME_IT = Sentence(
    "Name the file of its passphrase by --passphrase-file.", "请用 --passphrase-file 指定存有口令的文件。"
)
_ANOTHER = Sentence("Use another copy of the file, or another backup.", "请换用文件的另一份副本，或另一份备份。")


def _wrong(name: str, cause: Sentence, remedy: Sentence = _ANOTHER) -> Refused:
    return Refused([Problem("backup", name, "", cause, remedy)])
