"""How people fare in a flow, step by step: as a table and on its map. Samples count only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.wiring import now, wiring
from webapp.persistence import ReleaseRecord, TrailWindow
from webapp.services import analytics, publishing
from webapp.services.accounts import Permission
from webapp.services.analytics import LEAST, Count, StepNumbers
from webapp.services.publishing import FlowUnknownError

_DAYS: Final = 30
_TRAFFIC: Final = ("public", "demo", "staff", "preview")
_LONGEST: Final = timedelta(days=3660)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which numbers somebody wants to see."""

    since: date
    until: date
    """The last day."""
    release: int
    """0: every release."""
    language: str
    traffic: str
    problem: str = ""

    def window(self, releases: Sequence[ReleaseRecord]) -> TrailWindow:
        zone = ZoneInfo(wiring().settings.time_zone)
        chosen = tuple(each.id for each in releases if self.release in (0, each.id))
        return TrailWindow(
            releases=chosen,
            since=datetime.combine(self.since, time(), zone),
            until=datetime.combine(self.until + timedelta(days=1), time(), zone),
            traffic=self.traffic,
            language=self.language,
        )


@bp.get("/<slug>/counts")
@requires(Permission.SEE_FLOWS)
def counts(slug: str) -> Response:
    """The numbers of one flow."""
    actor = current_actor()
    with unit_of_work() as uow:
        releases = publishing.list_releases(uow, slug)
        if uow.flows.find(slug) is None:
            raise FlowUnknownError(slug)
        if not releases:
            title = publishing.read_newest(uow, slug, actor=actor).draft.document.get("title", slug)
            return render("editor/no_counts.html", actor=actor, slug=slug, title=title)
        languages = analytics.list_languages(uow, [each.id for each in releases], actor=actor)
        asked = _read(releases, languages)
        shown = next((each for each in releases if each.id == asked.release), releases[0])
        found = analytics.count_steps(
            uow,
            asked.window(releases),
            actor=actor,
            now=now(),
            fold=lambda exits: publishing.fold_exits(uow, shown.id, exits),
        )
        steps = publishing.list_steps(uow, shown.id)
        drawn = publishing.draw_counts(
            uow,
            shown.id,
            {node: _drawn(numbers.entered) for node, numbers in found.items()},
            {(node, exit): _drawn(count) for node, numbers in found.items() for exit, count in numbers.exits.items()},
            least=LEAST,
        )
    return render(
        "editor/counts.html",
        "editor/_counts.html",
        actor=actor,
        slug=slug,
        flow_title=shown.document.get("title", slug),
        asked=asked,
        releases=releases,
        shown=shown,
        languages=languages,
        traffics=_TRAFFIC,
        rows=[(step, found.get(step.node, StepNumbers())) for step in steps],
        least=LEAST,
        picture=Markup(drawn),  # noqa: S704 - built by the engine, which escapes every text
    )


def _read(releases: Sequence[ReleaseRecord], languages: Sequence[str]) -> Asked:
    """What the address asks for; a day that cannot be read is told and the usual one is taken."""
    given, today = request.args, now().astimezone(ZoneInfo(wiring().settings.time_zone)).date()
    until, since = _day(given.get("until", "")), _day(given.get("since", ""))
    problem = ""
    if (given.get("until") and until is None) or (given.get("since") and since is None):
        problem = "A day was not understood: write it as 2026-11-22. The last 30 days are shown."
        until = since = None
    until = until or today
    since = since or until - timedelta(days=_DAYS - 1)
    if since > until or until - since > _LONGEST:
        problem = "The first day has to come before the last, by no more than ten years. The last 30 days are shown."
        until, since = today, today - timedelta(days=_DAYS - 1)
    release = given.get("release", "")
    known = {str(each.id): each.id for each in releases}
    language, traffic = given.get("language", ""), given.get("traffic", "")
    return Asked(
        since=since,
        until=until,
        release=known.get(release, 0),
        language=language if language in languages else "",
        traffic=traffic if traffic in _TRAFFIC else _TRAFFIC[0],
        problem=problem,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _drawn(count: Count) -> int:
    """A hidden number is drawn as one of the hidden ones, whatever it was."""
    return 1 if count.is_hidden else count.number
