"""What can go wrong with a ticket, each with what a page needs to say it.

TicketError
├── TicketNotFoundError      no ticket has this reference
│   └── TicketErasedError    its personal data is gone; nothing can be written to the person any more
├── TicketFileNotFoundError  its packet holds no such file, or it was erased
├── QueueNotFoundError       no queue has this slug
├── AlreadyAssignedError     somebody was quicker; `by` is their name
├── NotAssignedError         only whoever holds the ticket may do this
├── TicketConflictError      it changed since the page was opened; `events` are what came
├── CategoryRefusedError     no way leads from its category to this one
├── EmptyMessageError        a reply or note without words
├── MessageRefusedError      what the person wrote or sent is not taken; `sentence` says how to mend it
└── StatusNotFoundError      reference and status code do not fit; never says which
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.services.tickets.views import TicketEvent


class TicketError(Exception):
    """Anything the tickets service refuses."""


class TicketNotFoundError(TicketError):
    """No ticket has this reference."""


class TicketErasedError(TicketNotFoundError):
    """The ticket's personal data is gone; nothing can be written to the person any more."""


class QueueNotFoundError(TicketError):
    """No queue has this slug."""


class TicketFileNotFoundError(TicketError):
    """The ticket's packet holds no such file, or it was erased."""


class AlreadyAssignedError(TicketError):
    """Somebody was quicker. `by` is their name."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"already assigned to {by}")


class NotAssignedError(TicketError):
    """Only whoever holds the ticket may do this."""


class TicketConflictError(TicketError):
    """The ticket changed since the page was opened. `events` are what came since, oldest first."""

    def __init__(self, events: tuple[TicketEvent, ...], version: int) -> None:
        self.events = events
        self.version = version
        super().__init__(f"{len(events)} events came first")


class CategoryRefusedError(TicketError):
    """No way leads from the ticket's category to this one."""

    def __init__(self, present: str, wanted: str) -> None:
        self.present = present
        self.wanted = wanted
        super().__init__(f"no way from {present} to {wanted}")


class EmptyMessageError(TicketError):
    """A reply or note without words."""


class MessageRefusedError(TicketError):
    """What the person wrote or sent is not taken. `target` is the field, `sentence` says how to mend it."""

    def __init__(self, target: str, sentence: str) -> None:
        self.target = target
        self.sentence = sentence
        super().__init__(f"{target} is not taken")


class StatusNotFoundError(TicketError):
    """Reference and status code do not fit. Never says which."""
