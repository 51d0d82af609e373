"""The commands as a designer types them, with good files and with rubbish: always a sentence, never a traceback."""

import json
import re
from pathlib import Path

import pytest

from engine.cli import main
from tests.builders import a_document
from tests.engine.scenarios.decision_tables.tck import a_decision, a_table, an_input
from tests.engine.scenarios.decision_tables.tck import a_document as a_document_of

RUBBISH = {
    "empty.json": b"",
    "blank.json": b" \n",
    "broken.json": b'{"format": 1,}',
    "list.json": b"[1, 2]",
    "null.json": b"null",
    "number.json": b"7",
    "binary.json": b"\x80\x81\x82",
    "workbook.json": b"PK\x03\x04....",
    "deep.json": b"[" * 100_000,
}
COMMANDS = {
    "check": ["check", "{file}"],
    "check for programs": ["check", "--json", "{file}"],
    "play": ["play", "{file}"],
    "test": ["test", "{file}"],
    "replay": ["replay", "{file}", "{file}"],
    "replay steps": ["replay", "{flow}", "{file}"],
    "translate": ["translate", "{file}", "ar"],
    "document": ["document", "{file}", "-o", "{folder}/out.html"],
    "draw": ["draw", "{file}", "-o", "{folder}/out.svg"],
    "import": ["import", "transitions", "{file}", "-o", "{folder}/out"],
    "import jdm": ["import", "jdm", "{file}", "-o", "{folder}/out"],
    "import dmn": ["import", "dmn", "{file}", "-o", "{folder}/out"],
}


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    document = a_document()
    del document["nodes"]["fits"]["unknown"]
    return write(tmp_path / "heat/flow.json", document)


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What somebody types into `play`; then the end of the input."""
    waiting = iter(lines)

    def read_line(label: str) -> str:
        for line in waiting:
            return line
        raise EOFError

    monkeypatch.setattr("builtins.input", read_line)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("name", [*RUBBISH, "gone.json", "folder"])
def test_rubbish_is_told_in_a_sentence(name: str, command: list[str], flow: Path, capsys: pytest.CaptureFixture[str]):
    folder = flow.parents[1]
    if name in RUBBISH:
        write(folder / name, RUBBISH[name])
    (folder / "folder").mkdir()
    code = main([each.format(file=folder / name, flow=flow, folder=folder) for each in command])
    said = "".join(capsys.readouterr())
    assert code == 1
    assert re.search(r"[A-Z“][^\n]+\.", said), "a sentence"
    assert "Error" not in said and "Errno" not in said and "codec" not in said
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        (
            '{"a": 1,}',
            "The file is not JSON: line 1, column 9: a name in double quotes has to follow."
            " A comma before “}” is one too many.",
        ),
        (
            '{"a": 1\n "b": 2}',
            "The file is not JSON: line 2, column 2: a comma, or a closing bracket, is missing before this.",
        ),
        ('{"a": one}', "The file is not JSON: line 1, column 7: something is missing here, or a text has no quotes"),
        ('{"a": "one}', "The file is not JSON: line 1, column 7: the text that begins here has no closing quotes."),
    ],
)
def test_broken_json_is_told_in_plain_words(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["check", str(write(tmp_path / "flow.json", text))]) == 1
    assert sentence in capsys.readouterr().out


def test_a_file_with_a_byte_order_mark_is_read(flow: Path):
    flow.write_bytes(b"\xef\xbb\xbf" + flow.read_bytes())
    assert main(["check", str(flow)]) == 0


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "22/11/2026", ""])
def test_a_wrong_day_is_refused_with_the_right_way_to_write_it(
    day: str, flow: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as left:
        main(["play", str(flow), "--today", day])
    assert left.value.code == 2
    assert f"“{day}” is not a day. Write it as 2026-11-22." in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["-1", "0", "nan", "inf", "soon"])
@pytest.mark.parametrize("option", ["--timeout", "--seconds"])
def test_a_time_that_is_none_is_refused(option: str, seconds: str, flow: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["check", str(flow), f"{option}={seconds}"])
    assert left.value.code == 2
    assert f"“{seconds}” is no time. Write a number of seconds over 0" in capsys.readouterr().err


def test_today_is_the_day_where_the_flow_is_at_home(flow: Path, capsys: pytest.CaptureFixture[str]):
    document = json.loads(flow.read_text())
    document["time_zone"] = "Pacific/Kiritimati"
    document["facts"]["born"] = {"type": "date", "latest": {"today": "+0d"}}
    document["nodes"] |= {"ask-born": {"type": "question", "fact": "born", "prompt": "When?", "next": "ask-people"}}
    document["start"] = "ask-born"
    write(flow, document)
    answers = [{"question": "ask-born", "answer": "2026-11-23"}]
    steps = write(flow.parent / "steps.jsonl", {"answers": answers, "expect": {"refused": True}})
    assert main(["replay", str(flow), str(steps), "--today", "2026-11-22"]) == 0
    assert capsys.readouterr().out == "1 steps, 0 mismatches\n"


def test_steps_that_cannot_be_read_are_told_by_their_lines(flow: Path, capsys: pytest.CaptureFixture[str]):
    lines = [
        '{"answers": [], "expect": {"node": "ask-people", "outcome": false}}',
        "",
        '{"answers": [',
        '{"answers": [{"question": "ask-people", "answer": 2}], "expect": {"refused": true}}',
        '{"answers": []}',
        "[]",
    ]
    steps = write(flow.parent / "steps.jsonl", "\n".join(lines))
    assert main(["replay", str(flow), str(steps)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{steps}: Line 3 is not JSON. Each line has to be a whole object {{…}}.",
        f"{steps}: Line 4 is no step: “answers” has to be a list of {{“question”: text, “answer”: text}}.",
        f"{steps}: Line 5 is no step: “expect” has to be {{“node”: text, “outcome”: true or false}},"
        " or {“refused”: true}.",
        f"{steps}: Line 6 is no step: it is not an object {{…}}.",
    ]


def test_mismatches_are_told_in_words_and_make_the_command_fail(flow: Path, capsys: pytest.CaptureFixture[str]):
    answers = [{"question": "ask-people", "answer": "many"}]
    steps = write(
        flow.parent / "steps.jsonl",
        "\n".join(
            json.dumps(step)
            for step in (
                {"answers": [], "expect": {"node": "urgent", "outcome": True}},
                {"answers": answers, "expect": {"refused": True}},
            )
        ),
    )
    assert main(["replay", str(flow), str(steps)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "step 1: expected the outcome “urgent”, found “ask-people”, which is no outcome",
        "step 2: “many” is no answer to “ask-people” (integer)",
        "2 steps, 2 mismatches",
    ]


def test_scenarios_that_cannot_be_run_are_told_with_the_others(flow: Path, capsys: pytest.CaptureFixture[str]):
    good = {
        "title": "Heat is off",
        "today": "2026-11-22",
        "answers": [{"fact": "people", "value": 2}, {"fact": "shutoff", "value": True}],
        "expect": {"outcome": "urgent"},
    }
    write(flow.parent / "scenarios/good.json", good)
    write(flow.parent / "scenarios/broken.json", "{")
    write(flow.parent / "scenarios/wrong.json", {**good, "expect": {"outcome": "apply"}})
    write(flow.parent / "scenarios/misfit.json", {**good, "answers": [{"fact": "people", "value": "many"}]})
    write(flow.parent / "scenarios/list.json", [])
    assert main(["test", str(flow)]) == 1
    out = capsys.readouterr().out
    assert "“many”, which is no value of the fact “people” (integer)" in out
    assert "It ended at “urgent”, not at the outcome “apply”." in out
    assert out.endswith("5 scenarios, 4 failed\n")


def test_a_flow_without_scenarios_is_said_to_have_none(flow: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["test", str(flow)]) == 0
    assert capsys.readouterr().out == "There are no scenarios beside these flows.\n"


def test_a_translation_that_cannot_be_used_is_told_with_its_file(flow: Path, capsys: pytest.CaptureFixture[str]):
    path = write(flow.parent / "translations/es.json", {"language": "es", "texts": {"/title": "Calor"}})
    assert main(["play", str(flow)]) == 1
    assert f"{path}: " in capsys.readouterr().err


def test_one_of_several_flows_has_to_be_named(flow: Path, capsys: pytest.CaptureFixture[str]):
    write(flow.parents[1] / "rent/flow.json", flow.read_text())
    assert main(["play", str(flow.parents[1])]) == 1
    assert "holds 2 flows. Name one of them: " in capsys.readouterr().err


def test_a_flow_is_played_to_its_end(flow: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    typed(monkeypatch, "many", "2", "back", "2", "1", "Ada", "212 555 0142", "", "send")
    assert main(["play", str(flow), "--today", "2026-11-22"]) == 0
    assert "Sent." in capsys.readouterr().out


def test_the_questions_of_a_page_are_played_one_by_one(
    flow: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    document = json.loads(flow.read_text())
    questions = [
        {"id": "people", "fact": "people", "prompt": "How many people live with you?"},
        {"id": "off", "fact": "shutoff", "prompt": "Is your heat off?"},
    ]
    document["nodes"]["ask-people"] = {
        "type": "page",
        "title": "Your home",
        "questions": questions,
        "rules": [{"id": "off", "when": {"var": "shutoff"}, "next": "urgent"}],
        "otherwise": "ask-income",
    }
    del document["nodes"]["ask-shutoff"]
    write(flow, document)
    typed(monkeypatch, "40", "4", "2", "change 2", "1", "back")
    assert main(["play", str(flow)]) == 0
    said = capsys.readouterr().out
    asked = [line for line in said.splitlines() if line in ("How many people live with you?", "Is your heat off?")]
    assert asked == [
        *["How many people live with you?"] * 2,
        *["Is your heat off?"] * 2,
        "How many people live with you?",
    ]
    assert "What is your income?" in said


def test_an_import_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = write(tmp_path / "rent.csv", "question,answer,next\nDo you rent?,yes,Apply\nDo you rent?,no,Ask a bank\n")
    assert main(["import", "transitions", str(table), "-o", str(table / "flow.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_spreadsheet_as_excel_writes_it_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    rows = "sep=;\r\nNEXT ;Answer; Question\r\nPréparer;Sí;¿Renta?\r\nEnd;No;¿Renta?\r\n"
    for number, encoding in enumerate(("utf-8-sig", "cp1252", "utf-16")):
        table = write(tmp_path / f"rent-{number}.csv", rows.encode(encoding))
        target = tmp_path / f"flow-{number}.json"
        assert main(["import", "transitions", str(table), "-o", str(target)]) == 0, capsys.readouterr().out
        assert [node.get("prompt") or node["title"] for node in json.loads(target.read_text())["nodes"].values()] == [
            "¿Renta?",
            "Préparer",
            "End",
        ]


def test_a_decision_table_of_another_tool_is_imported_with_its_gap(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = a_table({"age": "number"}, {"fare": ""}, ['< 18 => "half"', '> 18 => "full"'])
    source = write(tmp_path / "fare.dmn", a_document_of(an_input("age"), a_decision("fare", table)).encode())
    assert main(["import", "dmn", str(source), "-o", str(tmp_path / "fare")]) == 0
    assert "No row of node “fare” fits when “age” is 18" in capsys.readouterr().out
    assert main(["import", "jdm", str(source), "-o", str(tmp_path / "fare")]) == 1
    broken = write(tmp_path / "broken.dmn", b"<definitions/>")
    assert main(["import", "dmn", str(broken), "-o", str(tmp_path / "broken")]) == 1
    assert "no DMN document" in capsys.readouterr().out
    assert not (tmp_path / "broken").exists()


def test_a_line_of_a_spreadsheet_is_counted_as_excel_counts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = write(tmp_path / "rent.csv", "sep=;\nquestion;answer;next\nWhy?;a;End\nWhy?;b\n")
    assert main(["import", "transitions", str(table), "-o", str(tmp_path / "out")]) == 1
    assert "Line 4 has no “next”." in capsys.readouterr().out


def test_a_translation_is_written_filled_in_and_renewed(flow: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["translate", str(flow), "ar"]) == 0
    path = flow.parent / "translations/ar.json"
    count = len(json.loads(path.read_text())["texts"])
    assert capsys.readouterr().out == f"{path}: {count} texts, {count} to translate\n"
    filled = json.loads(path.read_text())
    for entry in filled["texts"].values():
        entry["text"] = entry["source"]
    filled["texts"]["/nodes/gone/title"] = {"text": "وداعًا", "from": "0" * 12}
    write(path, filled)
    write(flow, {**json.loads(flow.read_text()), "title": "More help with heat"})
    assert main(["translate", str(flow), "ar"]) == 0
    told = capsys.readouterr().out
    assert f"{count} texts, 0 to translate" in told
    assert "1 changed since" in told
    assert "/nodes/gone/title: وداعًا" in told
    assert main(["translate", str(flow), "ar", "--accept", "/title", "--bare"]) == 0
    assert "changed since" not in capsys.readouterr().out
    assert main(["check", str(flow), "--language", "ar"]) == 0
    assert "warning" not in capsys.readouterr().out


def test_a_flow_is_not_translated_into_its_own_language_or_none(flow: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["translate", str(flow), "en"]) == 1
    assert "there is nothing to translate" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["translate", str(flow), "../evil"])
    assert "is no language" in capsys.readouterr().err


def test_a_check_counts_what_is_not_translated_and_what_changed(flow: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(flow), "--language", "ar"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"translations/ar.json: (\d+) warnings\n  warning \1 texts are not translated:\n {10}/", out)
    assert main(["check", str(flow)]) == 0
    assert "ar.json" not in capsys.readouterr().out
    main(["translate", str(flow), "ar"])
    path = flow.parent / "translations/ar.json"
    filled = json.loads(path.read_text())
    for entry in filled["texts"].values():
        entry["text"] = entry["source"]
    write(path, filled)
    write(flow, {**json.loads(flow.read_text()), "title": "More help with heat"})
    capsys.readouterr()
    assert main(["check", str(flow), "--language", "ar"]) == 0
    assert "1 text has changed since it was translated:\n          /title" in capsys.readouterr().out


def test_a_translation_under_another_name_is_an_error(flow: Path, capsys: pytest.CaptureFixture[str]):
    write(flow.parent / "translations/es.json", {"language": "ar", "texts": {}})
    assert main(["check", str(flow)]) == 1
    assert "The file is called “es”, but its “language” is “ar”." in capsys.readouterr().out
