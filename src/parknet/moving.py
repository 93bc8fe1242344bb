"""Stores dumped, backed up, restored, copied, and carried on a medium: files and stores put together.

A file is written whole or not at all, for its owner alone. What is read from a file is checked whole before anything
is written to a store.
"""

import os
import secrets
import shutil
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from parknet.bootstrap import ENGINE_FOLDER, PRIVATE_MODE, Say, make_folder, open_filled, open_store, secret
from parknet.errors import ParknetError, Problem, Refused, Sentence
from parknet.graph.embedded import held
from parknet.model.batch import Batch
from parknet.model.snapshot import Snapshot
from parknet.services import transfer
from parknet.services.backup import SALT_BYTES, pack, unpack
from parknet.services.log import read_log
from parknet.services.package import public_key, read_keys, read_package, signed, signer, take_package, trusted
from parknet.services.transfer import batches_of, read_dump, take_over
from parknet.services.verify import verify
from parknet.settings import Settings
from parknet.store.memory import MemoryStore

KEY_FILE = "signing-key"


async def dump(settings: Settings, out: Path, say: Say) -> None:
    """Write the log of the settings' store to a file; raises ParknetError when it cannot be written."""
    async with open_filled(settings, say) as store:
        with _whole(out) as file:
            async for line in transfer.dump(store):
                file.write(line.encode())
    say(f"written: {out}")


async def backup(settings: Settings, out: Path, passphrase_file: Path | None, say: Say) -> None:
    """Write a backup and read it again before it gets its name; the store may be written to meanwhile.

    Raises Refused when the passphrase is not to be had, ParknetError when the file cannot be written.
    """
    passphrase = _passphrase(passphrase_file)
    async with open_filled(settings, say) as store:
        with _whole(out) as file:
            async for block in pack(transfer.dump(store), passphrase, secrets.token_bytes(SALT_BYTES)):
                file.write(block)
            file.flush()
            found = await _checked(Path(file.name), passphrase)
    say(f"written: {out}, revision {found.revision}, digest {found.digest}")


async def restore(settings: Settings, file: Path, passphrase_file: Path | None, say: Say) -> None:
    """Fill an empty place from a backup or a dump that is read whole and checked first.

    A data folder gets its database when that is whole and verified; a server's database must be empty or hold the
    beginning of the log. Raises Refused naming what is wrong with the file, or when the store holds another history;
    ParknetError when the file cannot be read or there is a database in the data folder already.
    """
    passphrase = _passphrase(passphrase_file)
    checked = await _checked(file, passphrase)
    say(f"{file.name} is whole: revision {checked.revision}, {len(checked.entries)} records")
    if settings.database:
        await _fill(settings, file, passphrase, checked, say)
    else:
        await _restore_folder(settings, file, passphrase, checked, say)
    say(f"restored: revision {checked.revision}, digest {checked.digest}")


async def _restore_folder(settings: Settings, file: Path, passphrase: str, checked: Snapshot, say: Say) -> None:
    """Make the database in a folder of its own inside the data folder, then give it its place."""
    databases = settings.data / ENGINE_FOLDER
    aside = settings.data / f"restoring-{checked.hash[:12]}"  # one that was interrupted is of this very log
    make_folder(settings.data)
    with held(settings.data):
        if databases.is_dir() and any(databases.iterdir()):
            text = f"There is a database in {databases} already."
            raise ParknetError(f"{text} Name an empty data folder by PARKNET_DATA, or move that folder away.")
        await _fill(settings.model_copy(update={"data": aside}), file, passphrase, checked, say)
        try:
            (aside / ENGINE_FOLDER).replace(databases)
            _sync(settings.data)
        except OSError as error:
            text = f"The database in {aside} is whole but cannot be put in use ({error.strerror})."
            raise ParknetError(f"{text} Make {settings.data} writable and restore again.") from None
        for left in settings.data.glob("restoring-*"):  # of others that were cut, too; what stays does no harm
            shutil.rmtree(left, ignore_errors=True)


async def _fill(settings: Settings, file: Path, passphrase: str, checked: Snapshot, say: Say) -> None:
    """Write the log to the settings' store and verify what is there after."""
    async with open_store(settings, say) as store:
        with _opened(file, passphrase) as lines:
            await take_over(store, _each(read_dump(lines, file.name)), _telling(say, checked.revision))
        say("verifying what was written")
        found = await verify(store)
    if (found.revision, found.digest) != (checked.revision, checked.digest):
        raise ParknetError(f"What was restored differs from {file}. Restore it into another empty place.")


async def copy(settings: Settings, source: str, target: str, say: Say) -> tuple[str, str]:
    """Write all that one store holds to another, and the digests of both; raises ParknetError when they differ.

    `source` and `target` are data folders or addresses of servers; user and password of servers are those of the
    settings.
    """
    async with open_filled(settings.at(source, "SOURCE"), say, "SOURCE") as origin:
        last = (await origin.head()).revision
        async with open_store(settings.at(target, "TARGET"), say) as store:
            copied = await take_over(store, batches_of(origin), _telling(say, last))
            there = await origin.read_snapshot()  # it may have been written to meanwhile
            await take_over(store, read_log(origin, max(0, copied.revision - 1), there.revision))
            here = await store.read_snapshot()
    if here.digest != there.digest:
        raise ParknetError(f"The copy in {target} differs from {source}: run parknet verify on both.")
    return there.digest, here.digest


def own_key(settings: Settings, say: Say) -> str:
    """The public key that packages from the data folder are signed with; raises ParknetError as for the private one."""
    return public_key(_private_key(settings, say))


