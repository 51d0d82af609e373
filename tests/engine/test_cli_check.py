"""`check` and `import` as they are typed."""

import json
from pathlib import Path

import pytest

from engine.cli import main
from tests.builders import a_document


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def a_sound_document() -> dict:
    document = a_document()
    del document["nodes"]["fits"]["unknown"]
    return document


def test_a_sound_flow_is_said_to_be_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write(tmp_path / "flow.json", a_sound_document())
    assert main(["check", str(tmp_path)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{path}: nothing to mend"
    assert second.startswith("  Proved for a year from ")
    assert second.endswith("nobody gets stuck.")


def test_errors_are_printed_by_file_and_make_the_command_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path / "heat/flow.json", a_document())
    scenario = {"title": "x", "today": "2026-11-22", "answers": [], "expect": {"outcome": "urgnt"}}
    path = write(tmp_path / "heat/scenarios/no-heat.json", scenario)
    assert main(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert f"{path}: 1 error" in out
    assert "“outcome” of “expect” is “urgnt”, but the flow has no such node. Did you mean “urgent”?" in out


def test_the_ways_through_a_sound_document_are_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    document = a_sound_document()
    document["nodes"]["lost"] = {"type": "end", "title": "Lost"}
    path = write(tmp_path / "flow.json", document)
    assert main(["check", "--json", str(path)]) == 0
    assert [
        (row["rule"], row["severity"], row["pointer"]) for row in json.loads(capsys.readouterr().out)["issues"]
    ] == [("unreachable", "warning", "/nodes/lost")]


def test_a_key_that_stands_twice_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write(tmp_path / "flow.json", '{"format": 1, "format": 1}')
    assert main(["check", str(path)]) == 1
    assert "The key “format” stands twice" in capsys.readouterr().out


def test_a_folder_without_a_flow_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(tmp_path)]) == 1
    assert "there is no flow.json in this folder" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(tmp_path / "gone.json")]) == 1
    assert "cannot be read: there is no such file." in capsys.readouterr().out


def test_a_spreadsheet_is_imported_and_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = write(tmp_path / "rent.csv", "question,answer,next\nDo you rent?,yes,Apply\nDo you rent?,no,Ask a bank\n")
    assert main(["import", "transitions", str(table), "-o", str(tmp_path / "rent")]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "rent")]) == 0


def test_a_table_that_cannot_be_imported_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = write(tmp_path / "rent.json", {"flow": "rent"})
    assert main(["import", "transitions", str(table), "-o", str(tmp_path / "out")]) == 1
    assert "This is no transition table" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
