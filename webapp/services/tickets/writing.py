"""What a person writes to their own request: words, a file or both. It is then an agent's turn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.model import Fact, FileRef, Refusal
from engine.questions import refusal_sentence
from webapp.persistence import TicketRecord
from webapp.services.audit import record
from webapp.services.tickets.categories import DONE
from webapp.services.tickets.errors import MessageRefusedError
from webapp.services.tickets.files import files_sent
from webapp.services.tickets.lifecycle import reopened
from webapp.services.tickets.status import find_own_ticket, status_of
from webapp.services.tickets.views import Category, PublicStatus
from webapp.services.uploads import FileRefusedError, SentFile, find_file, keep_file

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

MOST_LETTERS: Final = 5000
LONGEST_ONCE: Final = 64
WORDS, FILE = "message", "file"
"""The two fields."""
NOTHING_WRITTEN: Final = "Write a message or choose a file"
TOO_LONG: Final = (
    "Shorten your message: it may have {most} characters and has {count}. You can send the rest in a second message."
)
NO_FILES: Final = "Send your message without the file: we cannot take files for this request any more"
BUSY: Final = "Send your message again: somebody changed your request at the same moment"
SENTENCES: Final = (NOTHING_WRITTEN, TOO_LONG, NO_FILES, BUSY)
_TRIES = 5
_FACT: Final = Fact(id=FILE, type="file")


@dataclass(frozen=True, kw_only=True)
class Message:
    """What was typed and chosen. `once` is the form's own number: sent twice, it counts once."""

    body: str
    once: str
    file_id: str = ""
    """A file that was taken already, when the rest of the form had to be mended."""


def keep_message_file(
    uow: UnitOfWork, reference: str, status_code: str, sent: SentFile, *, words: Words, now: datetime
) -> str:
    """Take a file in before the message it comes with; gives its id.

    Raises StatusNotFoundError, MessageRefusedError.
    """
    ticket = find_own_ticket(uow, reference, status_code)
    journey = uow.journeys.find(ticket.journey_id) if ticket.journey_id else None
    if journey is None or journey.key is None:
        raise MessageRefusedError(FILE, words.sentence(NO_FILES))
    try:
        return keep_file(uow, journey, sent, check=_takes_any, needed=files_sent(uow, ticket), now=now).id
    except FileRefusedError as refused:
        refusal = Refusal(code=refused.code, params=refused.params, fact=FILE)
        raise MessageRefusedError(FILE, refusal_sentence(refusal, _FACT, words)) from None


def find_message_file(uow: UnitOfWork, reference: str, status_code: str, file_id: str) -> FileRef | None:
    """A file of this request, to be named on the form. Raises StatusNotFoundError."""
    ticket = find_own_ticket(uow, reference, status_code)
    return find_file(uow, ticket.journey_id or "", file_id, ticket.key)


def write_message(
    uow: UnitOfWork, reference: str, status_code: str, message: Message, *, words: Words, now: datetime
) -> PublicStatus:
    """Add it to the ticket and let an agent know. Raises StatusNotFoundError, MessageRefusedError."""
    body = message.body.strip().replace("\r\n", "\n")
    for _ in range(_TRIES):
        ticket = find_own_ticket(uow, reference, status_code)
        file = find_file(uow, ticket.journey_id or "", message.file_id, ticket.key)
        _check(body, file, words)
        if _was_sent(uow, ticket, message.once) or _add(uow, ticket, body, file, message.once, now):
            return status_of(uow, find_own_ticket(uow, reference, status_code))
    raise MessageRefusedError(WORDS, words.sentence(BUSY))


def _takes_any(kept: FileRef) -> None:
    """Whatever the cleaner takes is taken."""


def _check(body: str, file: FileRef | None, words: Words) -> None:
    if not body and file is None:
        raise MessageRefusedError(WORDS, words.sentence(NOTHING_WRITTEN))
    if len(body) > MOST_LETTERS:
        raise MessageRefusedError(WORDS, words.sentence(TOO_LONG, most=MOST_LETTERS, count=len(body)))


def _was_sent(uow: UnitOfWork, ticket: TicketRecord, once: str) -> bool:
    """Whether this very form came before: pressed twice, or the page loaded again."""
    return bool(once) and any(each.details.get("once") == once for each in uow.tickets.list_events(ticket))


def _add(uow: UnitOfWork, ticket: TicketRecord, body: str, file: FileRef | None, once: str, now: datetime) -> bool:
    details = {"once": once[:LONGEST_ONCE], "files": [file.id] if file else []}
    with uow.write(durable=True):
        if not uow.tickets.change(ticket.id, version=ticket.version, values=_after(ticket, now)):
            return False
        uow.tickets.add_event(
            ticket,
            seq=ticket.version + 1,
            kind="message",
            now=now,
            key=ticket.key,
            is_public=True,
            body=body,
            details=details,
        )
        record(uow, None, "ticket.message", ticket.reference, now=now)
    return True


def _after(ticket: TicketRecord, now: datetime) -> Mapping[str, Any]:
    """It waits for us again, whatever it waited for; what nobody has started on stays new."""
    values: dict[str, Any] = {"last_person_at": now}
    present = Category(ticket.category)
    if present is not Category.NEW:
        values["category"] = Category.OPEN.value
    return values | reopened(ticket, now) if present in DONE else values
