"""`run`, and its two halves: `serve` answers requests, `work` does what waits in the outbox."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import threading
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from webapp.cli.command import Commands, add_command, open_ready_database
from webapp.cli.samples import make_first_samples
from webapp.cli.server import bind_address, serve_forever
from webapp.cli.setting_up import SIGN_IN_FILE, prepare
from webapp.cli.supervisor import Child, Supervisor
from webapp.clock import system_clock
from webapp.config import SettingsError
from webapp.connectors import Connector, MailFolderConnector, SmtpConnector, connectors
from webapp.http.catalogs import load_catalogs
from webapp.http.locale import words
from webapp.http.logging import configure_logging, describe
from webapp.jobs import Post, Worker
from webapp.persistence import DatabaseError
from webapp.services.notifications import Sender

if TYPE_CHECKING:
    from webapp.config import Settings


def add_commands(commands: Commands) -> None:
    add_command(commands, "run", run, says="set up what is missing, then serve and work", makes_secrets=True)
    add_command(commands, "serve", serve, says="answer requests")
    work_parser = add_command(commands, "work", work, says="deliver and clean up")
    work_parser.add_argument("--once", action="store_true", help="do what is due now, and stop")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """The whole product on this machine, until it is stopped."""
    refuse_taken_port(settings.port)
    load_catalogs()
    is_first = prepare(settings)
    make_first_samples(settings)
    print(where_to_go(settings, is_first=is_first), flush=True)
    return Supervisor([Child("serve"), Child("work")]).run()


def serve(settings: Settings, options: argparse.Namespace) -> int:
    load_catalogs()
    open_ready_database(settings).dispose()  # gunicorn's processes open their own
    serve_forever(settings.port)
    return 0


def work(settings: Settings, options: argparse.Namespace) -> int:
    """One worker; SIGTERM lets it finish the job in hand."""
    configure_logging(settings.log_level)
    name = f"{socket.gethostname()}:{os.getpid()}"[:80]
    worker = Worker(
        open_ready_database(settings),
        connectors["console"](),
        clock=system_clock,
        name=name,
        post=build_post(settings),
    )
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        worker.run_once() if options.once else worker.run(stop)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  Python would print the message, which may quote what was sent
        structlog.get_logger("waypost.jobs").error("worker failed", **describe(error))
        return 1
    return 0


def build_post(settings: Settings) -> Post | None:
    """How mail leaves this installation; None where it has no way."""
    if not settings.can_send_mail:
        return None
    connector: Connector = MailFolderConnector(sender=settings.mail_from)
    if settings.smtp_url:
        connector = SmtpConnector(settings.smtp_url, sender=settings.mail_from)
    sender = Sender(name=settings.site_name, base_url=settings.base_url)
    again = timedelta(hours=settings.approval_reminder_hours)
    return Post(connector=connector, sender=sender, words=words, tell_again_every=again)


def refuse_taken_port(port: int) -> None:
    """Say so before anything is set up; gunicorn would try for five seconds, and the supervisor for ever."""
    host = bind_address().strip("[]")
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, port))
        except OSError as error:
            advice = f"{port} cannot be used ({error.strerror}); is Waypost running already? Another: PORT={port + 1}"
            raise SettingsError("PORT", advice) from error


def where_to_go(settings: Settings, *, is_first: bool) -> str:
    """Addresses, and how to sign in; passwords are shown once, and kept in a file."""
    lines = [f"Waypost is at   {settings.base_url}", f"Staff sign in   {settings.base_url}/sign-in"]
    if SIGN_IN_FILE.is_file() and not settings.is_production:
        lines.append(f"Passwords       {SIGN_IN_FILE}")
        lines += ["", SIGN_IN_FILE.read_text(encoding="utf-8").rstrip()] if is_first else []
    return "\n".join(["", *lines, ""])
