"""Backup and restore of a SQLite database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command
from webapp.persistence import backup, restore

if TYPE_CHECKING:
    from webapp.config import Settings


def add_commands(commands: Commands) -> None:
    says = "copy the SQLite database to FILE while it is in use"
    saving = add_command(commands, "backup", backup_command, says=says)
    says = "put a copy back in the database's place; stop Waypost first"
    restoring = add_command(commands, "restore", restore_command, says=says)
    for parser in (saving, restoring):
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="write over what is there")


def backup_command(settings: Settings, options: argparse.Namespace) -> int:
    backup(settings.database_url, options.file, force=options.force)
    print(f"Saved and checked {options.file}. It is of no use without WAYPOST_DATA_KEY: keep that elsewhere.")
    return 0


def restore_command(settings: Settings, options: argparse.Namespace) -> int:
    restore(settings.database_url, options.file, force=options.force)
    print(f"Restored {options.file}.")
    return 0
