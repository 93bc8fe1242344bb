"""The form of each kind."""

import pytest

from parknet.model.forms import FIELDS, FieldForm, form_of
from parknet.model.kinds import KINDS
from parknet.model.vocabulary import LABELS


def every(fields: tuple[FieldForm, ...]) -> list[FieldForm]:
    return [one for field in fields for one in (field, *every(field.fields))]


@pytest.mark.parametrize("label", KINDS)
def test_every_field_of_a_kind_is_in_its_form(label: str) -> None:
    kind = KINDS[label]
    fields = {field.name: field for field in form_of(kind)}
    assert set(fields) == set(kind.model.model_fields) - {"id", "merged", "synthetic"}
    for link in kind.links:
        assert (fields[link.name].holds, fields[link.name].targets) == ("links", link.targets)
        assert {one.name for one in fields[link.name].fields} == set(link.model.model_fields)
    for part in kind.parts:
        assert fields[part.name].holds == "parts"
        assert {one.name for one in fields[part.name].fields} == set(part.model.model_fields) - {"id"}
    for field in every(form_of(kind)):
        assert (field.words in LABELS) == (field.holds in ("word", "words")), field
    *_, note, cites = form_of(kind)
    assert (note.name, cites.name) == ("note", "cites")
    assert form_of(kind)[0].required


def test_what_fields_hold() -> None:
    park = {field.name: field for field in form_of(KINDS["Park"])}
    assert [park[name].holds for name in ("name_zh", "aliases", "status", "sectors", "lat", "located_in")] == [
        "text", "texts", "word", "words", "number", "links",
    ]  # fmt: skip
    title = {field.name: field for field in park["holds_title"].fields}
    assert (title["since"].holds, title["sources"].holds, title["kind"].words) == ("date", "ids", "title_kind")
    source = {field.name: field.holds for field in form_of(KINDS["Source"])}
    assert (source["show_url"], source["date"], source["url"]) == ("flag", "date", "text")
    step = next(field for field in form_of(KINDS["Alliance"]) if field.name == "has_step").fields
    assert [(one.name, one.holds) for one in step if one.required] == [("state", "word")]


def test_every_name_is_used() -> None:
    used = {one.name for kind in KINDS.values() for one in every(form_of(kind))} | {"id", "merged", "synthetic"}
    assert used == set(FIELDS)
