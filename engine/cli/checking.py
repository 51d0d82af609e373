"""`check`, `prove`: what is wrong with a flow, and what is certain of it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, add_flows, add_today, each_flow
from engine.definition import has_errors, load_document
from engine.errors import DefinitionError
from engine.model.issue import Issue
from engine.model.values import Json
from engine.scenarios.checking import check_folder
from engine.scenarios.files import find_beside, read_text
from engine.scenarios.opening import read_children, read_release
from engine.scenarios.report import as_json, as_text


def add(commands: Commands) -> None:
    """File the commands."""
    checks = commands.add_parser("check", help="what is wrong with a flow, in sentences")
    add_flows(checks)
    checks.add_argument("--json", action="store_true", help="the same for programs")
    checks.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="of the translations, look only at this one"
    )
    checks.set_defaults(run=check)
    proves = commands.add_parser("prove", help="what is certain for all answers: no dead ends, every promise kept")
    add_flows(proves)
    proves.add_argument("--json", action="store_true", help="the same for programs")
    add_today(proves)
    proves.set_defaults(run=prove)


def check(chosen: argparse.Namespace) -> int:
    """`check FLOW…`: print what is wrong with each flow; 1 when anything stops a release."""
    wanted = set(chosen.language)
    found = {str(path): issues for flow in each_flow(chosen.flows) for path, issues in _check_one(flow, wanted).items()}
    print(as_json(found) if chosen.json else as_text(found))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


def prove(chosen: argparse.Namespace) -> int:
    """`prove FLOW…`: what is certain for all answers; 1 when a promise breaks or somebody would be stuck."""
    from engine.scenarios.proving import prove_flow  # the solver is loaded by nobody else

    today = chosen.today or date.today()
    proved = {str(flow): prove_flow(read_release(flow), today) for flow in each_flow(chosen.flows)}
    found = {path: issues for path, (_, issues) in proved.items()}
    if chosen.json:
        print(as_json(found))
    else:
        print("\n".join(f"{as_text({path: issues})}\n  {summary}" for path, (summary, issues) in proved.items()))
    return 1 if any(has_errors(issues) for issues in found.values()) else 0


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


def _path(flow: Path, name: str) -> Path:
    return flow if name == "flow.json" else flow.parent / name
