"""The flows that others run: sound by themselves, whole in Spanish, and played at their boundaries."""

from __future__ import annotations

import pytest

from engine.analysis import inspect
from engine.definition import check_document, parse_flow, text_digest
from engine.scenarios import build_scenario, run_scenario
from engine.scenarios.checking import check_folder
from tests.flows.shipped import FLOWS, SHARED, document, read_json, release, translation


def test_these_flows_are_shared() -> None:
    assert SHARED == ("shared/address", "shared/contact", "shared/household")
    assert all(document(name)["shared"] for name in SHARED)


@pytest.mark.parametrize("name", SHARED)
def test_it_has_nothing_to_mend(name: str) -> None:
    assert [issue.sentence for issue in check_document(document(name))] == []
    assert [issue.sentence for issue in inspect(parse_flow(document(name)))] == []
    files = {str(path.relative_to(FLOWS / name)): read_json(path) for path in (FLOWS / name).rglob("*.json")}
    assert [issue.sentence for issues in check_folder(files).values() for issue in issues] == []


@pytest.mark.parametrize(
    ("name", "scenario"),
    [(name, path.stem) for name in SHARED for path in sorted((FLOWS / name / "scenarios").glob("*.json"))],
)
def test_a_scenario_ends_as_it_says(name: str, scenario: str) -> None:
    flow = release(name)
    played = build_scenario(flow, read_json(FLOWS / name / "scenarios" / f"{scenario}.json"))
    assert run_scenario(flow, played) == []


@pytest.mark.parametrize("name", SHARED)
def test_every_text_is_in_spanish_and_not_stale(name: str) -> None:
    own = release(name).flow.texts
    spanish = translation(name, "es")["texts"]
    assert spanish.keys() == own.keys()
    assert [pointer for pointer, text in own.items() if spanish[pointer]["from"] != text_digest(text)] == []


@pytest.mark.parametrize("name", SHARED)
def test_what_it_asks_of_people_is_kept_as_personal(name: str) -> None:
    harmless = {"purpose", "has_address", "zip"}
    facts = document(name)["facts"]
    assert [fact for fact in facts.keys() - harmless if not facts[fact].get("sensitive")] == []
