"""After an edit, what rests on the same formulas is not proved again; and whatever is said is what a new proof says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.analysis.proof import Proof, prove
from engine.analysis.proof.proving import Answer, Prover
from tests.bench.proof_flows import edited as with_another_limit
from tests.bench.proof_flows import realistic
from tests.builders import a_release
from tests.engine.analysis.proof.edits import edited, is_sound, small_documents
from tests.engine.analysis.proof.test_soundness import EXAMPLES, SCARCE

TODAY = date(2026, 11, 22)


def said(proof: Proof) -> dict[Any, bool | None]:
    """By claim, whether it can be; None where that is not settled."""
    return {claim: None if each.unsettled else each.is_possible for claim, each in proof.verdicts.items()}


@st.composite
def editions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    old = draw(small_documents())
    return old, draw(edited(old))


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(both=editions())
def test_a_proof_after_an_edit_says_what_a_new_one_says(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    old, new = both
    if not (is_sound(old) and is_sound(new)):
        return
    before = prove(a_release(old), today=TODAY)
    people = [each.person for each in before.verdicts.values() if each.person]
    after = prove(a_release(new), today=TODAY, first=people, earlier=before)
    assert said(after) == said(prove(a_release(new), today=TODAY))


def test_after_another_limit_the_solver_is_asked_for_that_node_only(monkeypatch: pytest.MonkeyPatch) -> None:
    document = realistic(60)
    before = prove(a_release(document), today=TODAY)
    people = [each.person for each in before.verdicts.values() if each.person]
    asked: list[bool] = []
    ask = Prover.ask

    def counted(self: Prover, *conditions: Any, why: bool = True, **options: Any) -> Answer:
        asked.append(why)
        return ask(self, *conditions, why=why, **options)

    release = a_release(with_another_limit(document, 1))
    monkeypatch.setattr(Prover, "ask", counted)
    after = prove(release, today=TODAY, first=people, earlier=before)
    for_reasons = sum(asked)
    asked.clear()
    anew = prove(release, today=TODAY)
    assert said(after) == said(anew)
    assert for_reasons <= 2 < sum(asked)
    reasons = {claim: each.reasons for claim, each in anew.verdicts.items() if each.is_impossible}
    assert {claim: each.reasons for claim, each in after.verdicts.items() if each.is_impossible} == reasons


def test_what_an_edit_makes_possible_is_found() -> None:
    document = realistic(20)
    rules = document["nodes"]["s0-fits"]["rules"]
    before = prove(a_release(document), today=TODAY)
    assert before.exits["s0-fits", "otherwise"].is_impossible
    opened = {**rules[2], "when": {">": [{"var": "s0-year"}, 200000]}}
    node = {**document["nodes"]["s0-fits"], "rules": [*rules[:2], opened]}
    new = {**document, "nodes": {**document["nodes"], "s0-fits": node}}
    assert prove(a_release(new), today=TODAY, earlier=before).exits["s0-fits", "otherwise"].is_possible
