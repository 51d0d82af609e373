"""Signing in and out, with sessions that live on the server and can be revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webapp.persistence import PersonRecord, SessionRecord, token_hash
from webapp.services.accounts.errors import SignInRefusedError
from webapp.services.accounts.passwords import hash_password, is_password, needs_rehash
from webapp.services.accounts.people import normalise_email
from webapp.services.accounts.permissions import PERMISSIONS, Actor, Role

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

SESSION_HOURS = 12
IDLE_MINUTES = 60
_LONGEST_PASSWORD = 1000
_TOUCH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A new session. `token` is told only here; the cookie keeps it."""

    token: str
    actor: Actor


def sign_in(
    uow: UnitOfWork, email: str, password: str, *, now: datetime, session_hours: int = SESSION_HOURS
) -> SignedIn:
    """Raises SignInRefusedError, after the same time and with the same words whatever was wrong."""
    person = uow.people.find(normalise_email(email))
    fits = is_password(password[:_LONGEST_PASSWORD], person.password_hash if person else None)
    if person is None or not fits or not person.is_active:
        raise SignInRefusedError
    token = secrets.token_urlsafe(32)
    new_hash = hash_password(password) if needs_rehash(person.password_hash) else ""
    with uow.write():
        if new_hash:
            uow.people.change(person.id, password_hash=new_hash)
        expires_at = now + timedelta(hours=session_hours)
        uow.sessions.add(token_hash(token), person_id=person.id, now=now, expires_at=expires_at)
        uow.audit.add("person.signed_in", person.id, now=now, actor_id=person.id)
    return SignedIn(token=token, actor=build_actor(person))


def find_actor(
    uow: UnitOfWork, token: str, *, now: datetime, idle_minutes: int = IDLE_MINUTES, is_background: bool = False
) -> Actor | None:
    """Who this session belongs to, while it lives. What a page asks `is_background` does not keep it alive."""
    session = uow.sessions.find(token_hash(token))
    if session is None or not _lives(session, now, idle_minutes):
        return None
    # Not at every request: a write costs more than the request.
    if now - session.seen_at > _TOUCH_EVERY and not is_background:
        with uow.write():
            uow.sessions.touch(session.token_hash, now=now)
    return build_actor(session.person)


def sign_out(uow: UnitOfWork, token: str, *, now: datetime) -> None:
    """End the session; one that is over already stays over."""
    session = uow.sessions.find(token_hash(token))
    if session is None:
        return
    with uow.write():
        uow.sessions.end(session.token_hash)
        uow.audit.add("person.signed_out", session.person.id, now=now, actor_id=session.person.id)


def build_actor(person: PersonRecord) -> Actor:
    role = Role(person.role)
    return Actor(id=person.id, name=person.name, email=person.email, role=role, permissions=PERMISSIONS[role])


def _lives(session: SessionRecord, now: datetime, idle_minutes: int) -> bool:
    is_idle = now - session.seen_at > timedelta(minutes=idle_minutes)
    return session.person.is_active and now < session.expires_at and not is_idle
