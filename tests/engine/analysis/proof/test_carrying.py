"""After an edit, whoever goes the same way as before shows what they showed; whoever may not, walks again."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.analysis import build_graph
from engine.analysis.proof import Person, follow, prove
from engine.analysis.proof.carrying import Carried, carry_over
from engine.analysis.proof.claims import claims_of
from engine.analysis.proof.encoding import encode
from engine.analysis.proof.seeing import Seeing
from engine.definition import Release
from tests.bench.proof_flows import edited as with_another_limit
from tests.bench.proof_flows import realistic
from tests.builders import a_release
from tests.engine.analysis.proof.edits import edited, is_sound, small_documents
from tests.engine.analysis.proof.test_soundness import EXAMPLES, SCARCE

TODAY = date(2026, 11, 22)


def carried(old: dict[str, Any], now: Release) -> tuple[Carried | None, list[Person]]:
    """What is carried over to the new release, and everybody who walked in the old one."""
    before = prove(a_release(old), today=TODAY)
    claims = claims_of(encode(build_graph(now.flow, now.typed), (TODAY, TODAY)))
    ways = {id(each.way): each.person for each in before.verdicts.values() if each.person}
    return carry_over(now, before, Seeing(now, claims)), list(ways.values())


def wrong(found: Carried, now: Release) -> list[Any]:
    """What is said to be shown, and is not when that person walks through the new release."""
    seeing = Seeing(now, found.shown)
    return [
        claim
        for claim, verdict in found.shown.items()
        if verdict.person is None
        or verdict.way is None
        or follow(now, verdict.person).exits != verdict.way.exits
        or claim not in set(seeing.shown_by(follow(now, verdict.person)))
    ]


@st.composite
def editions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    old = draw(small_documents())
    return old, draw(edited(old))


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(both=editions())
def test_what_is_carried_over_is_still_shown(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    old, new = both
    if not (is_sound(old) and is_sound(new)):
        return
    found, _ = carried(old, a_release(new))
    assert found is None or wrong(found, a_release(new)) == []


def test_another_limit_makes_few_walk_again() -> None:
    old = realistic(60)
    new = a_release(with_another_limit(old, 1))
    found, everybody = carried(old, new)
    assert found is not None
    assert wrong(found, new) == []
    assert len(found.others) * 4 < len(everybody)
    assert {claim.node for claim in found.shown} >= {"ask-people", "s3-fits", "done"}


def test_nothing_is_carried_over_where_a_fact_was_changed() -> None:
    old = realistic(20)
    people = {**old["facts"]["people"], "maximum": 3}
    found, _ = carried(old, a_release({**old, "facts": {**old["facts"], "people": people}}))
    assert found is None


def test_nobody_is_carried_over_to_another_day() -> None:
    old, later = realistic(20), date(2028, 1, 1)
    before = prove(a_release(old), today=TODAY)
    after = prove(a_release(with_another_limit(old, 1)), today=later, first=[], earlier=before)
    assert all(each.person.today >= later for each in after.verdicts.values() if each.person)
