"""From a routing plan to a queue and a promise: when a person will answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from webapp.persistence import PlanRecord, QueueRecord

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

DEFAULT_QUEUE = QueueRecord(slug="front-desk", title="Front desk", titles={"es": "Mesa de entrada"}, position=99)
DEFAULT_REPLY_DAYS = {"urgent": 0, "high": 1, "normal": 2, "low": 5}
CLOSES_AT = time(17, 0)

AT_ONCE = "A person will contact you today, or on the next working day."
WITHIN_HOURS = "A person will contact you within {hours} hours, by day or by night."
BY_DATE = "A person will contact you by {date}."
ANONYMOUSLY = (
    "You stayed anonymous, so nobody can contact you. "
    "A person will look at this by {date}. Check the status page then: the answer will be there."
)


@dataclass(frozen=True, kw_only=True)
class Routed:
    """Where a handoff goes, and until when somebody answers."""

    queue: QueueRecord
    is_new_queue: bool
    """Not even the default queue is there yet: it is made with the ticket."""
    reply_days: int
    reply_hours: int
    """Where hours are promised and not working days; else 0."""
    due_at: datetime


def route(uow: UnitOfWork, plan_slug: str, priority: str, *, time_zone: str, now: datetime) -> Routed:
    """The plan's queue, or the default one: a missing plan must not lose a person."""
    plan = uow.queues.find_plan(plan_slug)
    queue = uow.queues.find(plan.queue_slug) if plan else uow.queues.find(DEFAULT_QUEUE.slug)
    by_priority = {**DEFAULT_REPLY_DAYS, **(plan.reply_days if plan else {})}
    days = by_priority.get(priority, DEFAULT_REPLY_DAYS["normal"])
    hours = plan.reply_hours.get(priority, 0) if plan else 0
    return Routed(
        queue=queue or DEFAULT_QUEUE,
        is_new_queue=queue is None,
        reply_days=days,
        reply_hours=hours,
        due_at=due_within(now, hours, time_zone) if hours else due_at(now, days, time_zone),
    )


def due_at(now: datetime, days: int, time_zone: str) -> datetime:
    """When the desk closes, so many working days from now. Holidays come with the service levels."""
    here = now.astimezone(ZoneInfo(time_zone))
    day = here.date()
    if not _is_workday(day) or here.time() >= CLOSES_AT:
        day = _next_workday(day)
    for _ in range(days):
        day = _next_workday(day)
    return datetime.combine(day, CLOSES_AT, ZoneInfo(time_zone))


def due_within(now: datetime, hours: int, time_zone: str) -> datetime:
    """So many hours from now, whatever the hour and the day: the clock of a law does not stop at night."""
    return (now + timedelta(hours=hours)).astimezone(ZoneInfo(time_zone))


def promise(words: Words, *, reply_days: int, reply_hours: int, due_on: date, is_anonymous: bool) -> str:
    """What happens next, in one sentence to the person."""
    if is_anonymous:
        return words.sentence(ANONYMOUSLY, date=due_on)
    if reply_hours:
        return words.sentence(WITHIN_HOURS, hours=reply_hours)
    return words.sentence(AT_ONCE) if reply_days == 0 else words.sentence(BY_DATE, date=due_on)


def title_in(queue: QueueRecord, language: str) -> str:
    return queue.titles.get(language, queue.title)


def put_queues(uow: UnitOfWork, desk: Mapping[str, Any]) -> None:
    """Bring queues and plans up to date, inside a write: `{"queues": […], "plans": […]}`."""
    uow.queues.put(DEFAULT_QUEUE)
    for position, queue in enumerate(desk.get("queues", ())):
        titles = queue.get("titles", {})
        uow.queues.put(QueueRecord(slug=queue["slug"], title=queue["title"], titles=titles, position=position))
    for plan in desk.get("plans", ()):
        days, hours = plan.get("reply_days", {}), plan.get("reply_hours", {})
        record = PlanRecord(slug=plan["slug"], queue_slug=plan["queue"], reply_days=days, reply_hours=hours)
        uow.queues.put_plan(record)


def _is_workday(day: date) -> bool:
    return day.isoweekday() <= 5


def _next_workday(day: date) -> date:
    day += timedelta(days=1)
    while not _is_workday(day):
        day += timedelta(days=1)
    return day
