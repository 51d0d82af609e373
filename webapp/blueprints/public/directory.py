"""The front door: the directory with its search, each service's start page, and starting."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import keep_secret
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.limits import limited
from webapp.http.locale import current_language, gettext
from webapp.http.security import is_bot
from webapp.http.traffic import current_traffic
from webapp.http.wiring import now, wiring
from webapp.services.journeys import get_directory, get_service, start_journey
from webapp.services.search import Found, record_unfound_words, search

LONGEST_QUERY = 100


@bp.get("/")
@public
def directory() -> Response:
    """Every service, or what fits the words searched for; where nothing does, every service all the same."""
    query = " ".join(request.args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    with unit_of_work() as uow:
        found = search(uow, query, language=current_language()) if query else Found()
        directory = get_directory(uow, language=current_language(), now=now())
        if found.unknown and not wants_partial() and not is_bot():
            record_unfound_words(uow, found.unknown, language=current_language(), now=now())
    return render(
        "public/directory.html",
        "public/_found.html",
        directory=directory,
        found=found,
        query=query,
        longest_query=LONGEST_QUERY,
        title=title_of(query or gettext("How can we help?")),
    )


@bp.get("/s/<slug>")
@public
def start(slug: str) -> Response:
    """What one service is for, before anything is asked."""
    with unit_of_work() as uow:
        service = get_service(uow, slug, language=current_language())
    return render(
        "public/start.html",
        service=service,
        journey_days=wiring().settings.journey_days,
        leave_url=wiring().settings.leave_url,
        title=title_of(service.title),
    )


@bp.post("/s/<slug>")
@public
@limited("start")
def begin(slug: str) -> AnyResponse:
    """Start a journey and go to its first question."""
    with unit_of_work() as uow:
        started = start_journey(
            uow,
            slug,
            language=current_language(),
            traffic=current_traffic(),
            now=now(),
            journey_days=wiring().settings.journey_days,
        )
    response = see_other(url_for("public.step", public_id=started.public_id, place=started.place))
    keep_secret(response, started.public_id, started.secret)
    return response
