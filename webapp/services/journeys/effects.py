"""What the host does for each event of a turn: trail rows, feedback on articles, tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.model import (
    AnswerRecorded,
    AnswerRefused,
    AnswersRetracted,
    ArticleOffered,
    Entered,
    Event,
    FlowFailed,
    HandoffRequested,
    LanguageChanged,
    Left,
    OutcomeReached,
    Redated,
    SolvedRecorded,
)
from webapp.persistence import TrailRow

if TYPE_CHECKING:
    from webapp.persistence import ArticleRecord, JourneyRecord, UnitOfWork

# A first answer needs no row: the node is left by it.
_ROWS: dict[type, Callable[[Any], TrailRow | None]] = {
    Entered: lambda event: TrailRow(event="entered", node=event.node),
    Left: lambda event: TrailRow(event="left", node=event.node, exit=event.exit),
    AnswerRecorded: lambda event: TrailRow(event="changed", node=event.node) if event.changed else None,
    AnswersRetracted: lambda event: TrailRow(event="retracted", code=str(len(event.facts))),
    AnswerRefused: lambda event: TrailRow(event="refused", node=event.node, code=event.code),
    ArticleOffered: lambda event: TrailRow(event="article", node=event.node, code=event.article),
    OutcomeReached: lambda event: TrailRow(event="outcome", node=event.node, code=event.kind),
    SolvedRecorded: lambda event: TrailRow(
        event="solved" if event.helped else "unsolved", node=event.node, code=event.article
    ),
    HandoffRequested: lambda event: TrailRow(event="handoff", node=event.node, code=event.reason),
    FlowFailed: lambda event: TrailRow(event="failed", node=event.node, code=event.why),
    Redated: lambda event: TrailRow(event="redated", code="kept" if event.is_kept else "moved"),
    LanguageChanged: lambda event: TrailRow(event="language", code=event.language),
}


def trail_of(events: Iterable[Event]) -> tuple[TrailRow, ...]:
    """One row without values for everything that happened."""
    rows = (_ROWS[type(event)](event) for event in events)
    return tuple(row for row in rows if row is not None)


def find_handoff(events: Iterable[Event]) -> HandoffRequested | None:
    return next((event for event in events if isinstance(event, HandoffRequested)), None)


def find_feedback(uow: UnitOfWork, events: Iterable[Event], language: str) -> Sequence[tuple[ArticleRecord, bool]]:
    """The article versions shown, and whether they helped. An article gone meanwhile is passed over."""
    given = (event for event in events if isinstance(event, SolvedRecorded))
    found = ((uow.articles.find(event.article, language), event.helped) for event in given)
    return [(article, helped) for article, helped in found if article is not None]


def record_feedback(
    uow: UnitOfWork, feedback: Sequence[tuple[ArticleRecord, bool]], journey: JourneyRecord, *, now: datetime
) -> None:
    if journey.traffic == "demo":  # no number counts samples, and this one does not ask who walked
        return
    for article, helped in feedback:
        uow.articles.add_feedback(article, helped=helped, journey_id=journey.public_id, now=now)
