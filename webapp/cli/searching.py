"""The search index: make it anew, try it, and see which words nobody found."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command, open_ready_database
from webapp.services.knowledge import list_searchable_articles
from webapp.services.publishing import list_searchable_services
from webapp.services.search import is_current, list_unfound_words, rebuild

if TYPE_CHECKING:
    from webapp.config import Settings
    from webapp.persistence import UnitOfWork


def add_commands(commands: Commands) -> None:
    parser = commands.add_parser("search", help="make the search index anew, or see what nobody found")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    add_command(actions, "rebuild", rebuild_command, says="index every live service and article anew")
    add_command(actions, "unfound", unfound_command, says="words that people sought on several days and no page has")


def rebuild_command(settings: Settings, options: argparse.Namespace) -> int:
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        count = rebuild_index(uow)
    database.dispose()
    print(f"Indexed {count} texts.")
    return 0


def unfound_command(settings: Settings, options: argparse.Namespace) -> int:
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        words = list_unfound_words(uow)
    database.dispose()
    for each in words:
        print(f"{each.word:<40} {each.language:<8} on {each.days} days, last on {each.last_on.isoformat()}")
    if not words:
        print("No word was sought on enough days yet and found nowhere.")
    return 0


def rebuild_index(uow: UnitOfWork) -> int:
    """Index everything anew in one transaction; returns how many texts there are."""
    texts = (*list_searchable_services(uow), *list_searchable_articles(uow))
    with uow.write():
        return rebuild(uow, texts)


def ensure_index(uow: UnitOfWork) -> None:
    """Make the index where there is none yet, or where it was made by older rules."""
    if not is_current(uow):
        rebuild_index(uow)
