"""The commands of `python -m engine`. The one module of the engine that prints.

Each command is one function from parsed arguments to an exit code; what it does lives in `engine.scenarios`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from engine.definition import (
    Release,
    calls_in,
    check_scenario,
    expand,
    has_errors,
    load_document,
    renew_translation,
)
from engine.errors import DefinitionError
from engine.expressions.portable import CERTLOGIC, JSONLOGIC
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.runtime import local_date
from engine.scenarios import build_scenario, noon, read_steps, replay, run_scenario
from engine.scenarios.checking import check_folder
from engine.scenarios.files import find_beside, find_flow, find_flows, read_text, write_text
from engine.scenarios.logic import answer_lines
from engine.scenarios.opening import (
    errors_in,
    pinned_anew,
    read_children,
    read_document,
    read_release,
    read_translation,
    release_of,
)
from engine.scenarios.playing import play_in_terminal
from engine.scenarios.report import as_json, as_text, told
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
    wanted = set(chosen.language)
    found = {str(path): issues for flow in flows for path, issues in _check_one(flow, wanted).items()}
    print(as_json(found) if chosen.json else as_text(found))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


def prove(chosen: argparse.Namespace) -> int:
    """`prove FLOW…`: what is certain for all answers; 1 when a promise breaks or somebody would be stuck."""
    from engine.scenarios.proving import prove_flow  # the solver is loaded by nobody else

    today = chosen.today or date.today()
    proved = {
        str(flow): prove_flow(read_release(flow), today) for each in chosen.flows for flow in find_flows(Path(each))
    }
    found = {path: issues for path, (_, issues) in proved.items()}
    if chosen.json:
        print(as_json(found))
    else:
        print("\n".join(f"{as_text({path: issues})}\n  {summary}" for path, (summary, issues) in proved.items()))
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


def translate(chosen: argparse.Namespace) -> int:
    """`translate FLOW LANGUAGE`: write or renew the file in which a translator fills in the texts."""
    flow = find_flow(Path(chosen.flow))
    document = read_document(flow)
    release_of(flow, document, {})
    if chosen.language == document["language"]:
        raise _misuse(f"The flow is written in “{chosen.language}”: there is nothing to translate.")
    path = flow.parent / "translations" / f"{chosen.language}.json"
    # A text that the flow no longer has is no reason to stop: the renewal says so and leaves it out.
    old = read_translation(path, document, passing="unknown-text") if path.is_file() else None
    accept = frozenset(old["texts"] if old and "all" in chosen.accept else chosen.accept)
    renewal = renew_translation(document, chosen.language, old, accept=accept, bare=chosen.bare)
    write_text(path, json.dumps(renewal.translation, indent=2, ensure_ascii=False) + "\n")
    print(told(renewal, str(path)))
    return 0


def play(chosen: argparse.Namespace) -> int:
    """`play FLOW`: answer a flow in the terminal."""
    release = read_release(find_flow(Path(chosen.flow)))
    play_in_terminal(release, language=chosen.language, now=_now(release, chosen), read_line=input, write=print)
    return 0


def replay_steps(chosen: argparse.Namespace) -> int:
    """`replay FLOW STEPS.jsonl`: do recorded steps still lead where they led? 1 on any mismatch."""
    release = read_release(find_flow(Path(chosen.flow)))
    path = Path(chosen.steps)
    text = read_text(path)
    try:
        steps = read_steps(text)
    except DefinitionError as error:
        raise errors_in(path, error.issues) from error
    mismatches = list(replay(release, steps, local_date(release, _now(release, chosen))))
    for each in mismatches:
        print(f"step {each.number}: {each.sentence}")
    print(f"{len(steps)} steps, {len(mismatches)} mismatches")
    return 1 if mismatches else 0


def test_scenarios(chosen: argparse.Namespace) -> int:
    """`test FLOW…`: run the scenarios beside each flow. 1 when any comes out otherwise than it says."""
    failed = ran = 0
    for flow in (flow for each in chosen.flows for flow in find_flows(Path(each))):
        document, release = read_document(flow), read_release(flow)
        document = expand(document, {}, read_children(flow, document)).document
        for path in (path for name, path in find_beside(flow).items() if name.startswith("scenarios/")):
            title, wrong = _run_one(document, release, path)
            ran, failed = ran + 1, failed + bool(wrong)
            for sentence in wrong:
                print(f"{path}: {title}\n          {sentence}")
    print(f"{ran} scenario{'s' * (ran != 1)}, {failed} failed" if ran else "There are no scenarios beside these flows.")
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


def _now(release: Release, chosen: argparse.Namespace) -> datetime:
    """Noon of the day asked for where the flow is at home, else this moment."""
    return noon(release, chosen.today) if chosen.today else datetime.now(UTC)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2026-11-22.") from None


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no language. Write it as es, ar or zh-Hant.")
    return text


def _misuse(what: str) -> DefinitionError:
    return DefinitionError([Issue(rule="misuse", severity=Severity.ERROR, pointer="", what=what)])


def _check_one(flow: Path, languages: set[str]) -> dict[Path, list[Issue]]:
    """The issues of a flow and of the files beside it; of its translations only those into `languages`, if any."""
    wanted = {f"translations/{language}.json" for language in languages}
    files: dict[str, Json] = {name: {"language": Path(name).stem, "texts": {}} for name in sorted(wanted)}
    unreadable: dict[Path, list[Issue]] = {}
    for name, path in {"flow.json": flow, **find_beside(flow)}.items():
        if wanted and name not in wanted and name.startswith("translations/"):
            continue
        try:
            files[name] = load_document(read_text(path))
        except DefinitionError as error:
            unreadable[path] = list(error.issues)
    if flow in unreadable:
        return unreadable
    return unreadable | {_path(flow, name): issues for name, issues in _checked(flow, files).items()}


def _checked(flow: Path, files: dict[str, Json]) -> dict[str, list[Issue]]:
    return check_folder(files, date.today(), read_children(flow, files["flow.json"]))


def pin_flows(chosen: argparse.Namespace) -> int:
    """`pin FLOW…`: write into each flow which releases of other flows it runs, as they stand now."""
    for flow in (flow for each in chosen.flows for flow in find_flows(Path(each))):
        document = read_document(flow)
        pinned = pinned_anew(flow, document)
        if pinned != document:
            write_text(flow, json.dumps(pinned, indent=2, ensure_ascii=False) + "\n")
        done = "written" if pinned != document else "nothing to change"
        print(f"{flow}: {done}; it runs {len(list(calls_in(document)))} other flows.")
    return 0


def _path(flow: Path, name: str) -> Path:
    return flow if name == "flow.json" else flow.parent / name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description="Commands for the designers of flows.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checks = commands.add_parser("check", help="what is wrong with a flow, in sentences")
    checks.add_argument("flows", nargs="+", metavar="FLOW", help="a flow.json, or the folder it is in")
    checks.add_argument("--json", action="store_true", help="the same for programs")
    checks.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="of the translations, look only at this one"
    )
    checks.set_defaults(run=check)
    proves = commands.add_parser("prove", help="what is certain for all answers: no dead ends, every promise kept")
    proves.add_argument("flows", nargs="+", metavar="FLOW", help="a flow.json, or the folder it is in")
    proves.add_argument("--json", action="store_true", help="the same for programs")
    proves.set_defaults(run=prove)
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
    pins = commands.add_parser("pin", help="write down which releases of other flows a flow runs")
    pins.add_argument("flows", nargs="+", metavar="FLOW", help="a flow.json, or the folder it is in")
    pins.set_defaults(run=pin_flows)
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
    translates = commands.add_parser("translate", help="write or renew the file that a translator fills in")
    translates.add_argument("flow", metavar="FLOW")
    translates.add_argument("language", type=_language, metavar="LANG", help="such as es, ar or zh-Hant")
    translates.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="POINTER",
        help="this text has changed but its translation still fits; “all” for every one",
    )
    translates.add_argument("--bare", action="store_true", help="leave out the sentences to translate from")
    translates.set_defaults(run=translate)
    for dated in (plays, replays, proves):
        dated.add_argument("--today", type=_day, metavar="DATE", help="the day of the journey, as 2026-11-22 (today)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
