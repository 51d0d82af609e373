"""Help, privacy, accessibility, and the choice of a language."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, after_this_request, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.forms import safe_next
from webapp.http.htmx import render, see_other
from webapp.http.locale import available_languages, gettext, remember_language, use_language
from webapp.http.wiring import wiring
from webapp.services.tickets import CLOSE_AFTER, ERASE_AFTER, LINK_GOOD_FOR


@bp.get("/help")
@public
def help_page() -> Response:
    """How to reach a person, and how this website works."""
    return render("public/help.html", title=title_of(gettext("Help")))


@bp.get("/privacy")
@public
def privacy() -> Response:
    """What happens to answers."""
    return render("public/privacy.html", title=title_of(gettext("Privacy")), **terms())


def terms() -> dict[str, Any]:
    """How long what is kept, as the privacy page tells it."""
    return {
        "journey_days": wiring().settings.journey_days,
        "link_days": LINK_GOOD_FOR.days,
        "close_days": CLOSE_AFTER.days,
        "erase_days": ERASE_AFTER.days,
    }


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """What we promise to people who use a website differently."""
    return render("public/accessibility.html", title=title_of(gettext("Accessibility")))


@bp.post("/language")
@public
def choose_language() -> AnyResponse:
    """Remember a language and show the same page in it."""
    back = safe_next(request.form.get("back", ""), url_for("public.directory"))
    response = see_other(_without_language(back))
    remember_language(response, request.form.get("language", ""))
    return response


def _without_language(address: str) -> str:
    """An address that asks for a language would speak against the choice just made."""
    path, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in ("lang", "once")]
    return f"{path}?{urlencode(kept)}" if kept else path


def switch_language() -> None:
    """Speak the language that a form on a page without an address of its own chose, from now on."""
    chosen = request.form.get("language", "")
    if chosen in available_languages():
        use_language(chosen)

        @after_this_request
        def keep(response: Response) -> Response:
            remember_language(response, chosen)
            return response
