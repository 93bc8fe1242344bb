"""The contract: committed, fresh, and with an example of every operation that works."""

import json
from pathlib import Path
from typing import Any

import pytest

from parknet import bootstrap
from tests.api.conftest import TOKEN, Api, template_of

API = Path(__file__).parents[2] / "api"
METHODS = {"get", "post", "delete"}


def examples() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((API / "examples.json").read_text("utf-8"))
    return found


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Path template and method by operation id."""
    return {
        operation["operationId"]: (template, method)
        for template, path in document["paths"].items()
        for method, operation in path.items()
        if method in METHODS
    }


def test_the_committed_contract_is_fresh() -> None:
    committed = json.loads((API / "openapi.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(bootstrap.contract())), "run `make contract`"


def test_every_operation_has_an_example_that_works(document: dict[str, Any]) -> None:
    assert set(examples()) == set(operations(document)), "api/examples.json"


@pytest.mark.parametrize("name", sorted(examples()))
async def test_an_example_works(name: str, twelve: Api) -> None:
    example = examples()[name]
    method, path = example["method"], example["path"]
    headers = {key: value.replace("TOKEN", TOKEN) for key, value in example.get("headers", {}).items()}
    body = json.loads(json.dumps(example.get("body")).replace("TOKEN", TOKEN))
    template, wanted = operations(twelve.document)[name]
    assert wanted.upper() == method and template_of(twelve.document, path.partition("?")[0]) == template
    answer = await twelve.send(method, path, body, **headers)
    assert answer.status_code == example["status"], answer.text
