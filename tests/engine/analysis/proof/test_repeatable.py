"""The same flow gets the same proof: verdicts, people and reasons, whatever was proved before and in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from engine.analysis.proof import Proof, prove
from engine.analysis.proof.verdicts import Verdict
from engine.definition import Release, build_release, load_document

FLOWS = Path(__file__).parents[4] / "flows"
TODAY = date(2026, 11, 22)
SLUG = "report-a-problem"
PEOPLE = 4
"""Few, so that the solver has to find the others."""


def release() -> Release:
    document = load_document((FLOWS / SLUG / "flow.json").read_text())
    document["promises"] = [{"id": "planted", "then": {"never": document["start"]}}]
    return build_release(document, {})


def said(proof: Proof) -> list[str]:
    """Each claim with its person or its reasons, in order."""
    return [f"{claim} {shown(verdict)}" for claim, verdict in proof.verdicts.items()]


def shown(verdict: Verdict) -> str:
    person = verdict.person
    if person is None:
        return f"{verdict.reasons} {verdict.unsettled}"
    return f"{person.answers} {person.today} {sorted(person.unhelped)}"


def test_a_second_proof_in_the_same_process_says_the_same() -> None:
    first = said(prove(release(), today=TODAY, people=PEOPLE))
    assert any(str(TODAY.year) in each for each in first)
    assert said(prove(release(), today=TODAY, people=PEOPLE)) == first


def test_processes_that_order_their_sets_in_another_way_say_the_same() -> None:
    def run(seed: str) -> str:
        script = f"from {__name__} import *; print('\\n'.join(said(prove(release(), today=TODAY, people=PEOPLE))))"
        return subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=FLOWS.parent,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    first = run("1")
    assert str(TODAY.year) in first
    assert run("2") == first
