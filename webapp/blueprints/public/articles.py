"""Reading an article by itself, outside any journey."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.limits import limited
from webapp.http.locale import current_language
from webapp.http.wiring import now
from webapp.services.journeys import list_services_leading_to
from webapp.services.knowledge import get_article, record_article_feedback


@bp.get("/articles/<slug>")
@public
def read_article(slug: str) -> Response:
    """One article, in the reader's language where there is a translation."""
    with unit_of_work() as uow:
        article = get_article(uow, slug, language=current_language())
        services = list_services_leading_to(uow, slug, language=current_language())
    thanked = "thanks" in request.args
    return render(
        "public/reading.html", article=article, services=services, thanked=thanked, title=title_of(article.title)
    )


@bp.post("/articles/<slug>")
@public
@limited("feedback")
def rate_article(slug: str) -> AnyResponse:
    """Remember whether it helped."""
    verdict = request.form.get("solved")
    if verdict in ("yes", "no"):
        with unit_of_work() as uow:
            record_article_feedback(uow, slug, language=current_language(), helped=verdict == "yes", now=now())
    return see_other(url_for("public.read_article", slug=slug, thanks=1))
