"""The commands of `python -m engine`. The one module of the engine that opens files and prints.

Each command is one function from parsed arguments to an exit code; what it does lives in `engine.scenarios`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.definition import has_errors, load_document
from engine.errors import DefinitionError
from engine.model.issue import Issue
from engine.model.values import Json
from engine.scenarios.checking import check_folder
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
    issues = check_folder({"flow.json": imported.document})["flow.json"]
    print("\n".join([f"{target} written.", *(f"  note    {note}" for note in imported.notes)]))
    print(_as_text({str(target): issues}))
    return 1 if has_errors(issues) else 0


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
    return unreadable | {_path(flow, name): issues for name, issues in check_folder(files).items()}


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
    lines: list[str] = []
    for path, issues in found.items():
        lines.append(f"{path}: {_summary(issues)}")
        lines += [f"  {issue.severity:<7} {issue.pointer or '/'}\n          {issue.sentence}" for issue in issues]
    return "\n".join(lines)


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
