"""Rules come in line by line, and one answer goes out for each."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from engine.cli import main
from engine.scenarios.logic import answer_lines


def answers(*lines: str | bytes) -> list[dict[str, object]]:
    given = (line if isinstance(line, bytes) else line.encode() for line in lines)
    return [json.loads(answer) for answer in answer_lines(given)]


def test_each_line_has_its_answer_in_order() -> None:
    assert answers('{"rule": {"+": [0.1, 0.2]}}', "  ", '{"rule": {"/": [1, 0]}, "data": null}', '{"rule": 3}') == [
        {"result": 0.3},
        {"refused": "Nothing can be divided by zero. (at /~1/1)"},
        {"result": 3},
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "not JSON"),
        (b'{"rule": "\xff"}', "not JSON"),
        ("[1]", "not an object with “rule”"),
        ('{"data": 1}', "not an object with “rule”"),
        ('{"rule": NaN}', "NaN"),
        ('{"rule": 1e999999999999999999999}', "too large"),
        (f'{{"rule": {"9" * 5000}}}', "more than 15 digits"),
        ('{"rule": 1, "rule": 2}', "“rule” stands twice"),
        ("[" * 100_000, "too many levels"),
    ],
)
def test_a_line_that_is_no_rule_is_refused_and_the_next_is_answered(line: str | bytes, reason: str) -> None:
    refused, answered = answers(line, '{"rule": true}')
    assert reason in str(refused["refused"])
    assert answered == {"result": True}


def test_half_a_character_can_be_written() -> None:
    assert answers('{"rule": {"cat": ["\\ud800", "é"]}}') == [{"result": "\ud800é"}]
    assert next(answer_lines([b'{"rule": "\xc3\xa9"}'])) == '{"result": "é"}'


def test_the_command_reads_what_comes_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = b'{"rule": {"if": [{"var": ""}, "yes", "no"]}, "data": {}}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert main(["logic", "--written-for", "certlogic"]) == 0
    assert capsys.readouterr().out == '{"result": "no"}\n'


def test_the_command_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rules.jsonl"
    file.write_text('{"rule": {"var": "a"}, "data": {"a": "é"}}\n\n{"rule": {}}\n', encoding="utf-8")
    assert main(["logic", str(file)]) == 0
    assert capsys.readouterr().out == '{"result": "é"}\n{"result": {}}\n'
    assert main(["logic", str(tmp_path / "missing.jsonl")]) == 1
    assert "there is no such file" in capsys.readouterr().err
