"""Walks one sample through its service: the same pages, forms and refusals as anybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from engine.channels import Field, Page, PageKind
from engine.questions import fact_types
from webapp.services.demo.examples import Example
from webapp.services.journeys import Started, Traffic, View, give, look, start_journey

if TYPE_CHECKING:
    from engine.model import Value, Words
    from webapp.persistence import UnitOfWork
    from webapp.services.publishing import Published

MOST_STEPS: Final = 80
Form = dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What one sample is to do."""

    example: Example
    number: int
    """Of the sample person."""
    language: str
    began_at: datetime
    sends: bool = False
    """Goes on to the end and sends; otherwise stops where an article helps, or after `steps`."""
    steps: int = MOST_STEPS
    is_helped: bool = True


@dataclass(frozen=True, kw_only=True)
class Walked:
    """How far it came."""

    reference: str
    """Of the ticket, if one was opened."""
    ended_at: datetime


def walk(uow: UnitOfWork, published: Published, plan: Walk, *, words: Callable[[str], Words], chance: Random) -> Walked:
    """Answer page after page as the example does, until it is over or the example has no more to say."""
    now = plan.began_at
    slug = plan.example.slug
    journey = start_journey(uow, slug, language=plan.language, traffic=Traffic.DEMO, now=now)
    walker = _Walker(published, plan, words)
    view = look(uow, journey.public_id, journey.secret, None, words=words, now=now)
    for _ in range(plan.steps):
        form = walker.form(view.page)
        if form is None or not view.accepted:
            break
        now += timedelta(seconds=chance.randint(8, 75))
        view = _give(uow, journey, view, form, words, now)
        if view.page.solved:
            break
    return Walked(reference=view.receipt.reference if view.receipt else "", ended_at=now)


def _give(
    uow: UnitOfWork, journey: Started, view: View, form: Form, words: Callable[[str], Words], now: datetime
) -> View:
    return give(uow, journey.public_id, journey.secret, view.page.place, form, words=words, now=now)


class _Walker:
    """Fills in forms."""

    def __init__(self, published: Published, plan: Walk, words: Callable[[str], Words]) -> None:
        flow = published.release.flow
        today = plan.began_at.astimezone(ZoneInfo(flow.time_zone)).date()
        self._facts = flow.facts
        self._answers: Mapping[str, Value | None] = plan.example.answers_on(today)
        self._plan = plan
        self._words = words(plan.language)

    def form(self, page: Page) -> Form | None:
        """What is sent from this page; None where the sample stops."""
        if page.kind in (PageKind.QUESTION, PageKind.MEMBERS) and page.field is not None:
            return self._answer(page.field, "answer", is_optional=page.optional)
        if page.kind is PageKind.PAGE:
            return self._page(page)
        if page.kind in (PageKind.ARTICLE, PageKind.RESULTS):
            return {"solved": ["yes" if self._plan.is_helped else "no"]} if page.solved is None else None
        if page.kind is PageKind.CONTACT:
            return self._contact(page) if self._plan.sends else None
        return {} if page.kind in (PageKind.MESSAGE, PageKind.CHECK) else None

    def _page(self, page: Page) -> Form | None:
        form: Form = {}
        for question in page.questions:
            own = self._answer(question.field, question.name, is_optional=question.optional)
            if own is None:
                return None
            form |= {name: values for name, values in own.items() if name != "skip"}
        return form

    def _answer(self, field: Field, name: str, *, is_optional: bool) -> Form | None:
        value = self._answers.get(field.fact)
        if value is None:
            return {"skip": ["1"]} if is_optional else None
        fact = self._facts[field.fact]
        raw = fact_types[fact.type].to_raw(fact, value, self._words)
        return {f"{name}-{part}" if part else name: list(typed) for part, typed in raw.items()}

    def _contact(self, page: Page) -> Form:
        number = self._plan.number
        if page.may_stay_anonymous and number % 5 == 0:
            return {"anonymous": ["1"]}
        details = {
            "name": f"Sample Person {number}",
            "phone": f"518-555-01{number % 100:02}",
            "email": f"sample.person.{number}@example.org",
            "safe_times": "Weekdays after 5 p.m.",
        }
        return {field.name: [details[field.name]] for field in page.contact if field.name in details}
