"""A real Neo4j on this machine for the tests: fetched once with Maven, started on a free loopback port.

The kernel and the Bolt server come from the public Java packages of Neo4j Community and are started through its
documented Java interface. They are kept in a cache folder of the user, never in the repository.
`PARKNET_TEST_NEO4J=neo4j://user:password@host:port` makes the tests use a server that is already there.

Run as a module, this fetches and compiles, so that the tests themselves start within seconds.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from neo4j import GraphDatabase, Query
from neo4j import exceptions as driver_errors

HERE = Path(__file__).parent
INPUTS = (HERE / "pom.xml", HERE / "Neo4jServer.java")
OLDEST_JAVA = 17
START_SECONDS = 90.0
STOP_SECONDS = 40.0  # the Bolt server drains for ten

CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=true
"""


class Neo4jError(Exception):
    """The test server could not be fetched or started; the text says why."""


def pinned_version() -> str:
    """The version of Neo4j that pom.xml asks for."""
    found = re.search(r"<artifactId>neo4j</artifactId>\s*<version>([\d.]+)</version>", INPUTS[0].read_text("utf-8"))
    assert found, "pom.xml names the artifact neo4j with its version"
    return found[1]


def cache_folder() -> Path:
    """Where the jars and the compiled class of exactly these inputs are kept."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in INPUTS)).hexdigest()[:12]
    return Path.home() / ".cache" / "parknet-test" / f"neo4j-{pinned_version()}-{digest}"


def missing() -> str | None:
    """One sentence that says what to install before Neo4j can run here; None when nothing is missing."""
    if os.environ.get("PARKNET_TEST_NEO4J"):
        return None
    tools = ["java"] if cache_folder().is_dir() else ["java", "javac", "mvn"]
    absent = [tool for tool in tools if shutil.which(tool) is None]
    if absent:
        return (
            f"the Neo4j tests wait for {', '.join(absent)}: install a JDK of version {OLDEST_JAVA} or newer and Maven, "
            "or name a running server in PARKNET_TEST_NEO4J"
        )
    if (java := java_version()) < OLDEST_JAVA:
        return f"the Neo4j tests wait for Java {OLDEST_JAVA} or newer: the java on the path is {java}"
    return None


def java_version() -> int:
    """The feature version of the `java` on the path, 0 when it does not tell."""
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else 0


def fetch() -> Path:
    """Fetch the jars and compile the server into the cache folder, once; two processes may ask at the same time.

    Raises Neo4jError when Maven or the compiler fails.
    """
    folder = cache_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.is_dir():
            return folder
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            made = Path(scratch) / "made"
            _run(
                *("mvn", "-q", "-B", "-f", str(INPUTS[0]), "dependency:copy-dependencies"),
                *(f"-DoutputDirectory={made / 'lib'}", "-DincludeScope=runtime"),
            )
            _run(
                *("javac", "--release", str(OLDEST_JAVA), "-cp", f"{made / 'lib'}/*"),
                *("-d", str(made / "classes"), str(INPUTS[1])),
            )
            made.rename(folder)
    return folder


def _run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[:3]
        raise Neo4jError(f"{command[0]} failed while preparing Neo4j: {' '.join(last)}")


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Neo4jServer:
    """One Neo4j with its own home folder and port; `with Neo4jServer() as server:` starts it and removes it again.

    It ends when this process ends, however that happens: it watches its standard input.
    """

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="parknet-neo4j-"))
        self.port = free_port()
        self.uri = f"neo4j://127.0.0.1:{self.port}"
        self.user = "neo4j"
        self.password = "neo4j"  # the first one; start() changes it
        self.version = ""
        self._process: subprocess.Popen[bytes] | None = None
        (self.home / "conf").mkdir()
        (self.home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=self.port), "utf-8")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self) -> None:
        """Start the server, again after kill() or stop() on the same home and port, and wait until it answers.

        Raises Neo4jError when it does not within START_SECONDS.
        """
        assert self._process is None, "the server is running"
        cache, log = fetch(), self.home / "console.log"
        with open(log, "wb") as console:
            self._process = subprocess.Popen(
                [
                    "java",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    f"{cache / 'classes'}:{cache / 'lib'}/*",
                    "Neo4jServer",
                    str(self.home),
                ],
                stdin=subprocess.PIPE,
                stdout=console,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while not log.read_text("utf-8", "replace").rstrip().endswith("ready"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                told = " ".join(log.read_text("utf-8", "replace").split()[-60:])
                raise Neo4jError(f"Neo4j did not start on port {self.port} within {START_SECONDS:.0f} s: {told}")
            time.sleep(0.05)
        if self.password == "neo4j":
            self.password = _set_first_password(self.uri)
        self.version = version_of(self.uri, self.user, self.password)

    def kill(self) -> None:
        """End the server at once, as `kill -9` does; what it acknowledged is on disk."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def stop(self) -> None:
        """End the server in order."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(STOP_SECONDS)
            self._reap()

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None


class ExistingNeo4j:
    """The server that PARKNET_TEST_NEO4J names: it can be used and erased, but not killed."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if not (parts.scheme and parts.hostname and parts.username and parts.password):
            raise Neo4jError("PARKNET_TEST_NEO4J must look like neo4j://user:password@host:port")
        self.uri = f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}"
        self.user, self.password = unquote(parts.username), unquote(parts.password)
        self.version = version_of(self.uri, self.user, self.password)


def _set_first_password(uri: str) -> str:
    password = secrets.token_urlsafe(16)
    with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=password, database_="system"
        )
    return password


def version_of(uri: str, user: str, password: str) -> str:
    """What the server calls itself, for example `Neo4j Kernel 5.26.31 community`; Neo4jError if it is no Neo4j."""
    components = Query("CALL dbms.components() YIELD name, versions, edition")
    try:
        with GraphDatabase.driver(uri, auth=(user, password)) as driver, driver.session(database="neo4j") as session:
            told = [(row["name"], row["versions"][0], row["edition"]) for row in session.run(components)]
    except (driver_errors.DriverError, driver_errors.Neo4jError) as error:
        raise Neo4jError(f"{uri} does not answer as a Neo4j does: {error}") from error
    kernel = next((" ".join(row) for row in told if row[0] == "Neo4j Kernel"), None)
    if kernel is None:
        raise Neo4jError(f"{uri} is not a Neo4j: it calls itself {told}")
    return kernel


def main() -> int:
    """Fetch and compile; 0 when Neo4j is ready to be started, 1 with one sentence when it is not."""
    if sentence := missing():
        print(f"parknet: {sentence}", flush=True)
        return 1
    if os.environ.get("PARKNET_TEST_NEO4J") or cache_folder().is_dir():
        return 0
    print(f"parknet: fetching Neo4j {pinned_version()} for the tests (once; about 125 MB) ...", flush=True)
    try:
        fetch()
    except Neo4jError as error:
        print(f"parknet: {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
