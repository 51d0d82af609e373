"""Real recorded screeners: imported from their transition tables, every recorded step comes out the same."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from engine.analysis import inspect
from engine.definition import build_release, check_document, has_errors, parse_flow
from engine.scenarios import replay
from engine.scenarios.transitions import import_transitions

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif("CORPORA_DIR" not in os.environ, reason="CORPORA_DIR is not set"),
]
SCREENERS = Path(os.environ.get("CORPORA_DIR", ".")) / "govuk-screeners"
TABLES = sorted(SCREENERS.glob("transitions/*.json")) if "CORPORA_DIR" in os.environ else []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_recorded_screener_replays_without_a_mismatch(path: Path):
    document = import_transitions(json.loads(path.read_text(encoding="utf-8"))).document
    assert check_document(document) == []
    assert not has_errors(inspect(parse_flow(document)))
    days = json.loads((SCREENERS / "paths/frozen-dates.json").read_text(encoding="utf-8"))
    mismatches = replay(build_release(document), _steps(path.stem), date.fromisoformat(days[path.stem]))
    assert list(mismatches) == []


def test_all_steps_of_all_screeners_are_replayed():
    assert len(TABLES) == 11
    assert sum(len(_steps(path.stem)) for path in TABLES) == 994


def _steps(name: str) -> list[dict]:
    lines = (SCREENERS / f"paths/{name}.steps.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
