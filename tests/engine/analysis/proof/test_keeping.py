"""Formulas taken over after an edit are, one by one and in their order, those of a flow that is written anew."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import z3
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.analysis import build_graph
from engine.analysis.proof.claims import claims_of
from engine.analysis.proof.days import Day
from engine.analysis.proof.encoding import Encoded, TooKnottedError, encode
from engine.analysis.proof.givens import Given
from engine.analysis.proof.terms import Item, Items, Term
from engine.analysis.proof.verdicts import Claim
from engine.definition import Child, Parts, build_release, stand_alone
from engine.editing import FlowDraft, apply, read_operation
from engine.errors import EditError
from tests.bench.proof_flows import edited as with_another_limit
from tests.bench.proof_flows import realistic
from tests.engine.analysis.proof.edits import edited, is_sound
from tests.engine.analysis.proof.test_soundness import EXAMPLES, SCARCE
from tests.engine.editing.test_undoing import edits as operations
from tests.random_flows import CHILD, documents

CHILDREN = {CHILD["id"]: Child(document=CHILD)}
SPAN = (date(2026, 11, 22), date(2027, 11, 22))
PARTS = ("said", "taken", "stuck", "circles", "reaches", "asks", "skips", "opens", "twice", "results", "rows")


def text(value: Any) -> Any:
    """A value with its formulas as numbers: equal ones have the same."""
    if isinstance(value, z3.ExprRef):
        return value.get_id()
    if isinstance(value, Day):
        return ("day", value.number.get_id(), text(value.own_parts))
    if isinstance(value, Term):
        return ("term", text(value.value), text(value.known))
    if isinstance(value, Item):
        return ("item", text(value.there), text(value.facts))
    if isinstance(value, Items):
        return ("items", text(value.each))
    if isinstance(value, Given):
        return ("given", value.fact.id, text(value.value), text(value.skipped), text(value.domain))
    if isinstance(value, Mapping):
        return [(key, text(each)) for key, each in value.items()]
    return [text(each) for each in value] if isinstance(value, Sequence) and not isinstance(value, str) else value


def all_of(encoded: Encoded, claims: Mapping[Claim, z3.BoolRef]) -> dict[str, Any]:
    """Every formula of a flow, those of its claims too, in their order."""
    found = {name: text(getattr(encoded, name)) for name in (*PARTS, "conditions", "givens", "tied", "plain")}
    rest = (sorted(encoded.opaque), sorted(encoded.plain.hard), encoded.plain.named, encoded.side.options.numbers)
    return found | {"claims": text(claims), "rest": rest}


BY_CALENDAR = (
    {"before": [{"plusTime": [{"var": "day"}, 1, "month"]}, {"var": "today"}]},
    {"before": [{"plusTime": [{"var": "today"}, -1, "year"]}, {"var": "day"}]},
)
"""Conditions that need the year, month and day of a date: what ties these to it is added where they first stand."""


@st.composite
def states_of_a_draft(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A flow as it was written, and after each of a few edits of any kind."""
    found = [copy.deepcopy(draw(documents(wide=draw(st.booleans()))))]
    for _ in range(draw(st.integers(1, 4))):
        here = found[-1]
        news = draw(st.one_of(edited(here), operated(here), by_calendar(here), st.just(found[0])))
        if is_sound(news, CHILDREN):
            found.append(news)
    return found


