"""What templates can use. A name they use and nobody gave is an error, never an empty space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from flask import Flask
from jinja2 import StrictUndefined

from webapp.config import Settings
from webapp.http import locale
from webapp.http.assets import asset
from webapp.http.csrf import csrf_token
from webapp.http.markdown import markdown
from webapp.http.wiring import EXTENSION, now, wiring

_JUST_NOW: Final = timedelta(minutes=1)


def init_jinja(app: Flask) -> None:
    """Set up the template environment of `app`."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        locale.gettext, locale.ngettext, newstyle=True, pgettext=locale.pgettext, npgettext=locale.npgettext
    )
    environment.filters.update(
        markdown=markdown, number=number, day=day, moment=moment, ago=ago, iso=iso, language_name=locale.language_name
    )
    environment.globals.update(
        asset=asset,
        csrf_token=csrf_token,
        direction_of=locale.direction,
        site=build_site(app.extensions[EXTENSION].settings),
    )

    @app.context_processor
    def speak() -> dict[str, str]:
        language = locale.current_language()
        return {"language": language, "direction": locale.direction(language)}


@dataclass(frozen=True, kw_only=True)
class SiteLanguage:
    """A language to choose from, by its own name."""

    code: str
    name: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """Whose pages these are, and whom to call."""

    name: str
    note: str
    emergency_phone: str
    help_phone: str
    interpreter_phone: str
    languages: tuple[SiteLanguage, ...]


def build_site(settings: Settings) -> Site:
    """What every page says of the agency."""
    return Site(
        name=settings.site_name,
        note=settings.site_note,
        emergency_phone=settings.emergency_phone,
        help_phone=settings.help_phone,
        interpreter_phone=settings.interpreter_phone,
        languages=tuple(
            SiteLanguage(code=code, name=locale.language_name(code), direction=locale.direction(code))
            for code in locale.available_languages()
        ),
    )


def number(value: int) -> str:
    """A whole number with the separators of the page's language."""
    return locale.words(locale.current_language()).number(value)


def day(value: date | datetime) -> str:
    """A date in words: November 22, 2026."""
    when = _local(value) if isinstance(value, datetime) else value
    return locale.words(locale.current_language()).date(when)


def moment(value: datetime) -> str:
    """A date and a time of day where the agency is: Nov 22, 2026, 1:31 PM."""
    formats = locale.words(locale.current_language()).formats
    return format_datetime(_local(value), "medium", locale=formats.locale).replace("\u202f", " ")


def ago(value: datetime) -> str:
    """How long before this request something was: 3 hours ago."""
    passed = now() - value
    if passed < _JUST_NOW:
        return locale.gettext("just now")
    formats = locale.words(locale.current_language()).formats
    return format_timedelta(-passed, add_direction=True, locale=formats.locale)


def iso(value: date | datetime) -> str:
    """For the `datetime` attribute of `<time>`."""
    return value.isoformat()


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(wiring().settings.time_zone))
