"""The texts of ``graph/queries``: all of them shown in one file, each described, each used."""

import re
from pathlib import Path

import pytest

from parknet.graph import queries, rows, schema
from parknet.graph.assets import graph_folder
from parknet.model.fields import date_fields
from parknet.model.kinds import KINDS
from parknet.model.records import Membership, Observation, Step
from tests.contract import refresh

FILES = sorted((graph_folder() / "queries").glob("*.cypher"))
CODE = "".join(path.read_text("utf-8") for path in Path(queries.__file__).parent.glob("*.py"))


def test_the_golden_file_shows_every_text() -> None:
    assert refresh.GOLDEN.read_text("utf-8") == refresh.golden(), refresh.HOW


def test_the_readme_shows_the_model() -> None:
    assert refresh.README.read_text("utf-8") == refresh.readme(), refresh.HOW


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_text_says_its_parameters_and_columns_and_is_used(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    header = "\n".join(line for line in lines if line.startswith("//"))
    text = "\n".join(line for line in lines if not line.startswith("//"))
    parameters = re.search(r"^// params:\s+(.+)$", header, re.M)
    columns = re.search(r"^// returns:\s+(.+)$", header, re.M)
    assert parameters and columns, "the header has lines `// params:` and `// returns:`"
    for name in set(re.findall(r"\$(\w+)", text)):
        assert re.search(rf"\b{name}\b", parameters[1]), f"${name} is not described"
    for name in re.findall(r" AS (\w+)(?:,|$)", text.rpartition("RETURN")[2], re.M):
        assert re.search(rf"\b{name}\b", header), f"column {name} is not described"
    assert f'"{path.stem}"' in CODE, "no code asks for it"


def test_labels_and_types_come_from_the_table_of_kinds() -> None:
    for key, text in queries.load().texts.items():
        assert not re.search(r"<[A-Z]+>", text), f"{key} is not filled"
    asked = {key[0] for key in queries.load().texts}
    assert asked == {path.stem for path in FILES}


def test_the_schema_has_a_constraint_for_every_kind_and_part() -> None:
    text = " ".join(statement for file in schema.files() for statement in file.statements)
    labels = {*KINDS, *(part.label for kind in KINDS.values() for part in kind.parts)}
    found = set(re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE", text))
    assert labels | {"Change"} == found


@pytest.mark.parametrize("name", ["V1__x.cypher", "V002__x.cypher", "Vabc__x.cypher"])
def test_schema_files_are_numbered_without_a_gap(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("RETURN 1;")
    with pytest.raises(ValueError, match="V"):
        schema.files(tmp_path)


def test_the_folder_is_that_of_the_checkout_or_of_the_wheel(tmp_path: Path) -> None:
    package = tmp_path / "src" / "parknet"
    assert graph_folder(package) == package / "_graph"
    (tmp_path / "graph" / "queries").mkdir(parents=True)
    assert graph_folder(package) == tmp_path / "graph"
    installed = tmp_path / "lib" / "site-packages" / "parknet"
    assert graph_folder(installed) == installed / "_graph"


def test_dates_are_found_by_their_type() -> None:
    assert date_fields(Observation) == ("period",)
    assert date_fields(Step) == ("date",)
    assert rows.link_properties("Alliance", Membership)[-4:] == (
        *("since_earliest", "since_latest", "until_earliest", "until_latest"),
    )
