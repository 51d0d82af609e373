"""The mails a person may ask for, in their language: short, plain text, and nothing of what they answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.model import Words

LINK_SUBJECT: Final = "Go on with: {service}"
LINK_ASKED: Final = "You asked for a link to go on with your answers. Open it and press the button:"
REMINDER_SUBJECT: Final = "Your answers will be deleted on {date}: {service}"
REMINDER_ASKED: Final = "You asked us to tell you before we delete your answers. To go on with them, open this link:"
ONCE: Final = "The link works once, until {date}. Anyone who has it can see your answers: do not pass it on."
NOT_YOU: Final = "If you did not ask for this, do nothing."
MESSAGE_SUBJECT: Final = "There is a message about your request {reference}"
MESSAGE_WAITS: Final = "There is a message for you about your request. To read it and to answer, open this link:"
MESSAGE_UNTIL: Final = "The link works until {date}. Anyone who has it can read the messages: do not pass it on."
MESSAGE_ELSE: Final = "You can also read the message with your reference number and your status code, here:"
MESSAGE_WHY: Final = (
    "You get this email because you gave us this address with your request. Nobody reads answers to this email."
)
MAY_WRITE: Final = "We may write to the email address you gave, to say that there is a message for you."
"""What is agreed to with the request, word for word: the packet keeps it."""
SENTENCES: Final = (
    *(LINK_SUBJECT, LINK_ASKED, REMINDER_SUBJECT, REMINDER_ASKED, ONCE, NOT_YOU),
    *(MESSAGE_SUBJECT, MESSAGE_WAITS, MESSAGE_UNTIL, MESSAGE_ELSE, MESSAGE_WHY, MAY_WRITE),
)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and where links lead."""

    name: str
    base_url: str

    def link(self, token: str) -> str:
        """Where a return link is opened."""
        return f"{self.base_url}/return/{token}"

    def status_link(self, token: str) -> str:
        """Where a link to one request's messages is opened."""
        return f"{self.status_page}/link/{token}"

    def change_link(self, slug: str, change_id: int) -> str:
        """Where staff read one request to release a flow."""
        return f"{self.base_url}/editor/{slug}/releases/changes/{change_id}"

    @property
    def status_page(self) -> str:
        """Where anybody asks for a request."""
        return f"{self.base_url}/status"


@dataclass(frozen=True, kw_only=True)
class Writer:
    """What is needed to write to people: in whose name, and in which words."""

    sender: Sender
    words: Callable[[str], Words]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail, ready to be sent."""

    to: str
    subject: str
    text: str
    language: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def build_link_mail(words: Words, sender: Sender, *, to: str, service: str, token: str, until: date) -> Mail:
    """The link that somebody asked for just now."""
    subject = words.sentence(LINK_SUBJECT, service=service)
    text = _text(words, sender, LINK_ASKED, token, until)
    return Mail(to=to, subject=subject, text=text, language=words.language)


def build_reminder_mail(words: Words, sender: Sender, *, to: str, service: str, token: str, until: date) -> Mail:
    """Some days before the answers are deleted."""
    subject = words.sentence(REMINDER_SUBJECT, service=service, date=until)
    text = _text(words, sender, REMINDER_ASKED, token, until)
    return Mail(to=to, subject=subject, text=text, language=words.language)


def build_message_mail(words: Words, sender: Sender, *, to: str, reference: str, token: str, until: date) -> Mail:
    """That there is a message, and nothing of what it says: mail is read by others too."""
    parts = (
        words.sentence(MESSAGE_WAITS),
        sender.status_link(token),
        words.sentence(MESSAGE_UNTIL, date=until),
        f"{words.sentence(MESSAGE_ELSE)} {sender.status_page}",
        words.sentence(MESSAGE_WHY),
        sender.name,
    )
    subject = words.sentence(MESSAGE_SUBJECT, reference=reference)
    return Mail(to=to, subject=subject, text=_letter(parts), language=words.language)


def build_staff_mail(sender: Sender, *, to: str, subject: str, parts: Iterable[str]) -> Mail:
    """For a member of staff, in the language of the staff pages."""
    return Mail(to=to, subject=subject, text=_letter((*parts, sender.name)), language="en")


def _text(words: Words, sender: Sender, opening: str, token: str, until: date) -> str:
    once = words.sentence(ONCE, date=until)
    parts = (words.sentence(opening), sender.link(token), once, words.sentence(NOT_YOU), sender.name)
    return _letter(parts)


def _letter(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"
