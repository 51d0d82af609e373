"""What is seen of a trial: the public's page, the path to it in words, and what is known there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from engine.channels import PageKind, show_page
from engine.definition import HANDED
from engine.model import Prompt, Words
from webapp.services.journeys import Receipt, View, consent_on
from webapp.services.knowledge import ArticleNotFoundError, ArticleView, get_article
from webapp.services.trying.trial import Trial

if TYPE_CHECKING:
    from engine.analysis import Asked, ExplainedStep
    from engine.channels import Page
    from webapp.persistence import UnitOfWork

KEPT_DAYS: Final = 30
NOTHING_SENT: Final = "TRIAL"


@dataclass(frozen=True, kw_only=True)
class Side:
    """What a designer sees beside the page."""

    steps: tuple[ExplainedStep, ...]
    facts: tuple[Asked, ...]
    places: Mapping[str, str]
    """By node of the path: where its page is, for going back there."""
    node: str
    """The step it stands at."""
    is_over: bool
    is_sent: bool
    path: str
    """For the map: each node with the exit that was taken."""


def view_trial(
    uow: UnitOfWork,
    trial: Trial,
    prompt: Prompt,
    words_for: Callable[[str], Words],
    *,
    public_id: str,
    accepted: bool = True,
) -> View:
    """The page as the public would meet it. `public_id` stands in its addresses."""
    release, language = trial.release, trial.journey.language
    words = words_for(language)
    page = show_page(release, trial.journey, prompt, words)
    return View(
        public_id=public_id,
        slug=release.flow.id,
        service_title=_text(trial, "/title"),
        language=language,
        languages=release.languages,
        page=page,
        accepted=accepted,
        article=_article(uow, page, language),
        receipt=_receipt(trial, page, prompt) if page.kind is PageKind.RECEIPT else None,
        consent=consent_on(page, words),
        disclaimer=_text(trial, "/about/disclaimer"),
        emergency=_text(trial, "/about/emergency"),
        expires_on=trial.day + timedelta(days=KEPT_DAYS),
        outdated=False,
        as_of=trial.day,
    )


def explain_trial(trial: Trial, place: str = "") -> Side:
    """The way to a place, and why each branch went as it did."""
    from engine.analysis import explain_path, told_facts  # networkx is loaded by whoever designs

    prompt = trial.prompt(place)
    steps = explain_path(trial.release, prompt.path, prompt.known)
    return Side(
        steps=steps,
        facts=told_facts(trial.release, prompt.known),
        places={step.node: step.place for step in prompt.path if step.place},
        node=prompt.node,
        is_over=bool(trial.release.flow.nodes[prompt.node].outcome),
        is_sent=trial.journey.is_sealed,
        path=",".join((*(f"{step.node}:{step.exit}" for step in steps if step.node != HANDED), prompt.node)),
    )


def _text(trial: Trial, pointer: str) -> str:
    texts = trial.release.translations.get(trial.journey.language, {})
    return str(texts.get(pointer) or trial.release.flow.texts.get(pointer, ""))


def _article(uow: UnitOfWork, page: Page, language: str) -> ArticleView | None:
    if not page.article:
        return None
    try:
        return get_article(uow, page.article, language=language)
    except ArticleNotFoundError:
        return None


def _receipt(trial: Trial, page: Page, prompt: Prompt) -> Receipt:
    sent_at: datetime = trial.now
    return Receipt(
        reference=NOTHING_SENT,
        status_code="",
        sent_at=sent_at,
        queue_title=str(getattr(trial.release.flow.nodes[prompt.node], "plan", "")),
        lines=page.lines,
        contact_lines=page.contact_lines,
        promise="",
        is_new=False,
        is_anonymous=page.is_anonymous,
    )
