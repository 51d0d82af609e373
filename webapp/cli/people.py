"""Staff, and the erasure of a person's data, by command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from webapp.cli.command import Commands, add_command, now, open_ready_database
from webapp.services import accounts
from webapp.services.accounts import Role
from webapp.services.tickets import erase_person, erase_ticket

if TYPE_CHECKING:
    from webapp.config import Settings
    from webapp.persistence import UnitOfWork

Result = TypeVar("Result")


def add_commands(commands: Commands) -> None:
    parser = commands.add_parser("people", help="invite staff, change roles, reset passwords, close accounts")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    invite = add_command(actions, "invite", invite_command, says="add somebody and print their password")
    invite.add_argument("email")
    invite.add_argument("name")
    role = add_command(actions, "role", role_command, says="give somebody another role")
    role.add_argument("email")
    for parser_with_role in (invite, role):
        parser_with_role.add_argument("role", choices=[each.value for each in Role])
    reset = add_command(actions, "reset", reset_command, says="give somebody a new password and sign them out")
    reset.add_argument("email")
    close = add_command(actions, "deactivate", deactivate_command, says="close somebody's account and sign them out")
    close.add_argument("email")
    add_command(actions, "list", list_command, says="list everybody")
    erase = add_command(commands, "erase", erase_command, says="erase the personal data of a ticket or of a person")
    erase.add_argument("what", help="a ticket's reference, an email address or a phone number")


def invite_command(settings: Settings, options: argparse.Namespace) -> int:
    role = Role(options.role)
    person = _with_database(settings, lambda uow: accounts.invite(uow, options.email, options.name, role, now=now()))
    print(f"{person.email} may sign in as {person.role} with the password {person.password}")
    return 0


def role_command(settings: Settings, options: argparse.Namespace) -> int:
    person = _with_database(settings, lambda uow: accounts.set_role(uow, options.email, Role(options.role), now=now()))
    print(f"{person.email} is {person.role} now")
    return 0


def reset_command(settings: Settings, options: argparse.Namespace) -> int:
    person = _with_database(settings, lambda uow: accounts.reset_password(uow, options.email, now=now()))
    print(f"{person.email} has the new password {person.password}, and was signed out everywhere")
    return 0


def deactivate_command(settings: Settings, options: argparse.Namespace) -> int:
    person = _with_database(settings, lambda uow: accounts.deactivate(uow, options.email, now=now()))
    print(f"{person.email} can no longer sign in, and was signed out everywhere")
    return 0


def list_command(settings: Settings, options: argparse.Namespace) -> int:
    for person in _with_database(settings, accounts.list_people):
        print(f"{person.email:<32} {person.role:<14} {'' if person.is_active else 'deactivated':<12} {person.name}")
    return 0


def erase_command(settings: Settings, options: argparse.Namespace) -> int:
    """By reference one ticket, by email or phone every ticket of that person."""
    what: str = options.what

    def erase(uow: UnitOfWork) -> tuple[str, ...]:
        if "@" in what or not any(sign.isalpha() for sign in what):
            return erase_person(uow, what, now=now())
        return (erase_ticket(uow, what, now=now()),)

    erased = _with_database(settings, erase)
    print(f"Erased the personal data of {len(erased)} tickets: {', '.join(erased)}" if erased else "Found nobody.")
    return 0 if erased else 1


def _with_database(settings: Settings, work: Callable[[UnitOfWork], Result]) -> Result:
    database = open_ready_database(settings)
    with database.unit_of_work() as uow:
        result = work(uow)
    database.dispose()
    return result
