"""`explain` on the command line."""

import json

import pytest

from engine.cli import main
from tests.builders import a_document


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "flow.json").write_text(json.dumps(a_document()))
    return tmp_path


def explained(folder, capsys, data, *options):
    path = folder / "answers.json"
    path.write_text(json.dumps(data))
    code = main(["explain", str(folder), "--answers", str(path), "--today", "2026-11-23", *options])
    return code, capsys.readouterr()


GIVEN = {"answers": {"people": 1, "shutoff": False, "income": "30000.00"}}


def test_the_path_is_told_with_the_rule_that_did_not_hold(folder, capsys):
    code, said = explained(folder, capsys, GIVEN)
    assert code == 0
    assert "Answer: $30,000" in said.out
    assert "“no-heat” does not hold: “Heat shut off” is yes [Heat shut off: No]" in said.out
    assert "Ends at “Other” (other)." in said.out


def test_the_nearest_outcomes_are_told_with_the_changed_answers(folder, capsys):
    _, said = explained(folder, capsys, GIVEN)
    assert "“Apply”, with 1 changed answer: Monthly income: $2,000 instead of $30,000." in said.out
    assert "No 3 changed answers lead to: “Agent”." in said.out


def test_outcomes_of_one_title_are_told_apart_by_their_ids(folder, capsys):
    document = a_document()
    for name in ("urgent", "agent"):
        document["nodes"][name]["title"] = "We call you"
    (folder / "flow.json").write_text(json.dumps(document))
    _, said = explained(folder, capsys, GIVEN)
    assert "“We call you” (urgent), with 1 changed answer" in said.out
    assert "No 3 changed answers lead to: “We call you” (agent)." in said.out


def test_a_scenario_is_read_as_well_and_its_unsolved_article_passed(folder, capsys):
    answers = [{"fact": fact, "value": value} for fact, value in GIVEN["answers"].items()]
    scenario = {"title": "x", "today": "2026-11-23", "answers": answers, "unsolved": ["other"], "expect": {}}
    code, said = explained(folder, capsys, scenario, "--json")
    found = json.loads(said.out)
    assert code == 0
    assert found["end"]["node"] == "agent"
    assert found["path"][-1]["node"] == "other"
    assert {each["outcome"] for each in found["nearest"]["outcomes"]} >= {"apply", "urgent"}


def test_answers_that_stop_halfway_are_told_without_what_was_near(folder, capsys):
    _, said = explained(folder, capsys, {"answers": {"people": 1}})
    assert "Waits at" in said.out
    assert "How near" not in said.out


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "holds no answers"),
        ({"answers": [1]}, "Each answer has to be"),
        ({"answers": {"peple": 1}}, "The flow has no fact “peple”."),
        ({"answers": {"people": "many"}}, "is no value of the fact “people”"),
        ({"answers": {}, "unsolved": 3}, "“unsolved” has to be a list"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(folder, capsys, data, sentence):
    code, said = explained(folder, capsys, data)
    assert code == 1
    assert sentence in said.err
