"""The ends of a domain: how low, how high, how early, how late. Numbers as written, dates also relative."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

from engine.model.flow import Fact
from engine.model.issue import Issue, Severity
from engine.model.prompts import Refusal
from engine.model.values import Json, Number
from engine.questions.base import Context, refuse
from engine.questions.reading import exact_number

_SHIFT = re.compile(r"([-+])(\d{1,5})([dwmy])")


def check_number(fact: Fact, value: Number, *, scale: int = 1) -> Refusal | None:
    """`too-low` or `too-high`, for a value counted in parts of which `scale` make one."""
    minimum, maximum = fact.domain.get("minimum"), fact.domain.get("maximum")
    if minimum is not None and value < exact_number(minimum) * scale:
        return refuse(fact, "too-low", minimum=minimum)
    if maximum is not None and value > exact_number(maximum) * scale:
        return refuse(fact, "too-high", maximum=maximum)
    return None


def check_day(fact: Fact, value: date, context: Context, *, whole_month: bool = False) -> Refusal | None:
    """`too-early` or `too-late`. A limit by a fact that is not known is not checked."""
    earliest = find_day(fact.domain.get("earliest"), context)
    latest = find_day(fact.domain.get("latest"), context)
    if earliest and value < (earliest.replace(day=1) if whole_month else earliest):
        return refuse(fact, "too-early", **_day_params("earliest", fact, earliest))
    if latest and value > latest:
        return refuse(fact, "too-late", **_day_params("latest", fact, latest))
    return None


def find_day(limit: Json, context: Context) -> date | None:
    """The day a limit stands for in this journey; None when there is none or it is not known."""
    if isinstance(limit, str):
        return read_day(limit)
    if not isinstance(limit, Mapping):
        return None
    if "today" in limit:
        return shift(context.today, str(limit["today"]))
    known = context.values.get(str(limit.get("fact")))
    return known if isinstance(known, date) else None


def read_day(text: str) -> date:
    """An ISO date, or an ISO month for its first day. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text, re.ASCII):
        raise ValueError(f"not an ISO date: {text[:80]!r}")
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def shift(day: date, by: str) -> date:
    """`day` moved by `-18y`, `+2w`, …; the last day of a month that has no such day. Raises ValueError."""
    found = _SHIFT.fullmatch(by)
    if found is None:
        raise ValueError(f"not a span of time: {by[:80]!r}")
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    try:
        if found[3] in "dw":
            return day + timedelta(days=count * (7 if found[3] == "w" else 1))
        return _add_months(day, count * (12 if found[3] == "y" else 1))
    except (OverflowError, ValueError):
        return date.max if count > 0 else date.min


def _add_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day_params(name: str, fact: Fact, day: date) -> dict[str, Json]:
    """The limit as a date, and whether it is simply today."""
    limit = fact.domain.get(name)
    is_today = isinstance(limit, Mapping) and str(limit.get("today", "")).strip("+-dwmy") in {"0", "00"}
    return {name: day.isoformat(), "is_today": True} if is_today else {name: day.isoformat()}


def number_issues(fact: Fact, pointer: str) -> list[Issue]:
    """A minimum above the maximum."""
    minimum, maximum = fact.domain.get("minimum"), fact.domain.get("maximum")
    if minimum is None or maximum is None or exact_number(minimum) <= exact_number(maximum):
        return []
    return [
        impossible(
            f"{pointer}/minimum",
            f"The fact “{fact.id}” has the minimum {minimum} above its maximum {maximum}, so no answer fits.",
            "Swap the two, or leave one out.",
        )
    ]


def day_issues(fact: Fact, pointer: str) -> list[Issue]:
    """Limits that are no dates, and an earliest day after the latest."""
    found: dict[str, date] = {}
    issues: list[Issue] = []
    for key in ("earliest", "latest"):
        limit = fact.domain.get(key)
        try:
            day = find_day(limit, Context(today=date(2000, 2, 29), values={}, locale="en"))
        except ValueError:
            issues.append(
                impossible(
                    f"{pointer}/{key}",
                    f"The fact “{fact.id}” has “{limit}” as its {key} day.",
                    'Write a date such as "2026-11-22", or {"today": "-18y"}, or {"fact": "another-fact"}.',
                )
            )
            continue
        if day is not None:
            found[key] = day
    return issues or _order_issues(fact, pointer, found)


def _order_issues(fact: Fact, pointer: str, found: Mapping[str, date]) -> list[Issue]:
    """Only limits of one kind can be compared: two dates, or two spans from today."""
    if len(found) < 2 or found["earliest"] <= found["latest"]:
        return []
    if isinstance(fact.domain["earliest"], str) != isinstance(fact.domain["latest"], str):
        return []
    what = f"The fact “{fact.id}” has its earliest day after its latest day, so no answer fits."
    return [impossible(f"{pointer}/earliest", what, "Swap the two, or leave one out.")]


def impossible(pointer: str, what: str, fix: str) -> Issue:
    """A domain that contradicts itself."""
    return Issue(rule="domain", severity=Severity.ERROR, pointer=pointer, what=what, fix=fix)
