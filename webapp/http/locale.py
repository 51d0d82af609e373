"""The reader's language: which one, its catalog of sentences, and how it writes numbers and dates."""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Final

from flask import Response, after_this_request, g, request
from werkzeug.wrappers import Response as AnyResponse

from engine.model import Words
from webapp.http.catalogs import SOURCE_LANGUAGE, load_catalogs
from webapp.http.security import read_cookie, set_cookie

LANGUAGE_COOKIE: Final = "wp_lang"
REMEMBERED: Final = timedelta(days=365)


def available_languages() -> tuple[str, ...]:
    """Languages the interface speaks, in the one order in which they are offered: the source language, then by name."""
    return tuple(sorted(load_catalogs(), key=lambda each: (each != SOURCE_LANGUAGE, language_name(each).casefold())))


def offered_languages(spoken: Iterable[str]) -> tuple[str, ...]:
    """Languages to choose from where a service speaks those of `spoken`: the usual order, then what else it has."""
    return tuple(dict.fromkeys((*available_languages(), *spoken)))


def current_language() -> str:
    """The language of this page: set by the page, asked for, remembered, or the browser's best."""
    language: str = g.get("language", "")
    if not language:
        language = g.language = _asked_for() or _preferred_by_browser() or SOURCE_LANGUAGE
    return language


def use_language(language: str) -> None:
    """Speak `language` on this page, as a journey does that was begun in it."""
    g.language = language


def words(language: str) -> Words:
    """How to speak to a reader of `language`: its catalog and its CLDR formats."""
    return _words(language)


@cache
def _words(language: str) -> Words:
    return Words(language, translate=_catalog(language).gettext)


def gettext(message: str) -> str:
    """`message` in the language of this page."""
    return _catalog(current_language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The plural form of the language of this page."""
    return _catalog(current_language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """`message` as it is meant in `context`."""
    return _catalog(current_language()).pgettext(context, message)


def npgettext(context: str, one: str, many: str, count: int) -> str:
    """The plural form of a message as it is meant in `context`."""
    return _catalog(current_language()).npgettext(context, one, many, count)


@cache
def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return Words(language).direction


@cache
def language_name(language: str) -> str:
    """A language by its own name, as in a list to choose from: `español`. One the CLDR does not know is its tag."""
    locale = Words(language).formats.locale
    is_known = locale.language == language.replace("_", "-").split("-")[0]
    name = (locale.languages.get(locale.language) if is_known else "") or language
    if not is_known:
        return name
    return name[:1].upper() + name[1:]


@cache
def _catalog(language: str) -> gettext_module.NullTranslations:
    catalogs = load_catalogs()
    return catalogs.get(language) or catalogs.get(language.split("-")[0]) or catalogs[SOURCE_LANGUAGE]


def remember_language(response: Response | AnyResponse, language: str) -> None:
    """Keep the choice of a language that the interface speaks."""
    if language in load_catalogs():
        set_cookie(response, LANGUAGE_COOKIE, language, max_age=int(REMEMBERED.total_seconds()))


def _asked_for() -> str:
    """What the address says is kept for the pages that follow; with `once`, it is for this page alone."""
    asked, kept = request.args.get("lang", ""), read_cookie(LANGUAGE_COOKIE)
    if asked in load_catalogs():
        if asked != kept and "once" not in request.args:
            _remember_later(asked)
        return asked
    return kept if kept in load_catalogs() else ""


def _remember_later(language: str) -> None:
    @after_this_request
    def keep(response: Response) -> Response:
        remember_language(response, language)
        return response


def _preferred_by_browser() -> str:
    return request.accept_languages.best_match(available_languages()) or ""