@st.composite
def operated(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The same after something that the editor can do."""
    draft = FlowDraft(document=document, translations={})
    try:
        return dict(apply(draft, read_operation(draw(operations(draft)))).draft.document)
    except EditError:
        return document


@st.composite
def by_calendar(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The same with a rule about dates."""
    changed = copy.deepcopy(document)
    rules = [rule for node in changed["nodes"].values() for rule in node.get("rules", ())]
    if rules and "day" in changed["facts"]:
        draw(st.sampled_from(rules))["when"] = draw(st.sampled_from(BY_CALENDAR))
    return changed


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(states=states_of_a_draft())
def test_what_is_taken_over_is_what_a_new_flow_would_write(states: list[dict[str, Any]]) -> None:
    with suppress(TooKnottedError):
        assert what_differs(states) == []


def what_differs(states: Iterable[dict[str, Any]]) -> list[str]:
    """Where a flow that is edited again and again has other formulas than one that is written anew."""
    parts, written = Parts(), None
    found: list[str] = []
    for document in states:
        kept = stand_alone(build_release(document, {}, CHILDREN, parts=parts))
        anew = stand_alone(build_release(document, {}, CHILDREN))
        encoded = encode(build_graph(kept.flow, kept.typed), SPAN, earlier=written)
        other = encode(build_graph(anew.flow, anew.typed), SPAN)
        mine, theirs = claims_of(encoded), claims_of(other)
        these, those = all_of(encoded, mine), all_of(other, theirs)
        found += [name for name in those if these[name] != those[name]]
        written = encoded.written
    return found


def with_rule(document: dict[str, Any], name: str, when: dict[str, Any]) -> None:
    """One more rule, before all others of a decision."""
    document["nodes"][name]["rules"].insert(
        0, {"id": f"first-{len(document['nodes'][name]['rules'])}", "when": when, "next": name.replace("fits", "no")}
    )


def amounts(document: dict[str, Any]) -> None:
    document["tables"]["limit"]["rows"][0][1] = 1400


def bounds(document: dict[str, Any]) -> None:
    document["facts"]["s1-pay"]["maximum"] = 900


def numbers_of_options(document: dict[str, Any]) -> None:
    with_rule(document, "s0-fits", {"==": [{"var": "s1-kind"}, "first-of-all"]})


def days_of_today(document: dict[str, Any]) -> None:
    with_rule(document, "s0-fits", {"before": [IN_A_MONTH, "2026-12-01"]})


def days_of_answers(document: dict[str, Any]) -> None:
    with_rule(document, "s1-fits", {"before": [{"plusTime": [{"var": "s0-since"}, 1, "month"]}, "2026-12-01"]})


def names(document: dict[str, Any]) -> None:
    with_rule(document, "s0-fits", without_formula("s0-pay"))


def reader(document: dict[str, Any]) -> None:
    with_rule(document, "s1-fits", {"answered": "note"})


def start(document: dict[str, Any]) -> None:
    document["start"] = "ask-member"


def without_formula(fact: str) -> dict[str, Any]:
    """A condition that the proof does not look into."""
    return {">": [{"%": [{"/": [{"var": fact}, 3]}, 2]}, 1]}


IN_A_MONTH = {"plusTime": [{"var": "today"}, 1, "month"]}
EDITS = (amounts, bounds, numbers_of_options, days_of_today, days_of_answers, names, reader, start)


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_changed_elsewhere_counts_where_nothing_is_changed(edit: Callable[[dict[str, Any]], None]) -> None:
    old = realistic(20)
    old["facts"]["note"] = {"type": "text", "label": "Note"}
    old["nodes"]["ask-note"] = {"type": "question", "fact": "note", "prompt": "What else?", "next": "ask-people"}
    old["facts"]["s1-kind"]["options"].append({"id": "first-of-all", "label": "First of all"})
    with_rule(old, "s1-fits", {"before": [IN_A_MONTH, "2027-06-01"]})
    old["nodes"]["s1-table"]["rules"][0]["when"] = without_formula("s1-pay")
    old["nodes"]["s1-table"]["rules"].append(
        {"id": "month", "when": {"before": [IN_A_MONTH, "2027-03-01"]}, "next": "s1-no"}
    )
    old["start"] = "ask-note"
    new = copy.deepcopy(old)
    edit(new)
    assert is_sound(old) and is_sound(new)
    assert what_differs([old, new, old]) == []


def test_after_another_limit_all_other_places_are_taken_over():
    document, parts = realistic(60), Parts()
    written = None
    for state in (document, with_another_limit(document, 1)):
        release = build_release(state, parts=parts)
        encoded = encode(build_graph(release.flow, release.typed), SPAN, earlier=written)
        before, written = written, encoded.written
    assert {place.node for place in before if before[place].basis is not written[place].basis} == {"s3-fits"}
    assert before.keys() == written.keys() == set(encoded.ways.order)