def _private_key(settings: Settings, say: Say) -> str:
    """The key of the data folder, made when it is first asked for; raises ParknetError when what is there is none."""
    found = secret(settings, KEY_FILE, lambda: b64encode(secrets.token_bytes(32)).decode(), say)
    try:
        public_key(found)
    except ValueError:
        text = f"{settings.data / KEY_FILE} holds no key. Remove the file: a new one is made, which others must trust."
        raise ParknetError(text) from None
    return found


async def export_changes(settings: Settings, after: int, out: Path, say: Say) -> None:
    """Write the signed package of the batches after a revision; raises ParknetError when there are none."""
    async with open_filled(settings, say) as store:
        last = (await store.head()).revision
        if after == last:
            raise ParknetError(f"There is nothing after revision {after}, and so nothing was written.")
        private = _private_key(settings, say)
        with _whole(out) as file:
            async for line in signed(transfer.dump(store, after), private):
                file.write(line.encode())
    say(f"written: {out}, signed by {public_key(private)}")


async def import_changes(settings: Settings, file: Path, keys: Path, say: Say) -> None:
    """Take over a package that somebody signed whose key is in the file `keys`; what is here already is passed over.

    Raises Refused when the package is altered, not signed by one of them, leaves batches out or has another history.
    """
    known = _keys(keys)
    with _taken_out(file) as lines:
        by = trusted(signer(lines(), file.name), known, file.name)
        ends: list[Batch] = []
        for batch in read_package(lines(), file.name):
            ends = [*ends[:1], batch]
        if not ends:
            raise ParknetError(f"{file} holds no batches. Have it exported again.")
        first, last = ends[0], ends[-1]
        say(f"{file.name} is whole, signed by {by}: revisions {first.revision} to {last.revision}")
        async with open_store(settings, say) as store:
            batches = _each(read_package(lines(), file.name))
            taken = await take_package(store, first, last, batches, _telling(say, last.revision))
    if taken.before == taken.after:
        say(f"nothing to do: revision {last.revision} is here already")
    else:
        say(f"taken over: revisions {taken.before + 1} to {taken.after}")


def _keys(file: Path) -> dict[str, str]:
    try:
        return read_keys(file.read_text("utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        text = f"{file} cannot be read ({error.__class__.__name__})."
        raise ParknetError(f"{text} Name by --trusted a file of public keys, one a line.") from None


async def _checked(file: Path, passphrase: str) -> Snapshot:
    """What a file holds, read to its end and replayed."""
    with _opened(file, passphrase) as lines:
        return await take_over(MemoryStore(), _each(read_dump(lines, file.name)))


@contextmanager
def _opened(file: Path, passphrase: str = "") -> Iterator[Iterator[str]]:
    """The lines of a file; raises ParknetError when it cannot be read."""
    try:
        with file.open("rb") as stream:
            yield unpack(stream, file.name, passphrase)
    except OSError as error:
        text = f"{file} cannot be read ({error.__class__.__name__})."
        raise ParknetError(f"{text} Name a file that parknet wrote.") from None


@contextmanager
def _taken_out(file: Path) -> Iterator[Callable[[], Iterator[str]]]:
    """The lines of a file, as often as they are asked for: it is read once, since it may be changed meanwhile.

    Raises ParknetError when it cannot be read or kept.
    """
    with ExitStack() as stack:
        try:
            kept = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n"))
            kept.writelines(unpack(stack.enter_context(file.open("rb")), file.name))
            kept.flush()
        except OSError as error:
            text = f"{file} cannot be read, or not be kept among the temporary files ({error.strerror})."
            raise ParknetError(f"{text} Name a file that parknet wrote, and see that there is room.") from None

        def lines() -> Iterator[str]:
            kept.seek(0)
            yield from kept

        yield lines


@contextmanager
def _whole(out: Path) -> Iterator[BinaryIO]:
    """A file that gets the name `out` when it is complete and on the disk; else nothing of it is left."""
    draft: Path | None = None
    try:
        if out.exists() and not out.is_file():
            raise ParknetError(f"{out} is no file that could be written anew. Name another one by --out.")
        draft = out.with_name(f"{out.name}.{secrets.token_hex(4)}.part")
        with open(draft, "xb", opener=lambda path, flags: os.open(path, flags, PRIVATE_MODE)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
        _sync(out.parent)
    except OSError as error:
        raise ParknetError(f"{out} cannot be written ({error.strerror}). Name another file by --out.") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()  # where it did not get its name


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _passphrase(file: Path | None) -> str:
    """What a file holds, without its line end; empty when no file is named. Raises Refused when it holds nothing."""
    if file is None:
        return ""
    try:
        found = file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.__class__.__name__
        raise _no_passphrase(
            file, Sentence(f"The file cannot be read ({why}).", f"无法读取该文件（{why}）。")
        ) from None
    if not found.strip():
        raise _no_passphrase(file, Sentence("The file is empty.", "该文件为空。"))
    return found


def _no_passphrase(file: Path, cause: Sentence) -> Refused:
    remedy = Sentence("Name a file that holds a passphrase.", "请指定存有口令的文件。")
    return Refused([Problem("passphrase", "--passphrase-file", str(file), cause, remedy)])


async def _each(batches: Iterable[Batch]) -> AsyncIterator[Batch]:
    for batch in batches:
        yield batch


def _telling(say: Say, last: int) -> Callable[[int], None]:
    """Says how far it has come, now and then."""
    step = max(1, last // 10)
    return lambda revision: say(f"{revision} of {last} batches written") if revision % step == 0 else None
