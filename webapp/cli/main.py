"""Reads the command line and calls one command. What a command refuses is one line and exit code 1."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from engine.errors import DefinitionError
from webapp.cli import backups, flows, people, running, samples, searching, setting_up
from webapp.config import Settings, SettingsError
from webapp.http.catalogs import CatalogError
from webapp.persistence import BackupError, DatabaseError, VaultError
from webapp.services.accounts import AccountError
from webapp.services.knowledge import ArticleFileError
from webapp.services.tickets import TicketError

Command = Callable[[Settings, argparse.Namespace], int]
REFUSALS = (
    SettingsError,
    DatabaseError,
    BackupError,
    AccountError,
    TicketError,
    VaultError,
    DefinitionError,
    ArticleFileError,
    CatalogError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = build_parser().parse_args(arguments)
    try:
        if options.makes_secrets:
            setting_up.ensure_secrets(os.environ)
        command: Command = options.command
        return command(Settings.from_env(os.environ), options)
    except REFUSALS as refusal:
        print(f"waypost: {refusal or type(refusal).__name__}", file=sys.stderr)
        return 1
    except OSError as refusal:  # a folder that is not there, a disk that is full, a file of somebody else's
        print(f"waypost: {refusal.filename or 'this machine'}: {refusal.strerror or refusal}", file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(prog="python -m webapp", description="Waypost, the web product.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (running, setting_up, flows, searching, people, samples, backups):
        module.add_commands(commands)
    return parser
