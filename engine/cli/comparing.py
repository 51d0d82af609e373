"""`diff`: what changed between two states of a flow, and what that does to people."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, read_day
from engine.errors import DefinitionError
from engine.scenarios.files import find_flow, read_text

EXIT_CODES = """Ends with 0 when it is proved that nobody ends elsewhere, is asked anything else or
is shown other results; with 1 when somebody is, or when that is not settled; with 2 when a file cannot be used."""


def add(commands: Commands) -> None:
    """File the command."""
    diffs = commands.add_parser(
        "diff", help="what changed between two states of a flow, and for whom", epilog=EXIT_CODES
    )
    diffs.add_argument("old", metavar="OLD", help="a flow.json as it was, or the folder it is in")
    diffs.add_argument("new", metavar="NEW", help="the same flow as it is now")
    diffs.add_argument("--json", action="store_true", help="the same for programs")
    diffs.add_argument(
        "--journeys",
        metavar="FILE",
        help='past journeys, one for each line: {"answers": {fact: value}, "today": "2026-11-22"}',
    )
    diffs.add_argument(
        "--today", type=read_day, metavar="DATE", help="the first day of the year that is looked at (today)"
    )
    diffs.set_defaults(run=diff)


def diff(chosen: argparse.Namespace) -> int:
    """`diff OLD NEW`: what changed and for whom; 0 when it makes no difference to anybody, 1 when it does."""
    from engine.analysis.proof import find_difference  # the solver is loaded by nobody else
    from engine.scenarios.comparing import difference_as_json
    from engine.scenarios.difference_report import DifferenceReport
    from engine.scenarios.differing import read_edition, read_journeys

    try:
        old, new = (read_edition(find_flow(Path(each))) for each in (chosen.old, chosen.new))
        journeys = read_journeys(read_text(Path(chosen.journeys))) if chosen.journeys else None
    except DefinitionError as error:
        print("\n".join(issue.sentence for issue in error.issues), file=sys.stderr)
        return 2
    found = find_difference(old, new, today=chosen.today or date.today(), journeys=journeys)
    if chosen.json:
        print(json.dumps(difference_as_json(found), indent=2, ensure_ascii=False))
    else:
        print(DifferenceReport(found).text())
    return 0 if found.is_same_for_everybody else 1
