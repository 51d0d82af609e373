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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the process's exit code."""
    chosen = _parser().parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


def check(chosen: argparse.Namespace) -> int:
    """`check FLOW…`: print what is wrong with each flow; 1 when anything stops a release."""
    found = {str(path): issues for each in chosen.flows for path, issues in _check_one(Path(each)).items()}
    print(_as_json(found) if chosen.json else _as_text(found))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


def _check_one(given: Path) -> dict[Path, list[Issue]]:
    flow = given / "flow.json" if given.is_dir() else given
    files: dict[str, Json] = {}
    unreadable: dict[Path, list[Issue]] = {}
    for name, path in {"flow.json": flow, **_beside(flow)}.items():
        try:
            files[name] = load_document(path.read_text(encoding="utf-8"))
        except DefinitionError as error:
            unreadable[path] = list(error.issues)
        except (OSError, UnicodeDecodeError) as error:
            raise SystemExit(f"{path} cannot be read: {error}") from error
    if flow in unreadable:
        return unreadable
    return unreadable | {_path(flow, name): issues for name, issues in check_folder(files).items()}


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
