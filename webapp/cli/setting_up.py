"""Sets an installation up, again and again without harm: secrets, schema, flows, articles, queues, staff."""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.cli.command import Commands, add_command, now, open_database
from webapp.cli.flows import report
from webapp.cli.searching import ensure_index
from webapp.config import SECRETS_FILE, load_secrets
from webapp.persistence import migrate
from webapp.services.accounts import Role, invite, list_people
from webapp.services.knowledge import import_articles
from webapp.services.publishing import import_flows
from webapp.services.tickets import put_queues

if TYPE_CHECKING:
    from webapp.config import Settings
    from webapp.persistence import Database, UnitOfWork

FLOWS = Path("flows")
SIGN_IN_FILE = Path("var/first-sign-in.txt")
_SIGN_IN_DOMAIN = "waypost.example"


def add_commands(commands: Commands) -> None:
    add_command(commands, "setup", setup, says="set everything up, and stop there", makes_secrets=True)
    says = "bring the database to this version's schema"
    add_command(commands, "migrate", migrate_command, says=says, makes_secrets=True)


def setup(settings: Settings, options: argparse.Namespace) -> int:
    """Everything `run` needs, without running it."""
    prepare(settings)
    where = (
        "`python -m webapp people invite` lets people sign in"
        if settings.is_production
        else f"Sign-ins are in {SIGN_IN_FILE}"
    )
    print(f"Ready. {where}; `python -m webapp run` starts Waypost.")
    return 0


def migrate_command(settings: Settings, options: argparse.Namespace) -> int:
    database = open_database(settings)
    migrate(database)
    with database.unit_of_work() as uow, uow.write():
        moved = uow.keys.rewrap_some(limit=1_000_000)
    with database.unit_of_work() as uow:
        ensure_index(uow)
    database.dispose()
    print("The database is up to date." + (f" {moved} data keys were put under the new key." if moved else ""))
    return 0


def prepare(settings: Settings) -> bool:
    """Migrate and seed. Each part finds out by itself whether there is anything to do.

    True when this was the first time, and sign-ins were made.
    """
    database = open_database(settings)
    migrate(database)
    with database.unit_of_work() as uow:
        seed(uow)
    is_first = _seed_staff(settings, database)
    database.dispose()
    return is_first


def seed(uow: UnitOfWork) -> None:
    """Bring in what is on disk: queues first, so that the first ticket finds its own."""
    desk = FLOWS / "desk.json"
    if desk.is_file():
        with uow.write():
            put_queues(uow, json.loads(desk.read_text(encoding="utf-8")))
    report(import_flows(uow, FLOWS, now=now()))
    import_articles(uow, FLOWS / "articles", now=now())
    ensure_index(uow)


def _seed_staff(settings: Settings, database: Database) -> bool:
    """One sign-in for each role on a new installation, so that everything can be looked at. Not in production."""
    with database.unit_of_work() as uow:
        if settings.is_production or list_people(uow):
            return False
        made = [invite(uow, f"{role}@{_SIGN_IN_DOMAIN}", role.value.capitalize(), role, now=now()) for role in Role]
    _keep_older_sign_ins()
    lines = [f"{person.role.value:<14} {person.email:<32} {person.password}" for person in made]
    write_private(SIGN_IN_FILE, "\n".join(lines) + "\n")
    return True


def _keep_older_sign_ins() -> None:
    """They belong to another database, which somebody may go back to."""
    if not SIGN_IN_FILE.is_file():
        return
    number = 1
    while (older := SIGN_IN_FILE.with_name(f"older-sign-in-{number}.txt")).exists():
        number += 1
    SIGN_IN_FILE.rename(older)
    print(f"The sign-ins of the database used before are in {older}.")


def ensure_secrets(environ: Mapping[str, str], path: Path = SECRETS_FILE) -> None:
    """Make what is missing, outside production; there they are given from outside."""
    if environ.get("WAYPOST_ENVIRONMENT") == "production":
        return
    known = load_secrets(path)
    made = {
        "WAYPOST_SECRET_KEY": secrets.token_urlsafe(48),
        "WAYPOST_DATA_KEY": base64.b64encode(os.urandom(32)).decode(),
    }
    missing = {name: value for name, value in made.items() if name not in known and name not in environ}
    if missing:
        write_private(path, "".join(f"{name}={value}\n" for name, value in {**known, **missing}.items()))


def write_private(path: Path, text: str) -> None:
    """A file only its owner reads, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)
