"""Flows between the database and the disk."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command, now, open_ready_database
from webapp.services.knowledge import import_articles
from webapp.services.publishing import FlowImport, export_flows, import_flows

if TYPE_CHECKING:
    from webapp.config import Settings


def add_commands(commands: Commands) -> None:
    parser = commands.add_parser("flows", help="import flows from disk, or export them")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, command, says in (
        ("import", import_command, "bring in every flow and article of a folder"),
        ("export", export_command, "write every live flow to a folder"),
    ):
        add_command(actions, name, command, says=says).add_argument(
            "folder", type=Path, nargs="?", default=Path("flows")
        )


def import_command(settings: Settings, options: argparse.Namespace) -> int:
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        imported = import_flows(uow, options.folder, now=now())
        articles = import_articles(uow, options.folder / "articles", now=now())
    database.dispose()
    report(imported, is_brief=False)
    print(f"{len(articles)} articles changed.")
    return 1 if any(each.became == "refused" for each in imported) else 0


def export_command(settings: Settings, options: argparse.Namespace) -> int:
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        slugs = export_flows(uow, options.folder)
    database.dispose()
    print(f"Wrote {len(slugs)} flows to {options.folder}.")
    return 0


def report(imported: Iterable[FlowImport], *, is_brief: bool = True) -> None:
    """Say what became of each flow; briefly, only of those where something happened."""
    for each in imported:
        if each.became != "unchanged" or not is_brief:
            print(f"{each.slug}: {each.became}")
        if each.became == "refused":
            for issue in each.issues:
                print(f"  {issue.severity}: {issue.sentence}")
