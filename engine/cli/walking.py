"""`walks`: a small set of scenarios that shows everything a flow can do."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, add_today
from engine.scenarios.files import find_flow, write_text
from engine.scenarios.opening import read_release


def add(commands: Commands) -> None:
    """File the command."""
    walks = commands.add_parser("walks", help="a small set of scenarios that covers a whole flow")
    walks.add_argument("flow", metavar="FLOW", help="a flow.json, or the folder it is in")
    walks.add_argument("-o", "--output", metavar="FOLDER", help="write them there, as files that `test` runs")
    add_today(walks)
    walks.set_defaults(run=list_walks)


def list_walks(chosen: argparse.Namespace) -> int:
    """`walks FLOW [-o FOLDER]`: scenarios that cover each exit, rule, boundary, row, outcome and language."""
    from engine.scenarios.walking import as_file, summary, told, write_walks  # the solver is loaded by nobody else

    release = read_release(find_flow(Path(chosen.flow)))
    found = write_walks(release, chosen.today or date.today())
    for each in found.written:
        if chosen.output:
            write_text(Path(chosen.output) / each.name, as_file(each.scenario))
        else:
            print(each.scenario["title"])
    print(summary(found))
    if found.plan.open:
        print(f"What nobody covers ({len(found.plan.open)}):")
    for open_ in found.plan.open:
        print(f"  {told(found, open_)}")
    return 0
