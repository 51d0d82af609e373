"""`check_document` answers every JSON value with a list, and what it passes can be built and inspected."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis import inspect
from engine.definition import build_release, check_document, expand, has_errors, load_flow, parse_flow
from engine.errors import DefinitionError
from tests.builders import a_document
from tests.schemas.documents import VALID, children, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
EVERYTHING = read(next(path for path in VALID if path.stem == "everything"))
WORDS = st.sampled_from(
    ["", "next", "fact", "type", "length", "decide", "list", "choice", "boolean", "2026-02-30", "{length}", "ask-use"]
)


@given(document=JSON)
def test_any_json_gets_a_list_of_issues(document: Any):
    assert check_document(document)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_flow_with_anything_put_anywhere_is_refused_or_can_be_built(data: st.DataObject):
    document = json.loads(json.dumps(EVERYTHING))
    for _ in range(data.draw(st.integers(1, 3))):
        _disturb(document, data)
    issues = check_document(document, children())
    assert issues == sorted(issues, key=lambda issue: issue.sort_key)
    if not has_errors(issues):
        build_release(document, {}, children())
        inspect(parse_flow(expand(document, {}, children()).document))


def _disturb(document: Any, data: st.DataObject) -> None:
    """Replaces, removes or renames one thing somewhere in `document`."""
    here = document
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        below = here[key]
        if isinstance(below, dict | list) and below and data.draw(st.integers(0, 5)):
            here = below
            continue
        break
    what = data.draw(st.sampled_from(["replace", "word", "remove", "rename"]))
    if what == "remove":
        del here[key]
    elif what == "rename" and isinstance(here, dict):
        here[data.draw(WORDS)] = here.pop(key)
    else:
        here[key] = data.draw(JSON if what == "replace" else WORDS)


def test_a_part_that_breaks_its_schema_is_not_told_about_twice():
    document = a_document()
    document["facts"]["people"]["type"] = "interger"
    assert [issue.rule for issue in check_document(document)] == ["unknown-type"]


def test_faults_in_several_nodes_are_told_together():
    document = a_document()
    del document["nodes"]["fits"]["otherwise"]
    document["nodes"]["ask-people"]["next"] = "ask-shutof"
    assert [issue.rule for issue in check_document(document)] == ["unknown-node", "missing-key"]


def test_a_document_that_is_too_deep_is_refused_before_anything_follows_it():
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    document = a_document(editor={"deep": deep})
    assert [issue.rule for issue in check_document(document)] == ["too-deep"]


def test_a_document_that_is_too_large_is_refused():
    document = a_document(editor={str(number): "x" * 1000 for number in range(4100)})
    assert [issue.rule for issue in check_document(document)] == ["too-many"]


def test_what_is_short_to_write_but_long_in_json_counts_by_its_length_in_json():
    short = a_document(editor={"note": "\u0001" * 600_000})
    assert check_document(short) == []
    long = a_document(editor={"note": "\u0001" * 700_000})
    assert [issue.rule for issue in check_document(long)] == ["too-many"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**400, -(10**16), 0.1 + 0.2])
def test_a_number_that_cannot_be_exact_is_refused(number: float):
    document = a_document()
    document["facts"]["people"]["maximum"] = number
    assert [issue.rule for issue in check_document(document)] == ["not-plain"]


def test_half_a_character_is_refused():
    assert [issue.rule for issue in check_document(a_document(title="Heat \ud83d"))] == ["not-plain"]


def test_load_flow_reads_a_flow():
    assert load_flow(json.dumps(a_document())).id == "heat"


def test_load_flow_raises_with_everything_that_is_wrong():
    document = a_document(format=2, start="nowhere")
    with pytest.raises(DefinitionError) as caught:
        load_flow(json.dumps(document))
    assert [issue.rule for issue in caught.value.issues] == ["unknown-value", "unknown-node"]


def test_what_was_typed_before_counts_only_while_the_facts_are_the_same():
    document = a_document()
    shutoff = document["facts"]["shutoff"]
    assert not check_document(document)
    document["facts"]["shutoff"] = {"type": "date", "label": "Heat shut off"}
    assert [issue.rule for issue in check_document(document)] == ["expression"]
    document["facts"]["shutoff"] = shutoff
    assert not check_document(document)


def test_what_becomes_of_a_document_later_does_not_change_what_was_learned_of_it():
    document = a_document()
    assert not check_document(document)
    document["facts"]["shutoff"]["type"] = "date"
    assert has_errors(check_document(document))
    assert not check_document(a_document())
