"""Signing in and out, with sessions that live on the server and can be revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.services.accounts.permissions import Actor

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A new session. `token` is told only here; the cookie keeps it."""

    token: str
    actor: Actor


def sign_in(uow: UnitOfWork, email: str, password: str, *, now: datetime) -> SignedIn:
    """Raises SignInRefusedError, after the same time and with the same words whatever was wrong."""
    raise NotImplementedError


def find_actor(uow: UnitOfWork, token: str, *, now: datetime) -> Actor | None:
    """Who this session belongs to, while it lives."""
    raise NotImplementedError


def sign_out(uow: UnitOfWork, token: str, *, now: datetime) -> None:
    raise NotImplementedError
