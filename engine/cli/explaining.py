"""`explain`: why answers lead where they lead, and how near another outcome is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, add_today, misuse
from engine.definition import Release, load_document
from engine.errors import DefinitionError
from engine.model.values import Json, Value
from engine.scenarios import read_value
from engine.scenarios.explaining import as_sentences, explain
from engine.scenarios.files import find_flow, read_text
from engine.scenarios.opening import errors_in, read_release


def add(commands: Commands) -> None:
    """File the command."""
    explains = commands.add_parser("explain", help="why answers lead where they lead, and how near another outcome is")
    explains.add_argument("flow", metavar="FLOW", help="a flow.json, or the folder it is in")
    explains.add_argument(
        "--answers", required=True, metavar="FILE", help='{"answers": {fact: value}}, or a scenario of the flow'
    )
    explains.add_argument("--json", action="store_true", help="the same for programs")
    add_today(explains)
    explains.set_defaults(run=explain_answers)


def explain_answers(chosen: argparse.Namespace) -> int:
    """`explain FLOW --answers FILE`: the path, each branch, and the nearest other outcomes."""
    release = read_release(find_flow(Path(chosen.flow)))
    data = _read(Path(chosen.answers))
    today = chosen.today or _day(data) or date.today()
    found = explain(release, _answers(release, data), today, _unsolved(data))
    print(json.dumps(found, indent=2, ensure_ascii=False) if chosen.json else "\n".join(as_sentences(found)))
    return 0


def _read(path: Path) -> Mapping[str, Json]:
    try:
        data = load_document(read_text(path))
    except DefinitionError as error:
        raise errors_in(path, error.issues) from error
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict | list):
        raise misuse(f"“{path}” holds no answers. Write {{“answers”: {{fact: value}}}}, or name a scenario.")
    return data


def _answers(release: Release, data: Mapping[str, Json]) -> dict[str, Value | None]:
    """The typed answers, by fact."""
    said = data["answers"]
    try:
        pairs = said.items() if isinstance(said, dict) else [(each["fact"], each["value"]) for each in said]
    except (TypeError, KeyError):
        raise misuse("Each answer has to be {“fact”: text, “value”: value}.") from None
    try:
        return {fact: read_value(release.flow.facts, fact, value) for fact, value in pairs}
    except ValueError as error:
        raise misuse(str(error)) from error


def _unsolved(data: Mapping[str, Json]) -> frozenset[str]:
    """The articles that a scenario says were of no help."""
    names = data.get("unsolved", [])
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise misuse("“unsolved” has to be a list of nodes.")
    return frozenset(names)


def _day(data: Mapping[str, Json]) -> date | None:
    """The day that a scenario names."""
    try:
        return date.fromisoformat(data["today"]) if "today" in data else None
    except (TypeError, ValueError):
        raise misuse("“today” is not a day. Write it as 2026-11-22.") from None
