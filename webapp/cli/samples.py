"""`demo`: sample journeys and tickets to look at, and `demo --remove`, which leaves nothing of them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command, now, open_ready_database
from webapp.cli.setting_up import FLOWS
from webapp.http.locale import words
from webapp.services.demo import has_samples, make_demo, remove_demo, was_ever_made

if TYPE_CHECKING:
    from webapp.config import Settings


def add_commands(commands: Commands) -> None:
    says = "make sample journeys, tickets and staff actions of the last weeks, marked as such"
    parser = add_command(commands, "demo", demo, says=says)
    parser.add_argument("--remove", action="store_true", help="take every sample away again")


def demo(settings: Settings, options: argparse.Namespace) -> int:
    """Made once; whoever wants fresh ones removes the old ones first."""
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        if options.remove:
            print(f"Removed {remove_demo(uow, now=now())} sample journeys, with everything about them.")
            return 0
        if settings.is_production:
            print("waypost: this installation is for real people; samples are not made here", file=sys.stderr)
            return 1
        if has_samples(uow):
            print("There are samples already; `python -m webapp demo --remove` takes them away.")
            return 0
        made = make_demo(uow, FLOWS, words=words, now=now())
    database.dispose()
    print(f"Made {made.journeys} sample journeys and {made.tickets} sample tickets.")
    return 0


def make_first_samples(settings: Settings) -> None:
    """For a first look: on a new installation where nobody has been yet, and never in production."""
    if settings.is_production or not settings.samples:
        return
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        if not was_ever_made(uow) and not uow.journeys.has_any():
            made = make_demo(uow, FLOWS, words=words, now=now())
            print(f"Made {made.journeys} sample journeys to look at; `python -m webapp demo --remove` takes them away.")
    database.dispose()
