"""The commands of `python -m engine`. The one module of the engine that opens files and prints.

Each command is one function from parsed arguments to an exit code; what it does lives in `engine.scenarios`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from engine.definition import Release, has_errors, load_document, load_release
from engine.errors import DefinitionError
from engine.model.issue import Issue
from engine.model.values import Json
from engine.runtime import local_date
from engine.scenarios import build_scenario, replay, run_scenario
from engine.scenarios.checking import check_folder
from engine.scenarios.playing import play_in_terminal
from engine.scenarios.spreadsheet import read_spreadsheet
from engine.scenarios.transitions import import_transitions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    chosen = _parser().parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


def check(chosen: argparse.Namespace) -> int:
    """`check FLOW…`: print what is wrong with each flow; 1 when anything stops a release."""
    flows = [flow for each in chosen.flows for flow in _find_flows(Path(each))]
    found = {str(path): issues for flow in flows for path, issues in _check_one(flow).items()}
    print(_as_json(found) if chosen.json else _as_text(found))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


def import_flow(chosen: argparse.Namespace) -> int:
    """`import transitions FILE -o FLOW`: make a flow from a transition table, and say what to look at."""
    source, target = Path(chosen.file), Path(chosen.output)
    text = _read(source)
    try:
        table = read_spreadsheet(text, source.stem) if source.suffix.lower() == ".csv" else load_document(text)
        imported = import_transitions(table, language=chosen.language, time_zone=chosen.time_zone)
    except DefinitionError as error:
        print(_as_text({str(source): error.issues}))
        return 1
    target = target if target.suffix == ".json" else target / "flow.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(imported.document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    issues = check_folder({"flow.json": imported.document}, date.today())["flow.json"]
    print("\n".join([f"{target} written.", *(f"  note    {note}" for note in imported.notes)]))
    print(_as_text({str(target): issues}))
    return 1 if has_errors(issues) else 0


def play(chosen: argparse.Namespace) -> int:
    """`play FLOW`: answer a flow in the terminal."""
    release = _load_release(Path(chosen.flow))
    try:
        play_in_terminal(release, language=chosen.language, now=_now(chosen), read_line=input, write=print)
    except KeyboardInterrupt:
        print()
    return 0


def replay_steps(chosen: argparse.Namespace) -> int:
    """`replay FLOW STEPS.jsonl`: do recorded steps still lead where they led? 1 on any mismatch."""
    release = _load_release(Path(chosen.flow))
    steps = [json.loads(line) for line in _read(Path(chosen.steps)).splitlines() if line.strip()]
    mismatches = list(replay(release, steps, local_date(release, _now(chosen))))
    for each in mismatches:
        print(f"step {each.number}: {each.sentence}")
    print(f"{len(steps)} steps, {len(mismatches)} mismatches")
    return 1 if mismatches else 0


def test_scenarios(chosen: argparse.Namespace) -> int:
    """`test FLOW…`: run the scenarios beside each flow. 1 when any comes out otherwise than it says."""
    failed = ran = 0
    for flow in (flow for each in chosen.flows for flow in _find_flows(Path(each))):
        release = _load_release(flow)
        for name, path in _beside(flow).items():
            if name.startswith("scenarios/"):
                scenario = build_scenario(release, load_document(_read(path)))
                wrong = run_scenario(release, scenario)
                ran, failed = ran + 1, failed + bool(wrong)
                for sentence in wrong:
                    print(f"{path}: {scenario.title}\n          {sentence}")
    print(f"{ran} scenarios, {failed} failed")
    return 1 if failed else 0


def _load_release(given: Path) -> Release:
    """The flow in a file or folder with its translations, checked. Ends the program with its faults in sentences."""
    flow = _find_flows(given)[0]
    try:
        document = load_document(_read(flow))
        translations = {
            path.stem: load_document(_read(path)) for name, path in _beside(flow).items() if name.startswith("transl")
        }
        return load_release(document, translations)
    except DefinitionError as error:
        raise SystemExit(_as_text({str(flow): error.issues})) from error


def _now(chosen: argparse.Namespace) -> datetime:
    """Noon of the day asked for, else this moment."""
    if chosen.today is None:
        return datetime.now(UTC)
    return datetime.combine(chosen.today, time(12), tzinfo=UTC)


def _find_flows(given: Path) -> list[Path]:
    """The flow that a file or folder is; or all flows in the folders below it."""
    if not given.is_dir():
        return [given]
    here = given / "flow.json"
    found = [here] if here.is_file() else sorted(given.rglob("flow.json"))
    if not found:
        raise SystemExit(f"{given}: there is no flow.json in this folder")
    return found


def _check_one(flow: Path) -> dict[Path, list[Issue]]:
    files: dict[str, Json] = {}
    unreadable: dict[Path, list[Issue]] = {}
    for name, path in {"flow.json": flow, **_beside(flow)}.items():
        try:
            files[name] = load_document(_read(path))
        except DefinitionError as error:
            unreadable[path] = list(error.issues)
    if flow in unreadable:
        return unreadable
    return unreadable | {_path(flow, name): issues for name, issues in check_folder(files, date.today()).items()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path} cannot be read: {error}") from error


def _beside(flow: Path) -> dict[str, Path]:
    """The translations and scenarios that lie beside a flow, by their path in its folder."""
    if flow.name != "flow.json":
        return {}
    found = [*flow.parent.glob("translations/*.json"), *flow.parent.glob("scenarios/*.json")]
    return {str(path.relative_to(flow.parent)): path for path in sorted(found)}


def _path(flow: Path, name: str) -> Path:
    return flow if name == "flow.json" else flow.parent / name


def _as_text(found: Mapping[str, Sequence[Issue]]) -> str:
    """One line for each file and its issues below it; sound files beside a flow are only counted."""
    lines: list[str] = []
    sound = 0
    for path, issues in found.items():
        if not issues and Path(path).name != "flow.json":
            sound += 1
            continue
        lines.append(f"{path}: {_summary(issues)}")
        lines += [f"  {issue.severity:<7} {issue.pointer or '/'}\n          {issue.sentence}" for issue in issues]
    return "\n".join([*lines, f"{sound} other files: nothing to mend"] if sound else lines)


def _summary(issues: Sequence[Issue]) -> str:
    counts = {kind: sum(issue.severity == kind for issue in issues) for kind in ("error", "warning", "note")}
    parts = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count]
    return ", ".join(parts) or "nothing to mend"


def _as_json(found: Mapping[str, Sequence[Issue]]) -> str:
    rows = [
        {
            "file": path,
            "rule": issue.rule,
            "severity": issue.severity,
            "pointer": issue.pointer,
            "what": issue.what,
            "fix": issue.fix,
        }
        for path, issues in found.items()
        for issue in issues
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


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
        dated.add_argument("--today", type=date.fromisoformat, help="the day of the journey (today)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
