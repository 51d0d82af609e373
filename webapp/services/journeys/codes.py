"""Short codes by which a person comes back on any device: read aloud, written on paper, typed by hand.

A code is good until the journey expires, as often as it is needed, until another one takes its place. Only a keyed
hash of it is stored. Fifty bits, and so few tries by network and by code that nobody finds one by trying.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Final

from webapp.persistence import keyed_hash, token_hash
from webapp.services.journeys.errors import ReturnCodeRefusedError
from webapp.services.journeys.opened import open_journey

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L and O, which are read as 1, 1 and 0, and without U."""
_GROUP, _GROUPS = 5, 2
_MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})


def make_return_code(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime, again: str = "") -> str:
    """A new code for this journey, such as 7K4M2-QX9TD. The one before it works no more.

    `again` is a code that was just shown: as long as it is the journey's, it stays.
    """
    record = open_journey(uow, public_id, secret, now=now).record
    shown = read_return_code(again)
    if shown and uow.codes.find(_hash(uow, shown), now=now) == public_id:
        return _written(shown)
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_GROUP * _GROUPS))
    code_hash = _hash(uow, letters)
    with uow.write(durable=True):
        uow.codes.put(code_hash, journey_id=public_id, now=now, expires_at=record.expires_at)
    return _written(letters)


def exchange_return_code(uow: UnitOfWork, typed: str, *, now: datetime) -> tuple[str, str]:
    """The journey's public id and its new secret; the browser that held the old one has left the journey.

    Raises ReturnCodeRefusedError, whatever is wrong with the code.
    """
    public_id = uow.codes.find(_hash(uow, read_return_code(typed) or ""), now=now)
    record = uow.journeys.find(public_id) if public_id else None
    if record is None or record.state not in ("open", "sealed") or record.expires_at <= now:
        raise ReturnCodeRefusedError
    secret = secrets.token_urlsafe(32)
    with uow.write(durable=True):
        uow.journeys.set_secret(record.public_id, token_hash(secret))
    return record.public_id, secret


def read_return_code(typed: str) -> str | None:
    """The code somebody typed, whatever its capitals, spaces and dashes; None if it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MISREAD)
    if len(letters) != _GROUP * _GROUPS or any(letter not in ALPHABET for letter in letters):
        return None
    return letters


def _written(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _hash(uow: UnitOfWork, letters: str) -> bytes:
    return keyed_hash(uow.keys.hashing_secret(), f"return-code:{letters}")
