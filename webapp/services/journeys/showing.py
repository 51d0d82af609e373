"""Turns where a journey stands into what a page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.channels import Page, PageKind, show_page
from webapp.services.journeys.opened import Opened
from webapp.services.journeys.views import Receipt, View
from webapp.services.knowledge import ArticleNotFoundError, ArticleView, get_article
from webapp.services.notifications import MAY_WRITE
from webapp.services.tickets import agreed_address, promise, title_in

if TYPE_CHECKING:
    from engine.model import Prompt, Words
    from webapp.persistence import TicketRecord, UnitOfWork

CONSENT = (
    "When you press send, the answers on this page go to the staff of this service, so that a person can help you. "
    "They are kept safe, and used for nothing else."
)


def show_view(
    uow: UnitOfWork,
    opened: Opened,
    prompt: Prompt,
    words_for: Callable[[str], Words],
    *,
    accepted: bool = True,
    is_new: bool = False,
) -> View:
    """The page of one place, with the article or the receipt that stands on it."""
    record, published = opened.record, opened.published
    words = words_for(record.language)
    page = show_page(published.release, opened.journey, prompt, words)
    return View(
        public_id=record.public_id,
        slug=record.slug,
        service_title=published.text("/title", record.language),
        language=record.language,
        languages=published.release.languages,
        page=page,
        accepted=accepted,
        article=_article(uow, page, record.language),
        receipt=_receipt(uow, opened, page, words, is_new=is_new) if page.kind is PageKind.RECEIPT else None,
        consent=consent_on(page, words),
        disclaimer=published.text("/about/disclaimer", record.language),
        emergency=published.text("/about/emergency", record.language),
        expires_on=record.expires_at.astimezone(ZoneInfo(published.release.flow.time_zone)).date(),
        outdated=opened.is_outdated,
        was_moved=opened.was_moved,
        as_of=opened.journey.today,
        leaves_quickly=published.leaves_quickly,
    )


def consent_on(page: Page, words: Words) -> str:
    """The sentences above the button that sends: the designer's, else ours; and that an address may be written to."""
    if page.kind is not PageKind.CHECK:
        return ""
    said = page.body or words.sentence(CONSENT)
    has_address = any(line.fact == "email" for line in page.contact_lines)
    return f"{said} {words.sentence(MAY_WRITE)}" if has_address else said


def _article(uow: UnitOfWork, page: Page, language: str) -> ArticleView | None:
    if page.kind is not PageKind.ARTICLE:
        return None
    try:
        return get_article(uow, page.article, language=language)
    except ArticleNotFoundError:  # retired meanwhile: the page then offers a person
        return None


def _receipt(uow: UnitOfWork, opened: Opened, page: Page, words: Words, *, is_new: bool) -> Receipt | None:
    ticket = uow.tickets.find_by_journey(opened.record.public_id)
    if ticket is None:
        return None
    queue = uow.queues.find(ticket.queue_slug)
    return Receipt(
        reference=ticket.reference,
        status_code=ticket.status_code,
        sent_at=ticket.created_at,
        queue_title=title_in(queue, words.language) if queue else "",
        lines=page.lines,
        contact_lines=page.contact_lines,
        promise=_promise(ticket, words, is_anonymous=page.is_anonymous),
        is_new=is_new,
        is_anonymous=page.is_anonymous,
        mailed_to=agreed_address(ticket),
    )


def _promise(ticket: TicketRecord, words: Words, *, is_anonymous: bool) -> str:
    routing: Mapping[str, Any] = (ticket.packet or {}).get("routing", {})
    if "due" not in routing:
        return ""
    return promise(
        words,
        reply_days=routing["reply_days"],
        reply_hours=routing["reply_hours"],
        due_on=datetime.fromisoformat(routing["due"]).date(),
        is_anonymous=is_anonymous,
    )
