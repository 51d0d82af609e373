"""The generated reference says what schemas and registries say."""

from __future__ import annotations

import pytest

from engine.nodes import node_types
from engine.questions import fact_types
from tests.docs.issues import rules_in_code, rules_told
from tests.docs.keys import keys_table, takes
from tests.docs.reference import FOLDER, pages

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name], "run `python -m tests.docs.reference`"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize(("page", "names"), [("nodes.md", node_types), ("facts.md", fact_types)])
def test_every_type_has_its_section(page: str, names: object) -> None:
    headings = {line.removeprefix("## ") for line in PAGES[page].splitlines() if line.startswith("## ")}
    assert set(names) - headings == set()  # registries are iterated by name


def test_every_rule_of_the_check_is_told() -> None:
    assert rules_in_code() - rules_told() == set()
    assert rules_told() - rules_in_code() == {"sms-file", "voice-file"}  # named by a variable


def test_a_table_tells_keys_inside_one_another() -> None:
    schema = {
        "properties": {
            "rows": {
                "description": "The rows.",
                "type": "array",
                "maxItems": 9,
                "items": {"type": "object", "properties": {"to": {"description": "Where.", "enum": ["a", "b"]}}},
            }
        },
        "required": ["rows"],
    }
    assert list(keys_table(schema))[2:] == [
        "| `rows` · **needed** | a list (up to 9) of objects | The rows. |",
        "| `rows[].to` | `a`, `b` | Where. |",
    ]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 5000}, "a whole number from 1 to 5,000"),
        ({"type": ["string", "null"]}, "a text or `null`"),
        ({"$ref": "urn:waypost:flow:1:common#/$defs/node"}, "the id of a node"),
        ({"const": 1}, "`1`"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "an object: a text by id"),
        ({"description": "Anything."}, "a value"),
    ],
)
def test_what_a_value_may_be_is_told_in_a_few_words(part: dict[str, object], words: str) -> None:
    assert takes(part, {}) == words
