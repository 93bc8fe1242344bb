"""One run of the engine: the ArcadeDB server from the `arcadedb-embedded` wheel as a child process.

The Java run-time and the jars are used where the wheel keeps them; its Python package is never imported. The data
folder is the server's root: ``databases/``, ``config/``, ``log/`` are the engine's, ``run/`` holds what lasts one run.
"""

import base64
import fcntl
import http.client
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from parknet.errors import EngineBusy, EngineError, EngineMissing
from parknet.graph.engine_files import DATABASE, damaged

USER = "root"
READY_SECONDS = 120.0  # a start takes 1 to 7 s; the rest is for the recovery of a large database
PREVIOUS_SECONDS = 5.0  # what the engine of an owner that was killed may take to close: 0.4 s as a rule
POLL_SECONDS = 0.03
WHEEL = "arcadedb-embedded"
PACKAGE = "arcadedb_embedded"  # the folder that the wheel installs

NEEDED_JARS = ("arcadedb-server-", "arcadedb-bolt-", "arcadedb-engine-", "arcadedb-integration-")
# Doors that we do not use; some open by themselves when they are on the class path.
LEFT_OUT_JARS = (
    "arcadedb-mcp",
    "arcadedb-postgresw",
    "arcadedb-redisw",
    "arcadedb-graphql",
    "arcadedb-console",
    "arcadedb-python-bridge",
)
# No AOT cache: it would save 0.6 s of 1.3 s, but Java dies of a cache file whose middle is damaged.
JVM_OPTIONS = (
    "-Xmx512m",
    "-Xms32m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseCompactObjectHeaders",
    "-XX:+ExitOnOutOfMemoryError",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
)
# The pattern is relative: a properties file is Latin-1, a path in Chinese would come out garbled.
LOG_PROPERTIES = """\
handlers=java.util.logging.FileHandler
.level=WARNING
com.arcadedb.level=WARNING
java.util.logging.FileHandler.level=WARNING
java.util.logging.FileHandler.pattern=log/arcadedb.log
java.util.logging.FileHandler.formatter=com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.limit=5000000
java.util.logging.FileHandler.count=3
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the wheel keeps the Java run-time and the jars that we use."""

    java: Path
    jars: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Ports:
    """The two loopback ports of one engine."""

    bolt: int
    http: int


class PortTaken(Exception):
    """Another program took a port between our choice and the engine's start: choose again."""


class EngineEnded(Exception):
    """The engine ended before it was ready, for no reason that lies in its files."""


