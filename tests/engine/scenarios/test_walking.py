"""`walks` on the command line, and scenarios that speak a language or find no help."""

import json

import pytest

from engine.cli import main
from engine.scenarios import build_scenario, run_scenario
from tests.builders import a_document, a_release


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "flow.json").write_text(json.dumps(a_document()))
    return tmp_path


def a_scenario(**changes):
    said = {"people": 1, "shutoff": False, "income": "10.00"}
    answers = [{"fact": fact, "value": value} for fact, value in said.items()]
    return {"title": "x", "today": "2026-11-23", "answers": answers, "expect": {"outcome": "apply"}, **changes}


def wrong(scenario, **release):
    ready = a_release(**release)
    return run_scenario(ready, build_scenario(ready, scenario))


def test_the_walks_that_are_written_are_run_by_test(folder, capsys):
    assert main(["walks", str(folder), "-o", str(folder / "scenarios"), "--today", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    count = len(list((folder / "scenarios").glob("walk-*.json")))
    assert f"{count} walks for 9 exits" in said
    assert "8 of 9 exits" in said
    assert main(["test", str(folder)]) == 0
    assert f"{count} scenarios, 0 failed" in capsys.readouterr().out


def test_without_a_folder_the_walks_are_listed(folder, capsys):
    assert main(["walks", str(folder)]) == 0
    assert "just over $2,000: ends at “Other”" in capsys.readouterr().out
    assert not (folder / "scenarios").exists()


def test_a_scenario_goes_on_where_an_article_did_not_help():
    assert wrong(a_scenario(unsolved=["apply"], expect={"outcome": "agent"})) == []
    assert wrong(a_scenario(unsolved=["other"])) == ["Never said to have been of no help: other."]


def test_a_scenario_in_a_language_needs_every_text_on_its_way():
    texts = {"/nodes/ask-people/prompt": {"from": "x", "text": "¿Cuántas personas?"}}
    there = {"es": {"language": "es", "texts": texts}}
    said = wrong(a_scenario(language="es"), translations=there)
    assert "“/nodes/ask-income/prompt” is not there in the language “es”." in said
    assert not any("ask-people/prompt" in each for each in said)


def test_a_scenario_in_a_language_that_the_flow_does_not_have_fails():
    assert wrong(a_scenario(language="fr")) == ["The flow has no translation into “fr”."]
