"""The app over the store in memory, with the built-in data; every answer is compared with the contract."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx2
import jsonschema
import pytest
import pytest_asyncio

from parknet import bootstrap
from parknet.api.app import create_app
from parknet.graph import dataset
from parknet.model.records import Record
from parknet.services.access import Actor
from parknet.services.journal import Journal
from parknet.services.loading import load
from parknet.store.memory import MemoryStore
from tests.networks.twelve import records as twelve_records

TOKEN = "token-for-tests"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
BASE = "http://127.0.0.1:8300"


@dataclass(frozen=True)
class Api:
    """A client of the app that compares every JSON answer with the contract."""

    http: httpx2.AsyncClient
    document: dict[str, Any]
    journal: Journal

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        return await self.send("GET", path, **headers)

    async def data(self, path: str) -> Any:
        """The data of an answer that must be 200."""
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        page = path.partition("?")[0] in ("/map.html", "/livez", "/readyz")
        path = path if page or path.startswith("/api") else f"/api/v1{path}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await self.http.request(method, path, json=body, headers=named)
        check_against_contract(self.document, method, path, answer)
        return answer

    async def write(self, *edits: dict[str, Any], **headers: str) -> httpx2.Response:
        """Write edits as the token's holder."""
        return await self.send("POST", "/changes", {"edits": list(edits)}, authorization=f"Bearer {TOKEN}", **headers)


def check_against_contract(document: dict[str, Any], method: str, path: str, answer: httpx2.Response) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if not kind.endswith("json") or not answer.content:
        return
    if kind == "application/problem+json":
        schema: dict[str, Any] = {"$ref": "#/components/schemas/ProblemBody"}
    else:
        template = template_of(document, path.partition("?")[0])
        if template is None:
            return
        operation = document["paths"][template][method.lower().replace("head", "get")]
        schema = operation["responses"][str(answer.status_code)]["content"].get(kind, {}).get("schema", {})
    jsonschema.validate(answer.json(), closed(schema | {"components": document["components"]}))


def closed(schema: Any) -> Any:
    """The schema with every object that has properties closed to others: what is added has to be in the contract."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return more | {name: closed(part) for name, part in schema.items()}


def template_of(document: dict[str, Any], path: str) -> str | None:
    """The path template of the contract that a path fits."""
    parts = path.split("/")
    for template in sorted(document["paths"], key=lambda t: t.count("{")):
        wanted = template.split("/")
        if len(wanted) == len(parts) and all(w.startswith("{") or w == p for w, p in zip(wanted, parts, strict=True)):
            return str(template)
    return None


@pytest.fixture(scope="session")
def built_in() -> tuple[Record, ...]:
    return dataset.load(dataset.folder()).records


@pytest.fixture(scope="session")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The contract of the app."""
    return bootstrap.contract()


def loaded(records: tuple[Record, ...]) -> MemoryStore:
    store = MemoryStore()
    asyncio.run(load(Journal(store, lambda: NOW, random.Random(1)), records, Actor("parknet", holder=True)))
    return store


@pytest.fixture(scope="session")
def built_in_store(built_in: tuple[Record, ...]) -> MemoryStore:
    """A store with the built-in data, to read only."""
    return loaded(built_in)


@asynccontextmanager
async def serving(store: MemoryStore, pool: ThreadPoolExecutor, document: dict[str, Any]) -> AsyncIterator[Api]:
    journal = Journal(store, lambda: NOW, random.Random(1))
    await journal.open()
    app = create_app(bootstrap.services_of(journal, pool, 2**26, lambda: TODAY, lambda: NOW), TOKEN)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as http:
        yield Api(http, document, journal)


@pytest_asyncio.fixture
async def shared(built_in_store: MemoryStore, pool: ThreadPoolExecutor, document: dict[str, Any]) -> AsyncIterator[Api]:
    """The API over the built-in data, to read only."""
    async with serving(built_in_store, pool, document) as api:
        yield api


@pytest_asyncio.fixture
async def api(pool: ThreadPoolExecutor, document: dict[str, Any]) -> AsyncIterator[Api]:
    """The API over an empty store of the test's own, to write to."""
    async with serving(MemoryStore(), pool, document) as api:
        yield api


@pytest_asyncio.fixture
async def twelve(pool: ThreadPoolExecutor, document: dict[str, Any]) -> AsyncIterator[Api]:
    """The API over the network of twelve parks, in a store of the test's own."""
    store = MemoryStore()
    await load(Journal(store, lambda: NOW, random.Random(1)), twelve_records(), Actor("parknet", holder=True))
    async with serving(store, pool, document) as api:
        yield api
