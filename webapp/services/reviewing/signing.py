"""Signing off: an agency agrees with one state of a flow, by its fingerprint. Any change afterwards shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import SignoffRecord
from webapp.services.reviewing.errors import ReviewRefusedError
from webapp.services.reviewing.links import ReviewPage
from webapp.services.reviewing.texts import LONGEST_TEXT, read_name

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Somebody's agreement, and whether it is to what is shown now."""

    signoff: SignoffRecord
    label: str
    """For whom the link was made through which they signed."""
    is_current: bool


def sign_off(uow: UnitOfWork, page: ReviewPage, *, name: str, note: str, seen: str, now: datetime) -> None:
    """Agree with what is shown. `seen` is the fingerprint that was on the page: what changed since is not signed."""
    said = read_name(name)
    if seen != page.shown.fingerprint:
        raise ReviewRefusedError(
            "The flow was changed while you were reading.", "Look at it again, then sign what you see."
        )
    values = {
        "slug": page.link.slug,
        "link_id": page.link.id,
        "name": said,
        "fingerprint": seen,
        "note": note.replace("\0", "").strip()[:LONGEST_TEXT],
        "created_at": now,
    }
    with uow.write(durable=True):
        uow.reviews.add_signoff(values)
        uow.audit.add("review.signed", page.link.slug, now=now, details={"link": page.link.id, "fingerprint": seen})


def list_signed(uow: UnitOfWork, slug: str, fingerprint: str) -> tuple[Signed, ...]:
    """Every agreement, newest first, and whether it is to the state with this fingerprint."""
    labels = {link.id: link.label for link in uow.reviews.list_links(slug)}
    return tuple(
        Signed(signoff=each, label=labels.get(each.link_id, ""), is_current=each.fingerprint == fingerprint)
        for each in uow.reviews.list_signoffs(slug)
    )
