"""`import`: make a flow from another format."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from engine.cli.arguments import Commands
from engine.definition import has_errors, load_document
from engine.errors import DefinitionError
from engine.model.values import Json
from engine.scenarios.checking import check_folder
from engine.scenarios.decision_tables import import_dmn, import_jdm
from engine.scenarios.files import read_text, write_text
from engine.scenarios.report import as_text
from engine.scenarios.spreadsheet import read_spreadsheet
from engine.scenarios.transitions import import_transitions


def add(commands: Commands) -> None:
    """File the command."""
    imports = commands.add_parser("import", help="make a flow from another format")
    imports.add_argument(
        "format",
        choices=list(_READERS),
        help="transitions: which answers led where, JSON or CSV; jdm, dmn: decision tables of other tools",
    )
    imports.add_argument("file", metavar="FILE", help="the file to import")
    imports.add_argument("-o", "--output", required=True, metavar="FLOW", help="the flow.json, or a folder for it")
    imports.add_argument("--language", default="en", help="the language of its texts (en)")
    imports.add_argument("--time-zone", default="Etc/UTC", help="which day it is for its journeys (Etc/UTC)")
    imports.set_defaults(run=import_flow)


def import_flow(chosen: argparse.Namespace) -> int:
    """`import FORMAT FILE -o FLOW`: make a flow from what another tool holds, and say what to look at."""
    source, target = Path(chosen.file), Path(chosen.output)
    try:
        imported = _READERS[chosen.format](source, language=chosen.language, time_zone=chosen.time_zone)
    except DefinitionError as error:
        print(as_text({str(source): error.issues}))
        return 1
    target = target if target.suffix == ".json" else target / "flow.json"
    write_text(target, json.dumps(imported.document, indent=2, ensure_ascii=False) + "\n")
    issues = check_folder({"flow.json": imported.document}, date.today())["flow.json"]
    print("\n".join([f"{target} written.", *(f"  note    {note}" for note in imported.notes)]))
    print(as_text({str(target): issues}))
    return 1 if has_errors(issues) else 0


class _Made(Protocol):
    """A flow made from a file, and what its designer should look at."""

    @property
    def document(self) -> Mapping[str, Json]: ...

    @property
    def notes(self) -> tuple[str, ...]: ...


def _transitions(source: Path, *, language: str, time_zone: str) -> _Made:
    is_spreadsheet = source.suffix.lower() != ".json"
    text = read_text(source, is_spreadsheet=is_spreadsheet)
    table = read_spreadsheet(text, source.stem) if is_spreadsheet else load_document(text)
    return import_transitions(table, language=language, time_zone=time_zone)


def _jdm(source: Path, *, language: str, time_zone: str) -> _Made:
    return import_jdm(load_document(read_text(source)), source.stem, language=language, time_zone=time_zone)


def _dmn(source: Path, *, language: str, time_zone: str) -> _Made:
    return import_dmn(read_text(source), language=language, time_zone=time_zone)


_READERS: Mapping[str, Callable[..., _Made]] = {"transitions": _transitions, "jdm": _jdm, "dmn": _dmn}
