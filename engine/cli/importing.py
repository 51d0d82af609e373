"""`import`: make a flow from another format."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands
from engine.definition import has_errors, load_document
from engine.errors import DefinitionError
from engine.scenarios.checking import check_folder
from engine.scenarios.files import read_text, write_text
from engine.scenarios.report import as_text
from engine.scenarios.spreadsheet import read_spreadsheet
from engine.scenarios.transitions import import_transitions


def add(commands: Commands) -> None:
    """File the command."""
    imports = commands.add_parser("import", help="make a flow from another format")
    imports.add_argument("format", choices=["transitions"], help="transitions: which answers led where, JSON or CSV")
    imports.add_argument("file", metavar="FILE", help="a table of transitions, or a CSV of question, answer, next")
    imports.add_argument("-o", "--output", required=True, metavar="FLOW", help="the flow.json, or a folder for it")
    imports.add_argument("--language", default="en", help="the language of its texts (en)")
    imports.add_argument("--time-zone", default="Etc/UTC", help="which day it is for its journeys (Etc/UTC)")
    imports.set_defaults(run=import_flow)


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
