"""Every public case has its public answer, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from engine.expressions.portable import CERTLOGIC, Refused, evaluate_portable
from tests.engine.expressions.portable.public import (
    CLASSIC,
    CORPORA,
    Case,
    admission_cases,
    as_public,
    certlogic_cases,
    has_a_converting_operator,
    jsonlogic_cases,
)

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA, reason="CORPORA_DIR is not set"),
]
EMPTY_OBJECT = "An empty object is yes in JsonLogic and no in CertLogic."


def run(cases: Iterable[Case], written_for: str = "") -> tuple[int, list[tuple[Case, Refused]]]:
    """How many cases are equal, and which were refused. Fails for one that is silently different."""
    equal, refused = 0, []
    for case in cases:
        answer = evaluate_portable(case.rule, case.data, written_for=written_for)
        if isinstance(answer, Refused):
            refused.append((case, answer))
            continue
        assert as_public(answer.value) == as_public(case.expected), f"{case.suite}: {case.rule} on {case.data}"
        equal += 1
    print(f"{equal} equal, {len(refused)} refused")
    return equal, refused


def test_no_case_of_jsonlogic_is_silently_different() -> None:
    equal, refused = run(jsonlogic_cases())
    assert equal >= 280
    assert {answer.reason for _, answer in refused} >= {"“val” is not part of this dialect. Use “var”."}
    assert all(answer.reason for _, answer in refused)


def test_the_classic_suite_is_equal_wherever_nothing_is_converted() -> None:
    cases = [case for case in jsonlogic_cases() if case.suite == CLASSIC]
    plain = [case for case in cases if not has_a_converting_operator(case.rule)]
    equal, refused = run(plain)
    assert len(cases) - len(plain) == 10
    assert equal >= 0.95 * len(plain)
    assert refused == []


def test_every_case_of_certlogic_is_equal() -> None:
    equal, refused = run(certlogic_cases(), CERTLOGIC)
    assert equal >= 230
    assert refused == []


def test_every_test_of_the_admission_rules_is_equal() -> None:
    equal, refused = run(admission_cases(), CERTLOGIC)
    assert equal == 378
    assert refused == []


def test_without_saying_where_a_rule_comes_from_only_an_empty_object_as_a_condition_is_refused() -> None:
    equal, refused = run([*certlogic_cases(), *admission_cases()])
    assert equal >= 600
    assert [answer.reason for _, answer in refused] == [EMPTY_OBJECT] * 2
