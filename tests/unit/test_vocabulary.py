"""The controlled words: each field of a record that takes one has its words, in their order, with zh and en labels."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from parknet.model import vocabulary
from parknet.model.kinds import KINDS
from parknet.model.records import Model
from parknet.model.vocabulary import LABELS, group_of

LISTS = {name: get_args(words) for name, words in vars(vocabulary).items() if get_origin(words) is Literal}


def word_lists(annotation: Any) -> Iterator[tuple[str, ...]]:
    """Every list of words that a field's annotation allows."""
    if get_origin(annotation) is Literal:
        yield get_args(annotation)
        return
    for argument in get_args(annotation):
        yield from word_lists(argument)


def models() -> Iterator[type[Model]]:
    for kind in KINDS.values():
        yield kind.model
        yield from (link.model for link in kind.links)
        for part in kind.parts:
            yield part.model
            yield from (link.model for link in part.links)


FIELDS = {
    f"{model.__name__}.{name}": words
    for model in models()
    for name, field in model.model_fields.items()
    for words in word_lists(field.annotation)
}


def test_each_list_of_words_has_its_labels_in_the_same_order() -> None:
    assert sorted(LISTS.values()) == sorted(tuple(words) for words in LABELS.values())


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_the_words_of_a_field_are_a_list_with_labels(field: str) -> None:
    assert FIELDS[field] in LISTS.values()


def test_a_label_is_said_in_both_languages() -> None:
    silent = [(group, word) for group, words in LABELS.items() for word, pair in words.items() if not all(pair)]
    assert silent == [("bound", "exact")]  # in Chinese an exact figure stands by itself


def test_a_list_is_found_by_its_words_in_any_order() -> None:
    assert [group_of(reversed(words)) for words in LABELS.values()] == list(LABELS)
    assert group_of(["must"]) == group_of([]) == ""
