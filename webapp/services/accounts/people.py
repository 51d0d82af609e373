"""Staff are administered here, by command: invite, change role, reset the password, deactivate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

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
    raise NotImplementedError


def set_role(uow: UnitOfWork, email: str, role: Role, *, now: datetime) -> Person:
    raise NotImplementedError


def reset_password(uow: UnitOfWork, email: str, *, now: datetime, password: str = "") -> Person:
    """Give somebody a new password and end every session they have."""
    raise NotImplementedError


def deactivate(uow: UnitOfWork, email: str, *, now: datetime) -> Person:
    """Close somebody's account and end every session they have."""
    raise NotImplementedError


def list_people(uow: UnitOfWork) -> tuple[Person, ...]:
    raise NotImplementedError
