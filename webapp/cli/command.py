"""How a command is added, so that each file of commands does it alike."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.clock import system_clock
from webapp.persistence import Database, check_ready

if TYPE_CHECKING:
    from webapp.config import Settings

Commands = Any
"""What `add_subparsers` returns; argparse keeps its type to itself."""


def add_command(
    commands: Commands,
    name: str,
    command: Callable[[Settings, argparse.Namespace], int],
    *,
    says: str,
    makes_secrets: bool = False,
) -> argparse.ArgumentParser:
    """Add one command. `makes_secrets` is for those that may be the first ever run."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    parser.set_defaults(command=command, makes_secrets=makes_secrets)
    return parser


def open_database(settings: Settings) -> Database:
    return Database(settings.database_url, data_key=settings.data_key)


def open_ready_database(settings: Settings) -> Database:
    """For commands that work with what is there. Raises DatabaseError, VaultError."""
    database = open_database(settings)
    check_ready(database)
    return database


def now() -> datetime:
    return system_clock()
