"""A condition put together line by line passes the check, is read back as it was, and says what it lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.definition import Speaker, check_document, has_errors
from engine.editing import (
    ConditionError,
    Group,
    Kept,
    Line,
    Names,
    Takes,
    comparisons,
    others_for,
    read_condition,
    same,
    write_condition,
)
from tests.builders import a_document

OPTIONS = [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}]
MEMBERS = {"age": {"type": "integer", "label": "Age"}, "pay": {"type": "money", "currency": "USD"}}
FACTS = {
    "boolean": {},
    "choice": {"options": OPTIONS},
    "choices": {"options": OPTIONS},
    "place": {"places": OPTIONS},
    "integer": {},
    "decimal": {},
    "money": {"currency": "USD"},
    "year": {},
    "date": {},
    "month": {},
    "text": {},
    "postcode": {},
    "email": {},
    "phone": {},
    "address": {},
    "file": {},
    "list": {"maximum": 9, "facts": MEMBERS},
}
TYPED = {"date": "2026-11-22", "month": "2026-11"}


def named(type: str) -> Names:
    return Names({"it": {"type": type, "label": "It", **FACTS[type]}})


def a_line(type: str, comparison: str, takes: Takes) -> Line:
    value = "7" if takes in (Takes.NUMBER, Takes.SPAN) else TYPED.get(type, "7")
    return Line(fact="it", comparison=comparison, value=value, chosen=("oil",) if takes is Takes.OPTIONS else ())


@pytest.mark.parametrize("type", FACTS)
def test_every_comparison_of_a_type_passes_the_check_and_is_read_back(type):
    names = named(type)
    for comparison, each in comparisons(type).items():
        condition = write_condition(Group(parts=(a_line(type, comparison, each.takes),)), names)
        document = a_document()
        document["facts"].update(names.facts)
        document["nodes"]["fits"]["rules"][0]["when"] = condition
        issues = [issue for issue in check_document(document) if issue.rule == "expression"]
        assert not has_errors(issues), (comparison, issues)
        part = read_condition(condition, names).parts[0]
        assert isinstance(part, Line), comparison
        assert same(write_condition(Group(parts=(part,)), names), condition)


def shipped() -> Iterator[tuple[str, Path]]:
    root = Path(__file__).parents[3]
    for path in [*sorted((root / "flows").rglob("flow.json")), root / "schemas/valid/everything.json"]:
        yield path.parent.name, path


def conditions_in(part: object) -> Iterator[object]:
    if isinstance(part, dict):
        if "when" in part and not isinstance(part["when"], list):
            yield part["when"]
        for value in part.values():
            yield from conditions_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from conditions_in(value)


def kept_in(group: Group) -> Iterator[Kept]:
    for part in group.parts:
        if isinstance(part, Kept):
            yield part
        elif isinstance(part, Group):
            yield from kept_in(part)


@pytest.mark.parametrize(("slug", "path"), list(shipped()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_condition_of_a_shipped_flow_comes_back_as_it_was(slug, path):
    document = json.loads(path.read_text())
    names, speaker = Names.of(document), Speaker.build(document)
    for condition in conditions_in(document["nodes"]):
        group = read_condition(condition, names)
        written = write_condition(group, names)
        assert same(written, condition)
        assert speaker.condition(written) == speaker.condition(condition)
        for kept in kept_in(group):
            assert speaker.condition(kept.expression)


def test_most_conditions_of_the_shipped_flows_are_lines():
    found = []
    for _, path in shipped():
        document = json.loads(path.read_text())
        found += [bool(list(kept_in(read_condition(each, Names.of(document))))) for each in conditions_in(document)]
    assert sum(found) / len(found) < 0.15


def test_groups_stand_within_groups_three_deep():
    names = named("integer")
    line = Line(fact="it", comparison=">=", value="3")
    other = Line(fact="it", comparison="<", value="9")
    deepest = Group(kind="none", parts=(line, other))
    group = Group(kind="any", parts=(line, Group(kind="all", parts=(other, deepest))))
    condition = write_condition(group, names)
    at_least, below = {">=": [{"var": "it"}, 3]}, {"<": [{"var": "it"}, 9]}
    assert condition == {"or": [at_least, {"and": [below, {"!": [{"or": [at_least, below]}]}]}]}
    assert read_condition(condition, names) == group


def test_a_group_can_be_about_the_members_of_a_list():
    names = named("list")
    line = Line(fact="age", comparison="<", value="18")
    condition = write_condition(Group(kind="every:it", parts=(line,)), names)
    assert condition == {"all": [{"var": "it"}, {"<": [{"var": "age"}, 18]}]}
    assert read_condition(condition, names) == Group(kind="every:it", parts=(line,))


def test_a_fact_is_compared_with_others_of_its_kind_and_with_amounts():
    facts = {name: {"type": "money", "currency": "USD"} for name in ("income", "rent")}
    facts |= {"people": {"type": "integer"}, "name": {"type": "text"}}
    names = Names(facts, {"limits": {"by": "people", "gives": "money", "rows": [[1, 100]]}})
    assert list(others_for(names, "income")) == ["fact:rent", "amount:limits@people"]
    line = Line(fact="income", comparison="<=", other="amount:limits@people")
    condition = write_condition(Group(parts=(line,)), names)
    assert condition == {"<=": [{"var": "income"}, {"lookup": ["limits", {"var": "people"}]}]}
    assert read_condition(condition, names).parts == (line,)


def test_everything_that_lines_lack_is_told_at_once():
    names = Names({**named("integer").facts, "heat": {"type": "choice", "label": "Heat", **FACTS["choice"]}})
    wrong = Group(
        parts=(
            Line(fact="it", comparison=">=", value="many"),
            Group(kind="any", parts=(Line(fact="heat", comparison="one-of"), Line(fact="gone"))),
            Group(kind="any"),
            Line(fact="it", comparison="before", value="1"),
        )
    )
    with pytest.raises(ConditionError) as refused:
        write_condition(wrong, names)
    told = {fault.at: fault.what for fault in refused.value.faults}
    assert told == {
        "0": "“many” is no number.",
        "1.0": "Choose at least one answer to “Heat”.",
        "1.1": "Choose what this line looks at.",
        "2": "This group is empty.",
        "3": "Choose how “It” is compared.",
    }


@pytest.mark.parametrize(
    ("type", "comparison", "value", "told"),
    [
        ("integer", ">=", "", "Say what “It” is compared with"),
        ("integer", ">=", "1e999999", "cannot be held exactly"),
        ("integer", ">=", "NaN", "cannot be held exactly"),
        ("date", "before", "22/11/2026", "is no date"),
        ("date", "ago<=", "1.5", "is no whole number"),
        ("list", "count>=", "", "Say how many"),
    ],
)
def test_what_does_not_fit_is_refused(type, comparison, value, told):
    with pytest.raises(ConditionError, match=told):
        write_condition(Group(parts=(Line(fact="it", comparison=comparison, value=value),)), named(type))
