"""What a designer changed, in sentences."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.analysis.diff import Change, Edition, Kind, compare_structure
from engine.definition import Child, load_document, text_digest
from tests.builders import a_document, a_release
from tests.engine.analysis.proof.edits import edited, small_documents

FLOWS = Path(__file__).parents[4] / "flows"
Document = dict[str, Any]


def an_edition(document: Document, translations: Document | None = None, *children: Document) -> Edition:
    return Edition(
        document=document,
        release=a_release(document, translations, children),
        translations=translations or {},
        children={each["id"]: Child(document=each) for each in children},
    )


def changes(edit: Callable[[Document], Any], document: Document | None = None) -> list[Change]:
    old = document or a_document()
    new = copy.deepcopy(old)
    edit(new)
    return list(compare_structure(an_edition(old), an_edition(new)))


def sentences(edit: Callable[[Document], Any], document: Document | None = None) -> list[str]:
    return [each.sentence for each in changes(edit, document)]


def shipped(slug: str) -> Document:
    document: Document = load_document((FLOWS / slug / "flow.json").read_text())
    return document


def replaced(document: Document, *names: tuple[str, str]) -> None:
    """Other names everywhere, as a careful designer would rename them."""
    text = json.dumps(document)
    for old, new in names:
        text = text.replace(f'"{old}"', f'"{new}"').replace(f"{{{old}}}", f"{{{new}}}")
    document.clear()
    document.update(json.loads(text))


def test_nothing_changed_is_nothing_told():
    assert sentences(lambda document: None) == []
    assert sentences(lambda document: document.update(editor={"x": 1})) == []


def test_an_amount_rises():
    assert sentences(
        lambda document: document["tables"]["income_limit"]["rows"][2].__setitem__(1, 5500), shipped("heating-help")
    ) == ["The income limit for 3 people rises from $3,415 to $5,500."]


def test_the_amount_of_a_band_is_told_with_the_band():
    def edit(document: Document) -> None:
        document["tables"]["standard_deductions"]["rows"][0][1] = 200
        document["tables"]["standard_deductions"]["rows"][3][1] = 310

    assert sentences(edit, shipped("food-assistance")) == [
        "The standard deductions for 1 to 3 people fall from $217 to $200.",
        "The standard deductions for 6 or more people rise from $308 to $310.",
    ]


def test_an_amount_by_date_is_told_with_the_day_from_which_it_holds():
    document = a_document()
    document["facts"]["share"] = {"type": "money", "label": "Share", "currency": "USD"}
    document["tables"]["rate"] = {
        "by": "date",
        "match": "date",
        "gives": "money",
        "rows": [["2026-01-01", 100], ["2027-01-01", 120]],
    }

    def edit(document: Document) -> None:
        document["tables"]["rate"]["rows"][1][1] = 130
        document["tables"]["rate"]["rows"].append(["2027-10-01", 140])

    assert sentences(edit, document) == [
        "The rate from January 1, 2027 on rises from $120 to $130.",
        "The rate from October 1, 2027 on rises from $120 to $140 (a new row of the table).",
    ]


def test_beyond_the_last_row_of_a_table():
    found = sentences(lambda document: document["tables"]["limit"]["beyond"].update(add=1100))
    assert found == ["Beyond the last row of “limit”, each one more now adds 1100 instead of 1000."]


def test_a_condition_is_told_in_words_as_it_was_and_as_it_is():
    found = sentences(
        lambda document: document["nodes"]["ask-shutoff"]["rules"][0].update(
            when={"and": [{"var": "shutoff"}, {">": [{"var": "people"}, 2]}]}
        )
    )
    assert found == [
        "Rule “no-heat” of node “ask-shutoff” was taken when “Heat shut off” is yes; "
        "now it is taken when “Heat shut off” is yes and “People at home” is more than 2."
    ]


def test_an_exit_leads_elsewhere():
    def edit(document: Document) -> None:
        document["nodes"]["ask-people"]["next"] = "ask-income"
        document["nodes"]["fits"]["unknown"] = "other"
        document["nodes"]["fits"]["rules"][0]["next"] = "agent"

    assert sentences(edit) == [
        "Node “ask-people” led to “ask-shutoff” and now leads to “ask-income”.",
        "Rule “limit” of node “fits” led to “apply” and now leads to “agent”.",
        "“unknown” of node “fits” led to “agent” and now leads to “other”.",
    ]


def test_a_node_that_gets_rules_is_told_so_once():
    def edit(document: Document) -> None:
        node = document["nodes"]["ask-people"]
        node["otherwise"] = node.pop("next")
        node["rules"] = [{"id": "many", "when": {">": [{"var": "people"}, 9]}, "next": "agent"}]

    assert sentences(edit) == [
        "Node “ask-people” now reads its rules first; where none holds it still leads to “ask-shutoff”.",
        "Rule “many” of node “ask-people” is new: it is taken when “People at home” is more than 9, and leads to "
        "“agent”.",
    ]


def test_rules_come_go_and_change_places():
    document = a_document()
    rules = document["nodes"]["fits"]["rules"]
    rules += [
        {"id": "many", "when": {">": [{"var": "people"}, 9]}, "next": "agent"},
        {"id": "none", "when": {"==": [{"var": "income"}, 0]}, "next": "apply"},
    ]

    def edit(document: Document) -> None:
        rules = document["nodes"]["fits"]["rules"]
        rules[:] = [rules[2], rules[0], {"id": "few", "when": {"<": [{"var": "people"}, 2]}, "next": "other"}]

    assert sentences(edit, document) == [
        "Rule “many” of node “fits” is gone: it is taken when “People at home” is more than 9, and leads to “agent”.",
        "Rule “few” of node “fits” is new: it is taken when “People at home” is less than 2, and leads to “other”.",
        "The rules of node “fits” are read in another order: “none” now comes first; the first that fits counts.",
    ]


def test_a_renamed_node_and_a_renamed_fact_are_known_again():
    found = changes(lambda document: replaced(document, ("ask-people", "household"), ("people", "size")))
    assert [(each.kind, each.sentence) for each in found] == [
        (Kind.RENAMED, "Node “ask-people” is now called “household”."),
        (Kind.RENAMED, "The fact “people” is now called “size”."),
    ]


def test_a_renamed_node_that_was_edited_too_is_known_again():
    def edit(document: Document) -> None:
        replaced(document, ("ask-people", "household"))
        document["nodes"]["household"]["prompt"] = "How many people live with you, you included?"

    assert sentences(edit) == [
        "Node “ask-people” is now called “household”.",
        "The question of node “household” (en) was “How many people live with you?” and is now “How many people live "
        "with you, you included?”.",
    ]


def test_outcomes_that_are_not_the_same_are_not_taken_for_renamed():
    def edit(document: Document) -> None:
        replaced(document, ("other", "others"))
        document["nodes"]["others"]["article"] = "other-helps"

    assert {each.kind for each in changes(edit)} == {Kind.ADDED, Kind.REMOVED, Kind.CHANGED}


def test_a_question_that_comes_later_has_moved():
    def edit(document: Document) -> None:
        nodes = document["nodes"]
        document["start"] = "ask-shutoff"
        nodes["ask-shutoff"]["otherwise"] = "ask-people"
        nodes["ask-people"]["next"] = "ask-income"

    assert sentences(edit)[:2] == [
        "Node “ask-shutoff” now comes first instead of after “ask-people”.",
        "A journey began at “ask-people” and now begins at “ask-shutoff”.",
    ]


def test_a_question_that_is_dropped_or_new_is_told_with_its_words():
    def drop(document: Document) -> None:
        document["nodes"]["ask-people"]["next"] = "ask-income"
        del document["nodes"]["ask-shutoff"]

    assert sentences(drop)[0] == "The question “ask-shutoff” (Is your heat off?) is gone."

    def add(document: Document) -> None:
        document["facts"]["cold"] = {"type": "boolean", "label": "Cold"}
        document["nodes"]["ask-income"]["next"] = "ask-cold"
        document["nodes"]["ask-cold"] = {"type": "question", "fact": "cold", "prompt": "Is it cold?", "next": "fits"}

    assert sentences(add) == [
        "The question “ask-cold” (Is it cold?) is new; it comes after “ask-income”.",
        "Node “ask-income” led to “fits” and now leads to “ask-cold”.",
        "The fact “cold” (Cold), of the type boolean, is new.",
    ]


def test_what_may_be_answered():
    document = shipped("heating-help")

    def edit(document: Document) -> None:
        facts = document["facts"]
        facts["people"]["maximum"] = 12
        facts["income"]["maximum"] = 2000000
        facts["shutoff_on"]["latest"] = {"today": "+120d"}
        facts["fuel"]["options"].pop(0)
        facts["fuel"]["options"].append({"id": "coal", "label": "Coal"})
        facts["people"]["sensitive"] = True

    assert sentences(edit, document) == [
        "The latest day to “Shut-off date on the notice” was the day of the journey +90d and is now the day of the "
        "journey +120d.",
        "The highest answer to “People in the home” was 20 and is now 12.",
        "“People in the home” now counts as personal.",
        "“Natural gas” can no longer be chosen for “Main heating fuel”.",
        "“Coal” can now be chosen for “Main heating fuel”.",
        "The highest answer to “Household income before taxes” was $1,000,000 and is now $2,000,000.",
    ]


def test_a_promise_is_told_as_it_was_and_as_it_is():
    promise = {"id": "no-heat", "when": {"var": "shutoff"}, "then": {"outcome": ["urgent"]}}

    def edit(document: Document) -> None:
        document["promises"][0]["then"] = {"never": "apply"}

    assert sentences(edit, a_document(promises=[promise])) == [
        "The promise “no-heat” was: when “Heat shut off” is yes, the journey ends at “urgent”. "
        "Now it is: when “Heat shut off” is yes, the journey never comes to “apply”."
    ]
    assert sentences(lambda document: document.update(promises=[promise])) == [
        "The promise “no-heat” is new: when “Heat shut off” is yes, the journey ends at “urgent”."
    ]


def test_a_row_of_a_decision_table_fits_other_answers_and_gives_another_amount():
    document = a_document()
    document["facts"]["share"] = {"type": "money", "label": "Share", "currency": "USD"}
    document["nodes"]["ask-income"]["next"] = "rates"
    document["nodes"]["rates"] = {
        "type": "table",
        "hit": "first",
        "inputs": [{"id": "people", "value": {"var": "people"}}],
        "outputs": [{"fact": "share"}],
        "rows": [{"id": "few", "when": [{"<": 3}], "then": {"share": 100}}],
        "unmatched": "fits",
        "next": "fits",
    }

    def edit(document: Document) -> None:
        document["nodes"]["rates"]["rows"][0].update(when=[{"between": [1, 4]}], then={"share": 120})

    assert sentences(edit, document) == [
        "Row “few” of node “rates” fitted [less than 3]; now it fits [1 to 4].",
        "“Share” in row “few” of node “rates” rises from $100 to $120.",
    ]


def test_texts_by_language_and_the_translations_that_no_longer_follow():
    prompt = "/nodes/ask-people/prompt"
    old = a_document()
    source = old["nodes"]["ask-people"]["prompt"]
    spanish = {"language": "es", "texts": {prompt: {"text": "¿Cuántas personas?", "from": text_digest(source)}}}
    mended = copy.deepcopy(spanish)
    mended["texts"][prompt]["text"] = "¿Cuántos son?"
    new = copy.deepcopy(old)
    new["nodes"]["ask-people"]["prompt"] = "How many are you?"

    reworded = compare_structure(an_edition(old, {"es": spanish}), an_edition(new, {"es": spanish}))
    assert [each.sentence for each in reworded] == [
        "The question of node “ask-people” (en) was “How many people live with you?” and is now “How many are you?”.",
        "The translation into “es” of the question of node “ask-people” is out of date: the text it was made from has "
        "changed.",
    ]
    translated = compare_structure(an_edition(old, {"es": spanish}), an_edition(old, {"es": mended}))
    assert [each.sentence for each in translated] == [
        "The question of node “ask-people” (es) was “¿Cuántas personas?” and is now “¿Cuántos son?”."
    ]
    assert [each.kind for each in compare_structure(an_edition(old), an_edition(old, {"es": spanish}))] == [Kind.ADDED]


def test_a_change_in_a_flow_that_it_runs_is_told_with_that_flow():
    parent, child = shipped("talk-to-someone"), shipped("shared/contact")
    others = [shipped("shared/address"), shipped("shared/household")]
    changed = copy.deepcopy(child)
    page = next(node for node in changed["nodes"].values() if node["type"] == "page")
    page["title"] = "How can we reach you?!"
    old, new = an_edition(parent, None, child, *others), an_edition(parent, None, changed, *others)
    (found,) = compare_structure(old, new)
    assert (found.flow, found.after) == ("contact", "How can we reach you?!")


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in FLOWS.glob("*/flow.json")))
def test_every_key_of_a_shipped_flow_that_is_changed_is_told(slug: str):
    """Whatever is edited, something is said: no change of a document passes unseen."""
    document = shipped(slug)
    shared = [shipped(f"shared/{path.parent.name}") for path in FLOWS.glob("shared/*/flow.json")]
    old = an_edition(document, None, *shared)
    for path in list(_places(document))[:: max(1, len(list(_places(document))) // 40)]:
        changed = copy.deepcopy(document)
        here: Any = changed
        for key in path[:-1]:
            here = here[key]
        here[path[-1]] = _other(here[path[-1]])
        found = compare_structure(old, Edition(document=changed, release=old.release, children=old.children))
        assert found, path


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Every number, yes or no and free text of a document; names of nodes and facts have to stay."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in ("imported_as", "editor", "from"):
                yield from _places(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _places(each, (*path, index))
    elif isinstance(value, bool | int | float) or (isinstance(value, str) and " " in value):
        yield path


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return f"{value}!" if isinstance(value, str) else value + 1


@st.composite
def editions(draw: st.DrawFn) -> tuple[Document, Document]:
    document = draw(small_documents())
    return document, draw(edited(document))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=editions())
def test_a_random_edit_is_told_and_the_same_in_the_same_words(documents: tuple[Document, Document]):
    old, new = (an_edition(each) for each in documents)
    found = compare_structure(old, new)
    assert bool(found) is (documents[0] != documents[1])
    assert found == compare_structure(old, new)
    assert all(each.sentence.endswith(".") for each in found)
