"""One-time links by which a person returns to a journey on another device."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def make_return_link(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime) -> str:
    """A token for `/return/<token>`, good once and for a week."""
    raise NotImplementedError


def exchange_return_link(uow: UnitOfWork, token: str, *, now: datetime) -> tuple[str, str]:
    """The journey's public id and its new secret. Raises ReturnLinkRefusedError."""
    raise NotImplementedError
