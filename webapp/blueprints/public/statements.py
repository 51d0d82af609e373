"""Help, privacy, accessibility, and the choice of a language."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, after_this_request, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.forms import safe_next
from webapp.http.htmx import render, see_other
from webapp.http.locale import LANGUAGE_COOKIE, available_languages, gettext, use_language
from webapp.http.security import set_cookie
from webapp.http.wiring import wiring

REMEMBERED = timedelta(days=365)


@bp.get("/help")
@public
def help_page() -> Response:
    """How to reach a person, and how this website works."""
    return render("public/help.html", title=title_of(gettext("Help")))


@bp.get("/privacy")
@public
def privacy() -> Response:
    """What happens to answers."""
    days = wiring().settings.journey_days
    return render("public/privacy.html", journey_days=days, title=title_of(gettext("Privacy")))


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """What we promise to people who use a website differently."""
    return render("public/accessibility.html", title=title_of(gettext("Accessibility")))


@bp.post("/language")
@public
def choose_language() -> AnyResponse:
    """Remember a language and show the same page in it."""
    response = see_other(safe_next(request.form.get("back", ""), url_for("public.directory")))
    remember_language(response, request.form.get("language", ""))
    return response


def switch_language() -> None:
    """Speak the language that a form on a page without an address of its own chose, from now on."""
    chosen = request.form.get("language", "")
    if chosen in available_languages():
        use_language(chosen)

        @after_this_request
        def keep(response: Response) -> Response:
            remember_language(response, chosen)
            return response


def remember_language(response: Response | AnyResponse, language: str) -> None:
    """Keep the choice of a language that the interface speaks."""
    if language in available_languages():
        set_cookie(response, LANGUAGE_COOKIE, language, max_age=int(REMEMBERED.total_seconds()))
