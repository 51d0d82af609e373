"""Every word changes the fingerprint; only what a journey can do changes the logic."""

import copy
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from engine.definition import fingerprint, logic_digest, parse_flow, text_digest
from engine.definition.digests import canonical
from tests.builders import a_document
from tests.schemas.documents import VALID, read

EVERYTHING = read(next(path for path in VALID if path.stem == "everything"))


def reworded(value: Any, texts: set[str]) -> Any:
    """The same JSON with every one of these texts replaced."""
    if isinstance(value, dict):
        return {key: reworded(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [reworded(each, texts) for each in value]
    return f"Other words for: {value}" if isinstance(value, str) and value in texts else value


def test_other_words_are_another_release_with_the_same_logic():
    texts = {text for text in parse_flow(EVERYTHING).texts.values() if isinstance(text, str) and " " in text}
    other = reworded(EVERYTHING, texts)
    assert len(texts) > 20
    assert fingerprint(other) != fingerprint(EVERYTHING)
    assert logic_digest(other) == logic_digest(EVERYTHING)


@pytest.mark.parametrize("place", sorted(parse_flow(EVERYTHING).texts))
def test_no_text_that_can_be_translated_is_logic(place: str):
    other = copy.deepcopy(EVERYTHING)
    *way, last = place.split("/")[1:]
    here: Any = other
    for step in way:
        here = _under(here, step)
    here[int(last) if isinstance(here, list) else last] = "Entirely other words"
    assert fingerprint(other) != fingerprint(EVERYTHING)
    assert logic_digest(other) == logic_digest(EVERYTHING)


def _under(here: Any, step: str) -> Any:
    if isinstance(here, list):
        return next(each for each in here if each["id"] == step)
    return here[step]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("nodes", "decide", "rules", 0, "when"), {"answered": "use"}),
        (("nodes", "decide", "otherwise"), "agent"),
        (("nodes", "agent", "plan"), "pier"),
        (("nodes", "agent", "contact", "anonymous"), False),
        (("nodes", "ask-use", "optional"), False),
        (("nodes", "ask-draft", "validators", 0, "when"), {"<": [{"var": "draft"}, 1]}),
        (("nodes", "work-out-fee", "set", 0, "value"), 30),
        (("nodes", "visitors", "article"), "pier"),
        (("facts", "length", "maximum"), 61),
        (("facts", "use", "options", 0, "id"), "angling"),
        (("facts", "price", "sensitive"), False),
        (("facts", "owners", "facts", "age", "maximum"), 99),
        (("tables", "fees", "rows", 0, 1), 41),
        (("holidays", "state", 0), "2026-07-05"),
        (("promises", 0, "then"), {"never": "apply"}),
        (("time_zone",), "America/Chicago"),
        (("start",), "ask-lives_here"),
    ],
)
def test_whatever_a_journey_can_meet_is_logic(path: tuple[Any, ...], value: Any):
    other = copy.deepcopy(EVERYTHING)
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    assert logic_digest(other) != logic_digest(EVERYTHING)


def test_sources_are_words():
    other = copy.deepcopy(EVERYTHING)
    other["nodes"]["decide"]["source"]["as_of"] = "2026-02-01"
    del other["nodes"]["decide"]["rules"][1]["source"]
    assert fingerprint(other) != fingerprint(EVERYTHING)
    assert logic_digest(other) == logic_digest(EVERYTHING)


def test_moving_boxes_changes_nothing():
    moved = a_document(editor={"positions": {"fits": [3, 4]}})
    assert fingerprint(moved) == fingerprint(a_document())
    assert logic_digest(moved) == logic_digest(a_document())


def test_a_translation_is_part_of_the_release():
    assert fingerprint(a_document(), {"es": {"language": "es", "texts": {}}}) != fingerprint(a_document())


def test_the_order_of_keys_changes_nothing():
    turned = json.loads(json.dumps(a_document(), sort_keys=True))
    assert fingerprint(turned) == fingerprint(a_document())


def test_a_digest_of_a_plural_text_goes_by_its_canonical_json():
    assert text_digest({"by": "n", "other": "x"}) == text_digest({"other": "x", "by": "n"})
    assert text_digest("x") == "2d711642b726"


_ANY_JSON = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.text(some.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_ANY_JSON)
def test_what_is_written_quickly_is_canonical_json_all_the_same(value: Any):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [1.0, 1e16, {"\U0001f600": 1, "\ue000": 2}, {"ö": 1, "o": 2}, "\x7f\u2028\x1f", [True, 1]]
)
def test_numbers_and_names_that_python_writes_otherwise_are_canonical_too(value: Any):
    assert canonical(value) == rfc8785.dumps(value)
