"""The commands of `python -m engine`. The one module of the engine that prints.

Each command is one function from parsed arguments to an exit code; what it does lives in `engine.scenarios`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from engine.definition import Release, check_scenario, check_translation, has_errors, load_document, load_release
from engine.errors import DefinitionError
from engine.expressions.portable import CERTLOGIC, JSONLOGIC
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.runtime import local_date
from engine.scenarios import build_scenario, noon, read_steps, replay, run_scenario
from engine.scenarios.checking import check_folder
from engine.scenarios.files import find_beside, find_flow, find_flows, read_text, write_text
from engine.scenarios.logic import answer_lines
from engine.scenarios.playing import play_in_terminal
from engine.scenarios.report import as_json, as_text
from engine.scenarios.spreadsheet import read_spreadsheet
from engine.scenarios.transitions import import_transitions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code. What cannot be read is said, and ends it with 1."""
    chosen = _parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except DefinitionError as error:
        print("\n".join(issue.sentence for issue in error.issues), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 130
    return code


def check(chosen: argparse.Namespace) -> int:
    """`check FLOW…`: print what is wrong with each flow; 1 when anything stops a release."""
    flows = [flow for each in chosen.flows for flow in find_flows(Path(each))]
    found = {str(path): issues for flow in flows for path, issues in _check_one(flow).items()}
    print(as_json(found) if chosen.json else as_text(found))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


def import_flow(chosen: argparse.Namespace) -> int:
    """`import transitions FILE -o FLOW`: make a flow from a transition table, and say what to look at."""
    source, target = Path(chosen.file), Path(chosen.output)
    is_spreadsheet = source.suffix.lower() != ".json"
    text = read_text(source, is_spreadsheet=is_spreadsheet)
    try:
        table = read_spreadsheet(text, source.stem) if is_spreadsheet else load_document(text)
        imported = import_transitions(table, language=chosen.language, time_zone=chosen.time_zone)
    except DefinitionError as error:
        print(as_text({str(source): error.issues}))
        return 1
    target = target if target.suffix == ".json" else target / "flow.json"
    write_text(target, json.dumps(imported.document, indent=2, ensure_ascii=False) + "\n")
    issues = check_folder({"flow.json": imported.document}, date.today())["flow.json"]
    print("\n".join([f"{target} written.", *(f"  note    {note}" for note in imported.notes)]))
    print(as_text({str(target): issues}))
    return 1 if has_errors(issues) else 0


def logic(chosen: argparse.Namespace) -> int:
    """`logic [FILE]`: what JsonLogic or CertLogic rules give, one JSON line for each line."""
    lines = read_text(Path(chosen.file)).encode().split(b"\n") if chosen.file else sys.stdin.buffer
    for line in answer_lines(lines, written_for=chosen.written_for):
        print(line)
    return 0


def play(chosen: argparse.Namespace) -> int:
    """`play FLOW`: answer a flow in the terminal."""
    release = _load_release(find_flow(Path(chosen.flow)))
    play_in_terminal(release, language=chosen.language, now=_now(release, chosen), read_line=input, write=print)
    return 0


def replay_steps(chosen: argparse.Namespace) -> int:
    """`replay FLOW STEPS.jsonl`: do recorded steps still lead where they led? 1 on any mismatch."""
    release = _load_release(find_flow(Path(chosen.flow)))
    path = Path(chosen.steps)
    text = read_text(path)
    try:
        steps = read_steps(text)
    except DefinitionError as error:
        raise _in_file(path, error.issues) from error
    mismatches = list(replay(release, steps, local_date(release, _now(release, chosen))))
    for each in mismatches:
        print(f"step {each.number}: {each.sentence}")
    print(f"{len(steps)} steps, {len(mismatches)} mismatches")
    return 1 if mismatches else 0


def test_scenarios(chosen: argparse.Namespace) -> int:
    """`test FLOW…`: run the scenarios beside each flow. 1 when any comes out otherwise than it says."""
    failed = ran = 0
    for flow in (flow for each in chosen.flows for flow in find_flows(Path(each))):
        document, release = _load_document(flow), _load_release(flow)
        for path in (path for name, path in find_beside(flow).items() if name.startswith("scenarios/")):
            title, wrong = _run_one(document, release, path)
            ran, failed = ran + 1, failed + bool(wrong)
            for sentence in wrong:
                print(f"{path}: {title}\n          {sentence}")
    print(f"{ran} scenarios, {failed} failed" if ran else "There are no scenarios beside these flows.")
    return 1 if failed else 0


def _run_one(document: Json, release: Release, path: Path) -> tuple[str, list[str]]:
    """A scenario's title and what came out otherwise; or why it cannot be run."""
    try:
        data = load_document(read_text(path))
    except DefinitionError as error:
        return "cannot be read", [issue.sentence for issue in error.issues]
    issues = check_scenario(document, data)
    if has_errors(issues):
        return "cannot be run", [issue.sentence for issue in issues]
    scenario = build_scenario(release, data)
    return scenario.title, run_scenario(release, scenario)


def _load_release(flow: Path) -> Release:
    """The flow in a file with the translations beside it, checked. Raises DefinitionError that names the file."""
    document = _load_document(flow)
    translations: dict[str, Json] = {}
    release = _checked(flow, document, translations)
    for path in (path for name, path in find_beside(flow).items() if name.startswith("translations/")):
        translations[path.stem] = _load_document(path)
        issues = check_translation(document, translations[path.stem])
        if has_errors(issues):
            raise _in_file(path, issues)
    return _checked(flow, document, translations) if translations else release


def _checked(flow: Path, document: Json, translations: dict[str, Json]) -> Release:
    try:
        return load_release(document, translations)
    except DefinitionError as error:
        raise _in_file(flow, error.issues) from error


def _load_document(path: Path) -> Json:
    text = read_text(path)
    try:
        return load_document(text)
    except DefinitionError as error:
        raise _in_file(path, error.issues) from error


def _in_file(path: Path, issues: Sequence[Issue]) -> DefinitionError:
    """The errors among `issues`, each told with its file."""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    return DefinitionError([replace(issue, what=f"{path}: {issue.what}") for issue in errors])


def _now(release: Release, chosen: argparse.Namespace) -> datetime:
    """Noon of the day asked for where the flow is at home, else this moment."""
    return noon(release, chosen.today) if chosen.today else datetime.now(UTC)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2026-11-22.") from None


def _check_one(flow: Path) -> dict[Path, list[Issue]]:
    files: dict[str, Json] = {}
    unreadable: dict[Path, list[Issue]] = {}
    for name, path in {"flow.json": flow, **find_beside(flow)}.items():
        try:
            files[name] = load_document(read_text(path))
        except DefinitionError as error:
            unreadable[path] = list(error.issues)
    if flow in unreadable:
        return unreadable
    return unreadable | {_path(flow, name): issues for name, issues in check_folder(files, date.today()).items()}


def _path(flow: Path, name: str) -> Path:
    return flow if name == "flow.json" else flow.parent / name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description="Commands for the designers of flows.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checks = commands.add_parser("check", help="what is wrong with a flow, in sentences")
    checks.add_argument("flows", nargs="+", metavar="FLOW", help="a flow.json, or the folder it is in")
    checks.add_argument("--json", action="store_true", help="the same for programs")
    checks.set_defaults(run=check)
    imports = commands.add_parser("import", help="make a flow from another format")
    imports.add_argument("format", choices=["transitions"], help="transitions: which answers led where, JSON or CSV")
    imports.add_argument("file", metavar="FILE", help="a table of transitions, or a CSV of question, answer, next")
    imports.add_argument("-o", "--output", required=True, metavar="FLOW", help="the flow.json, or a folder for it")
    imports.add_argument("--language", default="en", help="the language of its texts (en)")
    imports.add_argument("--time-zone", default="Etc/UTC", help="which day it is for its journeys (Etc/UTC)")
    imports.set_defaults(run=import_flow)
    rules = commands.add_parser("logic", help="what JsonLogic or CertLogic rules give, one JSON line for each line")
    rules.add_argument("file", nargs="?", metavar="FILE", help='lines of {"rule", "data"} (what comes in)')
    rules.add_argument("--written-for", choices=[JSONLOGIC, CERTLOGIC], default="", help="where the rules come from")
    rules.set_defaults(run=logic)
    plays = commands.add_parser("play", help="answer a flow in the terminal")
    plays.add_argument("flow", metavar="FLOW")
    plays.add_argument("--language", default="", help="the reader's language (the flow's own)")
    plays.set_defaults(run=play)
    replays = commands.add_parser("replay", help="do recorded steps still lead where they led?")
    replays.add_argument("flow", metavar="FLOW")
    replays.add_argument("steps", metavar="STEPS.jsonl")
    replays.set_defaults(run=replay_steps)
    tests = commands.add_parser("test", help="run the scenarios beside a flow")
    tests.add_argument("flows", nargs="+", metavar="FLOW")
    tests.set_defaults(run=test_scenarios)
    for dated in (plays, replays):
        dated.add_argument("--today", type=_day, metavar="DATE", help="the day of the journey, as 2026-11-22 (today)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
