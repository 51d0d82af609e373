"""Collects every sentence that the public may read: the message ids each catalog must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from jinja2.ext import babel_extract

from engine.channels import contact, dates, sms, voice, web
from engine.questions.phrases import phrases
from webapp.config import Settings
from webapp.services.journeys.directory import OTHER, TOPICS
from webapp.services.journeys.showing import CONSENT
from webapp.services.notifications import mails
from webapp.services.tickets import categories, routing, writing

WEBAPP = Path(__file__).parents[4] / "webapp"
TEMPLATES = WEBAPP / "templates"
PUBLIC_TEMPLATES = (
    "layouts/base.html",
    "layouts/public.html",
    "layouts/journey.html",
    "components",
    "public",
    "errors",
)
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}

Message = str | tuple[str, ...]


def public_messages() -> set[Message]:
    """Message ids of templates, blueprint, engine and the services whose sentences reach the public."""
    return {*_of_templates(), *_of_code(), *_of_engine(), *_of_services()}


def _of_templates() -> Iterator[Message]:
    for name in PUBLIC_TEMPLATES:
        path = TEMPLATES / name
        for file in sorted(path.rglob("*.html")) if path.is_dir() else [path]:
            with file.open("rb") as source:
                for _, _, message, _ in babel_extract(source, ("_", "gettext", "ngettext"), [], OPTIONS):
                    yield _plain(message)


def _of_code() -> Iterator[Message]:
    keywords = {"gettext": None, "ngettext": (1, 2), "_": None}
    for file in sorted((WEBAPP / "blueprints" / "public").glob("*.py")):
        with file.open("rb") as source:
            for _, message, _, _ in extract("python", source, keywords=keywords):
                yield _plain(message)


def _of_engine() -> Iterator[Message]:
    yield from phrases()
    yield from (web.SOLVED_NEEDED, contact.CONTACT_NEEDED_OTHERWISE)
    yield from (*contact.CONTACT_NEEDED.values(), *contact.CONTACT_LABELS.values())
    yield from dates.SENTENCES.values()
    yield from (*sms.PHRASES, *voice.PHRASES)


def _of_services() -> Iterator[Message]:
    yield from categories.SENTENCES.values()
    yield from (*TOPICS.values(), OTHER)
    yield from mails.SENTENCES
    yield from writing.SENTENCES
    yield from (
        routing.AT_ONCE,
        routing.WITHIN_HOURS,
        routing.BY_DATE,
        routing.ANONYMOUSLY,
        CONSENT,
        Settings.site_note,
    )


def _plain(message: object) -> Message:
    """A plural message comes with its arguments behind it."""
    if isinstance(message, tuple | list):
        parts = tuple(part for part in message if isinstance(part, str))[:2]
        return parts if len(parts) == 2 else parts[0]
    return str(message)
