"""The mails a person may ask for, in their language: short, plain text, and nothing of what they answered."""

from __future__ import annotations

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
SENTENCES: Final = (LINK_SUBJECT, LINK_ASKED, REMINDER_SUBJECT, REMINDER_ASKED, ONCE, NOT_YOU)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and where links lead."""

    name: str
    base_url: str

    def link(self, token: str) -> str:
        """Where a return link is opened."""
        return f"{self.base_url}/return/{token}"


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


def _text(words: Words, sender: Sender, opening: str, token: str, until: date) -> str:
    once = words.sentence(ONCE, date=until)
    parts = (words.sentence(opening), sender.link(token), once, words.sentence(NOT_YOU), sender.name)
    return "\n\n".join(parts) + "\n"
