"""The contract: committed, fresh, and with an example of every operation that works."""

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from parknet import bootstrap
from parknet.analytics.lens import WORDS, Lens
from parknet.api.security import COOKIE
from tests.api.conftest import TOKEN, Api, check_against_contract, template_of

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


def test_every_operation_has_an_example(document: dict[str, Any]) -> None:
    assert set(examples()) == set(operations(document)), "api/examples.json"


def test_every_operation_has_a_sentence_of_its_own(document: dict[str, Any]) -> None:
    said = [o["summary"] for path in document["paths"].values() for o in path.values()]
    assert len(said) == len(set(said)) == len(operations(document))
    assert not [one for one in said if not re.fullmatch(r"[A-Z][^.]{20,}\.", one)]


def test_the_contract_says_who_may_write_and_what_is_answered_to_a_known_etag(document: dict[str, Any]) -> None:
    guarded = {o["operationId"] for path in document["paths"].values() for o in path.values() if "security" in o}
    assert guarded == {"write_changes", "add_step"}
    schemes = document["components"]["securitySchemes"]
    assert [list(one) for one in document["paths"]["/api/v1/changes"]["post"]["security"]] == [[one] for one in schemes]
    assert (schemes["token"]["scheme"], schemes["session"]["name"]) == ("bearer", COOKIE)
    for template, path in document["paths"].items():
        if "get" in path:
            assert ("304" in path["get"]["responses"]) == template.startswith("/api/v1/")


@pytest.mark.parametrize("template", ["/api/v1/network", "/api/v1/network/measures", "/api/v1/exports/{format}"])
def test_every_part_of_the_lens_has_its_words_and_its_default(document: dict[str, Any], template: str) -> None:
    parameters = {one["name"]: one for one in document["paths"][template]["get"]["parameters"]}
    assert set(Lens.model_fields) <= set(parameters)
    described = [parameters[part]["description"] for part in Lens.model_fields]
    assert len(set(described)) == len(described) and all(len(text) > 20 for text in described)
    for part, words in WORDS.items():
        assert ", ".join(words) in parameters[part]["description"]
    given = [(part, one["schema"]["default"]) for part, one in parameters.items() if "default" in one["schema"]]
    assert len(given) > 8 and Lens.from_query((p, d) for p, d in given if p in Lens.model_fields) == Lens()


@pytest.mark.parametrize(("more", "fits"), [({}, True), ({"more": 1}, False)])
def test_an_answer_with_a_field_that_the_contract_lacks_is_seen(
    document: dict[str, Any], more: dict[str, int], fits: bool
) -> None:
    answer = httpx2.Response(200, json={"status": "live", **more})
    with contextlib.nullcontext() if fits else pytest.raises(jsonschema.ValidationError):
        check_against_contract(document, "GET", "/livez", answer)


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
