"""`test --coverage`: what scenarios cover is what running them shows, and what is left out is named."""

import json

import pytest

from engine.cli import main
from tests.builders import a_document

ON = ("--today", "2026-11-22")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "flow.json").write_text(json.dumps(a_document()))
    return tmp_path


def put(folder, name, outcome, **answers):
    said = [{"fact": fact, "value": value} for fact, value in answers.items()]
    scenario = {"title": name, "today": "2026-11-23", "answers": said, "expect": {"outcome": outcome}}
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / f"{name}.json").write_text(json.dumps(scenario))


def covered(folder, capsys):
    code = main(["test", str(folder), "--coverage", "--json", *ON])
    return code, json.loads(capsys.readouterr().out)


def test_what_scenarios_leave_out_is_named(folder, capsys):
    put(folder, "urgent", "urgent", people=1, shutoff=True)
    assert main(["test", str(folder), "--coverage", *ON]) == 0
    said = capsys.readouterr().out
    assert "1 scenario, 0 failed" in said
    assert "25%  2 of 8 exits" in said
    assert "Exit “limit” of node “fits” is taken" in said
    assert "Somebody ends at “apply”" in said
    assert "“Monthly income” is just over" in said


def test_what_nobody_can_do_is_not_counted(folder, capsys):
    put(folder, "urgent", "urgent", people=1, shutoff=True)
    _, found = covered(folder, capsys)
    assert [each["name"] for each in found["impossible"] if each["kind"] == "exit"] == ["unknown"]
    assert "people" in str(found["impossible"]).lower()
    assert all(each["name"] != "unknown" for each in found["uncovered"])


def test_the_walks_of_a_flow_cover_all_of_it(folder, capsys):
    assert main(["walks", str(folder), "-o", str(folder / "scenarios"), *ON]) == 0
    capsys.readouterr()
    code, found = covered(folder, capsys)
    assert code == 0
    assert found["uncovered"] == []
    assert {kind["percent"] for kind in found["kinds"].values()} == {100}


def test_each_node_and_exit_is_counted(folder, capsys):
    put(folder, "urgent", "urgent", people=1, shutoff=True)
    put(folder, "apply", "apply", people=1, shutoff=False, income="10.00")
    _, found = covered(folder, capsys)
    assert found["counts"]["nodes"]["ask-people"] == 2
    assert found["counts"]["exits"]["ask-shutoff"] == {"no-heat": 1, "otherwise": 1}
    assert found["counts"]["nodes"]["agent"] == 0


def test_a_scenario_that_fails_covers_nothing(folder, capsys):
    put(folder, "wrong", "apply", people=1, shutoff=True)
    code, found = covered(folder, capsys)
    assert code == 1
    assert found["scenarios"] == 0
    assert any("wrong.json" in path for path in found["failed"])
    assert found["counts"]["nodes"]["urgent"] == 0


def test_an_answer_that_is_refused_is_as_good_as_not_given(folder, capsys):
    said = [{"fact": "people", "value": 50}]
    scenario = {"title": "x", "today": "2026-11-23", "answers": said, "refused": "too-high"}
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "x.json").write_text(json.dumps({**scenario, "expect": {"node": "ask-people"}}))
    code, found = covered(folder, capsys)
    assert code == 0
    assert found["counts"]["exits"]["ask-people"] == {"next": 0}


def test_the_counts_are_laid_over_the_map(folder, capsys):
    put(folder, "urgent", "urgent", people=1, shutoff=True)
    assert main(["test", str(folder), "--coverage", "--json", *ON]) == 0
    (folder / "coverage.json").write_text(capsys.readouterr().out)
    command = [
        "draw",
        str(folder),
        "-o",
        str(folder / "map.svg"),
        "--overlay",
        "coverage",
        str(folder / "coverage.json"),
    ]
    assert main(command) == 0
    assert (folder / "map.svg").read_text().startswith("<")


def test_programs_get_coverage_only_when_it_is_asked_for(folder, capsys):
    assert main(["test", str(folder), "--json"]) == 1
    assert "“--json” goes with “--coverage”." in capsys.readouterr().err
