"""What templates can use. A name they use and nobody gave is an error, never an empty space."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_skeleton, format_time, format_timedelta
from flask import Flask, url_for
from flask.templating import Environment
from jinja2 import StrictUndefined

from webapp.config import Settings
from webapp.http import locale
from webapp.http.assets import asset
from webapp.http.csrf import csrf_token
from webapp.http.markdown import markdown
from webapp.http.wiring import EXTENSION, now, wiring

_JUST_NOW: Final = timedelta(minutes=1)


class PlainGlobals(Environment):
    """Templates share one plain dictionary of globals.

    Jinja's own chain of two is compared key by key at every `{% from %}` of every page: a seventh of a page's time.
    """

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(own) if own else self.globals


def init_jinja(app: Flask) -> None:
    """Set up the template environment of `app`."""
    settings: Settings = app.extensions[EXTENSION].settings
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        locale.gettext, locale.ngettext, newstyle=True, pgettext=locale.pgettext, npgettext=locale.npgettext
    )
    environment.filters.update(
        markdown=markdown,
        number=number,
        day=day,
        short_day=short_day,
        moment=moment,
        time_of_day=time_of_day,
        ago=ago,
        iso=iso,
        language_name=locale.language_name,
        language_called=language_called,
        phone=phone,
    )
    environment.globals.update(
        asset=asset,
        csrf_token=csrf_token,
        current_language=locale.current_language,
        available_languages=locale.available_languages,
        can_mail=settings.can_send_mail,
        direction=locale.direction,
        offered_languages=locale.offered_languages,
        now=now,
        site=build_site(settings),
        status_address=lambda: f"{settings.base_url}{url_for('public.status')}",
        site_name=settings.site_name,
    )


@dataclass(frozen=True, kw_only=True)
class Site:
    """Whose pages these are, and whom to call."""

    name: str
    note: str
    emergency_phone: str
    help_phone: str
    interpreter_phone: str


def build_site(settings: Settings) -> Site:
    """What every page says of the agency."""
    return Site(
        name=settings.site_name,
        note=settings.site_note,
        emergency_phone=settings.emergency_phone,
        help_phone=settings.help_phone,
        interpreter_phone=settings.interpreter_phone,
    )


def number(value: int) -> str:
    """A whole number with the separators of the page's language."""
    return locale.words(locale.current_language()).number(value)


def day(value: date | datetime | str) -> str:
    """A date in words: November 22, 2026."""
    return locale.words(locale.current_language()).date(_day_of(value))


def short_day(value: date | datetime | str) -> str:
    """A date where there is little room: Nov 22, 2026. The month is a name: 11/22 and 22/11 are easily taken wrong."""
    formats = locale.words(locale.current_language()).formats
    return format_skeleton("yMMMd", _day_of(value), locale=formats.locale)


def moment(value: datetime | str) -> str:
    """A date and a time of day where the agency is: Nov 22, 2026, 1:31 PM."""
    when = _local(_moment_of(value))
    pattern = str(locale.words(locale.current_language()).formats.locale.datetime_formats["medium"])
    return pattern.replace("{1}", short_day(when)).replace("{0}", time_of_day(when))


def time_of_day(value: datetime | str) -> str:
    """1:31 PM, where the agency is."""
    formats = locale.words(locale.current_language()).formats
    return format_time(_local(_moment_of(value)), "short", locale=formats.locale).replace("\u202f", " ")


def ago(value: datetime | str) -> str:
    """How long before this request something was: 3 hours ago."""
    passed = now() - _moment_of(value)
    if passed < _JUST_NOW:
        return locale.gettext("just now")
    formats = locale.words(locale.current_language()).formats
    return format_timedelta(-passed, add_direction=True, locale=formats.locale)


def iso(value: date | datetime) -> str:
    """For the `datetime` attribute of `<time>`."""
    return value.isoformat()


def language_called(language: str) -> str:
    """What the page's reader calls a language: Spanish."""
    locale_of_reader = locale.words(locale.current_language()).formats.locale
    subtags = language.replace("_", "-").split("-")
    tags = ["_".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    return next((locale_of_reader.languages[tag] for tag in tags if tag in locale_of_reader.languages), language)


def phone(value: str) -> str:
    """A phone number as people here write it; one that cannot be read stays as it is."""
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    is_near = phonenumbers.region_code_for_number(parsed) == locale.words(locale.current_language()).region
    style = phonenumbers.PhoneNumberFormat.NATIONAL if is_near else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def _moment_of(value: datetime | str) -> datetime:
    """Packets hold moments as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _day_of(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == 10 else _local(datetime.fromisoformat(value)).date()
    return _local(value).date() if isinstance(value, datetime) else value


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(wiring().settings.time_zone))
