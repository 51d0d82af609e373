"""`run`, and its two halves: `serve` answers requests, `work` does what waits in the outbox."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command, open_database
from webapp.cli.server import serve_forever
from webapp.cli.setting_up import SIGN_IN_FILE, prepare
from webapp.cli.supervisor import Child, Supervisor
from webapp.clock import system_clock
from webapp.connectors import connectors
from webapp.http.logging import configure_logging
from webapp.jobs import Worker

if TYPE_CHECKING:
    from webapp.config import Settings


def add_commands(commands: Commands) -> None:
    add_command(commands, "run", run, says="set up what is missing, then serve and work", makes_secrets=True)
    add_command(commands, "serve", serve, says="answer requests")
    work_parser = add_command(commands, "work", work, says="deliver and clean up")
    work_parser.add_argument("--once", action="store_true", help="do what is due now, and stop")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """The whole product on this machine, until it is stopped."""
    is_first = prepare(settings)
    print(where_to_go(settings, is_first=is_first), flush=True)
    return Supervisor([Child("serve"), Child("work")]).run()


def serve(settings: Settings, options: argparse.Namespace) -> int:
    serve_forever(settings.port)
    return 0


def work(settings: Settings, options: argparse.Namespace) -> int:
    """One worker; SIGTERM lets it finish the job in hand."""
    configure_logging(settings.log_level)
    name = f"{socket.gethostname()}:{os.getpid()}"[:80]
    worker = Worker(open_database(settings), connectors["console"](), clock=system_clock, name=name)
    if options.once:
        worker.run_once()
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)
    return 0


def where_to_go(settings: Settings, *, is_first: bool) -> str:
    """Addresses, and how to sign in; passwords are shown once, and kept in a file."""
    lines = [f"Waypost is at   {settings.base_url}", f"Staff sign in   {settings.base_url}/sign-in"]
    if SIGN_IN_FILE.is_file() and not settings.is_production:
        lines.append(f"Passwords       {SIGN_IN_FILE}")
        lines += ["", SIGN_IN_FILE.read_text(encoding="utf-8").rstrip()] if is_first else []
    return "\n".join(["", *lines, ""])
