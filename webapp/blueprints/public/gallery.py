"""Every page kind in every state, from made-up content. In development and tests only.

Designers look here; the tests check each page's HTML, contrast, focus and width in several languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, abort, make_response, render_template, request, url_for
from flask.blueprints import BlueprintSetupState

from webapp.blueprints.public import samples
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.directory import LONGEST_QUERY
from webapp.blueprints.public.journey import show
from webapp.blueprints.public.statements import terms
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.locale import direction, use_language
from webapp.services.journeys import Directory
from webapp.services.search import ARTICLE, SERVICE, Found, Piece, Result

PROBLEMS: Final = (
    *("not-found", "expired", "other-browser", "link-used", "conflict", "form-refused"),
    *("too-many", "too-large", "forbidden", "incomplete", "broken", "unavailable", "refused"),
)
_STATUS: Final[dict[str, object]] = {
    "reference": "",
    "status_code": "",
    "errors": (),
    "found": None,
    "is_asked": False,
    "note": "",
    "typed": "",
    "kept": None,
    "once": "",
    "is_sent": False,
}
_SAVED: Final[dict[str, object]] = {
    "languages_of_service": ("en", "es", "ar"),
    "leaves_quickly": True,
    "language_address": "/j/sample/-/language",
    "return_address": "https://example.org/return",
    "kept": {},
    "code": "",
    "email": "",
    "errors": (),
    "is_wished": False,
    "can_mail": True,
    "can_remind": True,
    "mailed_to": "",
    "reminder_on": None,
}


@bp.record_once
def open_outside_production(state: BlueprintSetupState) -> None:
    """A production server has no such address."""
    if state.app.extensions["waypost"].settings.is_production:
        return
    state.add_url_rule("/gallery", "gallery", public(gallery))
    state.add_url_rule("/gallery/<name>", "gallery_page", public(gallery_page))


def gallery() -> str:
    """Links to all of them."""
    return render_template("public/gallery.html", names=names(), title=title_of("Gallery"))


def gallery_page(name: str) -> Response:
    """One page in one state; `?show=ar` shows it in another language."""
    language = request.args.get("show", "en")
    use_language(language)
    view = samples.views(language, direction(language)).get(name)
    if view is not None:
        return show(view, status=422 if view.page.errors else 200)
    if name.startswith("problem-") and name[8:] in PROBLEMS:
        values = {"kind": name[8:], "status": 500, "slug": "heating-help", "request_id": "a1b2c3", "journey_days": 30}
        return make_response(render_template("errors/page.html", **values))
    if name not in _PAGES:
        abort(404)
    template, values = _PAGES[name](language)
    return make_response(render_template(f"public/{template}.html", **{"title": title_of(name), **values}))


def names() -> list[str]:
    """Every name, in the order in which a person meets the pages."""
    return [*_PAGES, *samples.views("en", "ltr"), *(f"problem-{kind}" for kind in PROBLEMS)]


_PAGES: Final[Mapping[str, Callable[[str], tuple[str, dict[str, object]]]]] = {
    "directory": lambda language: ("directory", _directory(language)),
    "directory-found": lambda language: ("directory", _directory(language, "heta", _found(language))),
    "directory-nothing": lambda language: ("directory", _directory(language, "zeppelin")),
    "start": lambda language: (
        "start",
        {"service": samples.service_page(language, direction(language)), "journey_days": 30},
    ),
    "again": lambda _: (
        "again",
        {"public_id": "sample", "back_url": url_for("public.directory"), "leaves_quickly": True},
    ),
    "save": lambda _: ("save", {**_save(), "link": ""}),
    "save-link": lambda _: ("save", {**_save(), "link": "https://example.org/return/" + "k7w3" * 8}),
    "save-code": lambda _: ("save", {**_save(), "link": "", "code": "K7W3M-9QXT2"}),
    "savemailed": lambda _: ("save", {**_save(), "link": "", "mailed_to": "sam@example.org"}),
    "return-code": lambda _: ("return_code", {"code": "K7W3M", "errors": ()}),
    "return": lambda _: ("return", {"token": "sample"}),
    "status": lambda _: ("status", _STATUS),
    "status-error": lambda _: ("status", {**_STATUS, "errors": samples.STATUS_ERRORS, "is_asked": True}),
    "status-found": lambda _: ("status", {**_STATUS, "found": samples.STATUS, "is_asked": True}),
    "status-sent": lambda _: ("status", {**_STATUS, "found": samples.STATUS, "is_asked": True, "is_sent": True}),
    "status-refused": lambda _: ("status", {**_STATUS, **samples.REFUSED_MESSAGE, "is_asked": True}),
    "status-link": lambda _: ("status_link", {"token": "sample"}),
    "reading": lambda language: ("reading", _reading(language, thanked=False)),
    "reading-thanked": lambda language: ("reading", _reading(language, thanked=True)),
    "help": lambda _: ("help", {}),
    "privacy": lambda _: ("privacy", dict(terms())),
    "accessibility": lambda _: ("accessibility", {}),
}


def _directory(language: str, query: str = "", found: Found | None = None) -> dict[str, object]:
    services = samples.services(language)
    directory = Directory(services=services, most_used=services[:2])
    return {"directory": directory, "found": found or Found(), "query": query, "longest_query": LONGEST_QUERY}


def _found(language: str) -> Found:
    """Something found in place of a word that nobody has: a service in this language, a page in English."""
    card = samples.services(language)[0]
    plain: dict[str, Any] = {"slug": card.slug, "quote": (), "keyword": ()}
    title, summary = (Piece(text=card.title, is_match=True),), (Piece(text=card.summary, is_match=False),)
    page = (Piece(text="How to apply for ", is_match=False), Piece(text="heating", is_match=True))
    return Found(
        services=(Result(kind=SERVICE, language=language, title=title, summary=summary, **plain),),
        articles=(Result(kind=ARTICLE, language="en", title=page, summary=page, **plain),),
        instead=(("heta", "heat"),),
    )


def _reading(language: str, *, thanked: bool) -> dict[str, object]:
    services = samples.services(language)[:1]
    return {"article": samples.article(language), "services": services, "thanked": thanked}


def _save() -> dict[str, object]:
    return {"public_id": "sample", "back_url": url_for("public.directory"), "expires_on": samples.TODAY} | _SAVED