def find_installation() -> Installation:
    """Java and jars of the installed wheel; EngineMissing if there is none or it is not as we know it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EngineMissing(
            f"The embedded database is not installed here: install {WHEEL} (it runs on Linux with glibc "
            "and on macOS on ARM), or set PARKNET_DATABASE to the address of a Neo4j server."
        )
    home = Path(spec.submodule_search_locations[0])
    java = home / "jre" / "bin" / "java"
    jars = tuple(jar for jar in sorted((home / "jars").glob("*.jar")) if not jar.name.startswith(LEFT_OUT_JARS))
    lacking = [f"{need}*.jar" for need in NEEDED_JARS if not any(jar.name.startswith(need) for jar in jars)]
    if not os.access(java, os.X_OK):
        lacking.append("jre/bin/java")
    if lacking:
        raise EngineMissing(f"{home} lacks {', '.join(lacking)}: install the version of {WHEEL} that parknet names.")
    return Installation(java, jars)


def free_ports() -> Ports:
    """Two loopback ports that are free now."""
    with socket.socket() as bolt, socket.socket() as http_:
        bolt.bind(("127.0.0.1", 0))
        http_.bind(("127.0.0.1", 0))
        return Ports(bolt.getsockname()[1], http_.getsockname()[1])


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def spawn(folder: Path, installation: Installation, ports: Ports, password: str) -> subprocess.Popen[bytes]:
    """Start the engine of `folder`. It lives as long as the calling thread, at most (Linux); elsewhere until stopped.

    Raises EngineBusy if an engine that an earlier owner left behind cannot be ended.
    """
    run, log = folder / "run", folder / "log"
    log.mkdir(mode=0o700, exist_ok=True)
    engine_lock = _after_previous_engine(folder)
    try:
        for old in log.glob("server-event-log-*.jsonl"):  # the engine adds one each start
            old.unlink()
        (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)  # so that the new password is taken
        write_private(run / "password", password)
        write_private(run / "log.properties", LOG_PROPERTIES)
        write_private(run / "launch.args", _argument_file(folder, installation, ports))
        output = log / "engine.log"
        if output.exists():
            output.replace(log / "engine.log.1")
        guard = Path(__file__).with_name("engine_guard.py")
        command = [sys.executable, "-I", "-S", str(guard), str(os.getpid()), str(engine_lock)]
        with output.open("wb") as out:
            return subprocess.Popen(
                [*command, installation.java, f"@{run / 'launch.args'}"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                pass_fds=(engine_lock,),
                start_new_session=True,  # Ctrl-C is for the owner, which stops the engine in order
                umask=0o077,
            )
    finally:
        os.close(engine_lock)  # the engine has its own hold on it now


def wait_until_ready(
    process: subprocess.Popen[bytes], folder: Path, ports: Ports, password: str, stopping: threading.Event
) -> None:
    """Return when the database answers.

    Raises PortTaken, EngineEnded, EngineDamaged, or EngineError after READY_SECONDS.
    """
    deadline = time.monotonic() + READY_SECONDS
    while not answers(ports.http, password):
        if process.poll() is not None or 'Exception in thread "main"' in _output(folder):
            raise _why_not(process, folder)
        if time.monotonic() > deadline:
            raise EngineError(
                f"The embedded database of {folder} was not ready after {READY_SECONDS:.0f} s: "
                f"read {folder / 'log'}, then start again."
            )
        if stopping.wait(POLL_SECONDS):
            raise EngineEnded("stopped while it was starting")
    (folder / "run" / "password").unlink(missing_ok=True)


def answers(http_port: int, password: str) -> bool:
    """Whether an engine with this password is ready on this port and has opened our database."""
    key = base64.b64encode(f"{USER}:{password}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", http_port, timeout=2)
    try:
        connection.request("GET", "/api/v1/ready")
        with connection.getresponse() as response:
            if response.status != 204:
                return False
        connection.request("GET", f"/api/v1/exists/{DATABASE}", headers={"Authorization": f"Basic {key}"})
        with connection.getresponse() as response:
            return response.status == 200 and json.loads(response.read()) == {"result": True}
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def _why_not(process: subprocess.Popen[bytes], folder: Path) -> Exception:
    """Why the engine did not come up."""
    log = folder / "log" / "arcadedb.log.0"
    if log.exists() and "Unable to listen" in log.read_text(encoding="utf-8", errors="replace"):
        return PortTaken()  # it stays alive, without a door
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=2)  # until it has said all
    output = _output(folder)
    if "LockException" in output:
        return EngineBusy(
            f"Another program has opened the database in {folder / 'databases'}: end that program, then start again."
        )
    reasons = [line for line in output.splitlines() if line.startswith(('Exception in thread "main"', "Caused by:"))]
    if reasons:
        said = reasons[-1].removeprefix('Exception in thread "main" ').removeprefix("Caused by: ")
        return damaged(folder, f"the engine says “{said[:160].rstrip(' .')}”")
    last = output.strip().splitlines()[-1:] or ["nothing on its output"]
    return EngineEnded(f"exit code {process.returncode}, {last[0][:160]}")


def _output(folder: Path) -> str:
    return (folder / "log" / "engine.log").read_text(encoding="utf-8", errors="replace")


def _after_previous_engine(folder: Path) -> int:
    """Descriptor of the engine's own lock, taken once no engine of an earlier owner is left.

    An engine holds this lock by inheritance until its very end, whatever became of its owner.
    """
    descriptor = os.open(folder / "run" / "jvm.lock", os.O_RDWR | os.O_CREAT, 0o600)
    for last_try in (False, True):
        deadline = time.monotonic() + PREVIOUS_SECONDS
        while time.monotonic() < deadline:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            except BlockingIOError:
                time.sleep(POLL_SECONDS)
        left = _number(os.pread(descriptor, 20, 0))
        if last_try or left is None:
            break
        with suppress(ProcessLookupError):
            os.kill(left, signal.SIGKILL)  # the lock is held, so that process lives and is the engine
    os.close(descriptor)
    raise EngineBusy(f"An earlier engine of {folder} (process {left}) does not end: end it, then start again.")


def _number(text: bytes) -> int | None:
    return int(text) if text.strip().isdigit() else None


def _argument_file(folder: Path, installation: Installation, ports: Ports) -> str:
    """The command line of the engine, one quoted argument a line; `ps` shows only the name of this file."""
    settings = {
        "server.rootPath": folder,
        "server.rootPasswordPath": folder / "run" / "password",
        "server.logsDirectory": folder / "log",
        "server.mode": "development",  # production hides every error text; what else it sets is set here
        "txWalFlush": 1,  # a commit is on the disk before it is acknowledged
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[]",
        "bolt.defaultDatabase": DATABASE,
        "bolt.host": "127.0.0.1",
        "bolt.port": ports.bolt,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": ports.http,
        "server.httpWorkerThreads": 4,
        "command.timeout": 60_000,  # the driver's own timeout is ignored
        "bolt.maxMessageSize": 134_217_728,  # above it the client gets no answer at all
        "bolt.packstream.maxValueLength": 67_108_864,
        "bolt.packstream.maxElements": 10_000_000,
        "serverMetrics": "false",
        "polyglotEngineEnabled": "false",
        "support.autoRegister": "false",
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    arguments = [
        *JVM_OPTIONS,
        f"-XX:ErrorFile={folder}/log/hs_err_%p.log",
        f"-Djava.util.logging.config.file={folder}/run/log.properties",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        os.pathsep.join(map(str, installation.jars)),
        "com.arcadedb.server.ArcadeDBServer",
    ]
    return "".join('"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"\n' for argument in arguments)
