"""`diff` as a designer types it."""

import copy
import json
import re
from pathlib import Path

import pytest

from engine.cli import main
from tests.builders import a_document


def write(path: Path, content: object) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


@pytest.fixture
def flows(tmp_path: Path) -> tuple[str, str]:
    new = copy.deepcopy(a_document())
    new["tables"]["limit"]["rows"][1][1] = 3500
    return write(tmp_path / "old/flow.json", a_document()), write(tmp_path / "new/flow.json", new)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was said, with lines that were too long in one piece again."""
    return re.sub(r"\n {4,}(?!For example|Asked)", " ", capsys.readouterr().out).splitlines()


def test_the_same_flow_is_no_difference_for_anybody(flows: tuple[str, str], capsys: pytest.CaptureFixture[str]):
    assert main(["diff", flows[0], flows[0], "--today", "2026-11-22"]) == 0
    assert lines(capsys) == [
        "Nothing was changed.",
        "",
        "What that does to people who begin from November 22, 2026 to November 22, 2027:",
        "  No difference for anybody: everybody ends where they ended, is asked the same questions and is shown the "
        "same. Proved for all answers.",
    ]


def test_a_difference_is_told_with_a_person_and_ends_with_one(
    flows: tuple[str, str], capsys: pytest.CaptureFixture[str]
):
    old, new = (str(Path(each).parent) for each in flows)
    assert main(["diff", old, new, "--today", "2026-11-22"]) == 1
    said = "\n".join(lines(capsys))
    assert "The limit for 2 people rises from 3000 to 3500, and with it all beyond." in said
    assert "Ended at “other” (article other-help), now ends at “apply” (article apply-for-heat)." in said
    assert "For example somebody who begins and answers People at home: " in said
    assert "Everybody is asked the same questions. Proved for all answers." in said


def test_the_same_for_programs(flows: tuple[str, str], capsys: pytest.CaptureFixture[str]):
    assert main(["diff", *flows, "--json", "--today", "2026-11-22"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["pointer"] for each in found["changes"]] == ["/tables/limit/rows/2"]
    assert (found["same_outcomes"], found["same_questions"], found["not_settled"]) == (False, True, [])
    first = found["outcomes"][0]
    assert (first["then"]["node"], first["now"]["node"]) == ("other", "apply")
    income = float(first["person"]["now"]["income"])
    assert income > 3000 + 1000 * (first["person"]["now"]["people"] - 2)


def test_past_journeys_are_counted(flows: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    told = [
        {"answers": {"people": 2, "shutoff": False, "income": "3200.00"}, "today": "2026-10-01"},
        {"answers": {"people": 1, "shutoff": True}, "today": "2026-10-02"},
    ]
    journeys = write(tmp_path / "past.jsonl", "\n".join(json.dumps(each) for each in told))
    assert main(["diff", *flows, "--journeys", journeys, "--today", "2026-11-22"]) == 1
    assert lines(capsys)[-2:] == [
        "Of 2 past journeys, 1 (50.0 %) end where they ended, 1 (50.0 %) elsewhere.",
        "  1 (50.0 %) part at “fits” (decision): “other” (article other-help) before, “apply” (article apply-for-heat) "
        "now (line 1)",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "There are no journeys in this file. Each line has to be one journey.\n"),
        ("{", "Line 1 is not JSON. Each line has to be a whole object {…}.\n"),
        ("[]", "Line 1 is no journey: it is not an object {…}.\n"),
        ('{"today": "2026-11-22"}', "Line 1 is no journey: “answers” has to be an object with an answer for each fact"),
        ('{"answers": {}, "today": "soon"}', "Line 1 is no journey: “today” has to be the day on which"),
    ],
)
def test_journeys_that_cannot_be_read_are_told_by_their_lines(
    flows: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, said: str
):
    assert main(["diff", *flows, "--journeys", write(tmp_path / "past.jsonl", lines)]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_flow_that_cannot_be_used_ends_with_two(flows: tuple[str, str], capsys: pytest.CaptureFixture[str]):
    broken = write(Path(flows[1]).parent.parent / "broken/flow.json", {**a_document(), "start": "nowhere"})
    for files in ((flows[0], broken), (broken, flows[1]), (flows[0], "missing.json")):
        assert main(["diff", *files]) == 2
        assert capsys.readouterr().err
