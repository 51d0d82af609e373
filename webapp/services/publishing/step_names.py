"""What the steps of a draft are called where one of them is chosen: in words, and told apart from one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import read_draft

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

ENDS: Final = {"article": "Article", "results": "Results", "handoff": "To a person", "end": "End"}
"""The types of step at which a journey can end, in words."""


def name_steps(uow: UnitOfWork, shown: DraftView) -> dict[str, str]:
    """Every step by what people call it; those that are called alike with their names in files."""
    reading = read_draft(uow, shown)
    nodes = reading.document["nodes"]
    called = {name: _called(uow, reading.document, node, reading.texts[name]) for name, node in nodes.items()}
    alike = {said for said, count in Counter(called.values()).items() if count > 1}
    return {name: f"{said} ({name})" if said in alike else said for name, said in called.items()}


def title_of_article(uow: UnitOfWork, document: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """The title of the article that a step gives; empty where there is none."""
    article = uow.articles.find(str(node.get("article", "")), str(document.get("language", "en")))
    return article.title if article is not None else ""


def ends_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps at which a journey can end."""
    return tuple(name for name, node in document["nodes"].items() if node.get("type") in ENDS)


def _called(uow: UnitOfWork, document: Mapping[str, Any], node: Mapping[str, Any], said: str) -> str:
    type = str(node.get("type", ""))
    if type == "article":
        said = title_of_article(uow, document, node) or said
    elif type == "handoff":
        plan = uow.queues.find_plan(str(node.get("plan", "")))
        queue = uow.queues.find(plan.queue_slug) if plan is not None else None
        said = f"{said}, queue “{queue.title}”" if queue is not None else said
    return f"{ENDS[type]}: {said}" if type in ENDS else said
