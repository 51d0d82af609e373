"""Staff are administered here, by command: invite, change role, reset the password, deactivate."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import PersonRecord
from webapp.services.accounts.errors import PersonExistsError, PersonNotFoundError
from webapp.services.accounts.passwords import hash_password, make_password
from webapp.services.accounts.permissions import Role

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of staff. `password` is filled only by the call that made it."""

    id: str
    name: str
    email: str
    role: Role
    is_active: bool
    password: str = ""


def invite(uow: UnitOfWork, email: str, name: str, role: Role, *, now: datetime, password: str = "") -> Person:
    """Add somebody; makes a password unless one is given. Raises PersonExistsError."""
    email, password = normalise_email(email), password or make_password()
    if uow.people.find(email) is not None:
        raise PersonExistsError(email)
    record = PersonRecord(
        id=uow.new_id(),
        email=email,
        name=name.strip() or email,
        role=role.value,
        password_hash=hash_password(password),
        is_active=True,
    )
    with uow.write(durable=True):
        uow.people.add(record, now=now)
        uow.audit.add("person.invited", record.id, now=now, details={"role": role.value})
    return dataclasses.replace(_to_person(record), password=password)


def set_role(uow: UnitOfWork, email: str, role: Role, *, now: datetime) -> Person:
    """Give somebody another role; it holds from their next request on."""
    record = _get(uow, email)
    with uow.write(durable=True):
        uow.people.change(record.id, role=role.value)
        uow.audit.add("person.role", record.id, now=now, details={"from": record.role, "to": role.value})
    return _to_person(dataclasses.replace(record, role=role.value))


def reset_password(uow: UnitOfWork, email: str, *, now: datetime, password: str = "") -> Person:
    """Give somebody a new password, open a closed account, and end every session they have."""
    record, password = _get(uow, email), password or make_password()
    hashed = hash_password(password)
    with uow.write(durable=True):
        uow.people.change(record.id, password_hash=hashed, is_active=True)
        uow.sessions.end_all_of(record.id)
        uow.audit.add("person.password_reset", record.id, now=now)
    return dataclasses.replace(_to_person(record), password=password, is_active=True)


def deactivate(uow: UnitOfWork, email: str, *, now: datetime) -> Person:
    """Close somebody's account and end every session they have. Their name stays on what they did."""
    record = _get(uow, email)
    with uow.write(durable=True):
        uow.people.change(record.id, is_active=False)
        uow.sessions.end_all_of(record.id)
        uow.audit.add("person.deactivated", record.id, now=now)
    return _to_person(dataclasses.replace(record, is_active=False))


def list_people(uow: UnitOfWork) -> tuple[Person, ...]:
    """Everybody, by email."""
    return tuple(_to_person(record) for record in uow.people.list_all())


def normalise_email(email: str) -> str:
    """As it is stored and looked for. PostgreSQL takes no NUL, and no address has one."""
    return email.replace("\0", "").strip().casefold()


def _get(uow: UnitOfWork, email: str) -> PersonRecord:
    record = uow.people.find(normalise_email(email))
    if record is None:
        raise PersonNotFoundError(email)
    return record


def _to_person(record: PersonRecord) -> Person:
    return Person(
        id=record.id, name=record.name, email=record.email, role=Role(record.role), is_active=record.is_active
    )
