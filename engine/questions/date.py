"""A calendar date, in three fields or typed on one line."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from typing import ClassVar, TypeGuard

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, PartSpec, fact_types, offer, refuse
from engine.questions.limits import check_day, day_issues
from engine.questions.reading import digits, plain, single

EXAMPLE = datetime.date(2026, 3, 27)
_WIDTHS = {"day": 2, "month": 2, "year": 4}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ro|do|to|mo|\.|º|°|o)?", re.ASCII)


class DateType(FactType[datetime.date]):
    """Fields in the reader's order; the month as a number or by name. Each slip has a code and a `part` to look at."""

    name: ClassVar[str] = "date"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"earliest", "latest"})
    operators: ClassVar[tuple[str, ...]] = (*ORDER, "before", "after", "not-before", "not-after")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> datetime.date | Refusal:
        words = context.words
        typed = read_parts(raw, words, words.date_order)
        missing = find_missing(fact, typed)
        if missing:
            return missing
        day, month, year = read_day(typed["day"]), read_month(typed["month"], words), digits(typed["year"])
        if not (month and 1 <= month <= 12):
            return offer(refuse(fact, "not-a-month", "month"), *_swapped(typed, words, year))
        if not (day and 1 <= day <= 31):
            return offer(refuse(fact, "not-a-day", "day"), *_swapped(typed, words, year))
        if len(typed["year"]) == 2 and year is not None:
            whole = (find_date(full, month, day) for full in whole_years(year))
            return offer(refuse(fact, "short-year", "year"), *(each.isoformat() for each in whole if each))
        if not is_year(year):
            return refuse(fact, "not-a-year", "year")
        return find_date(year, month, day) or _no_such_date(fact, year, month)

    def check(self, fact: Fact, value: datetime.date, context: Context) -> Refusal | None:
        """A day that is not allowed may be one whose day and month were swapped: the other is offered."""
        refusal = check_day(fact, value, context)
        swapped = find_date(value.year, value.day, value.month) if refusal and value.day != value.month else None
        if refusal is None or swapped is None or check_day(fact, swapped, context):
            return refusal
        return offer(refusal, swapped.isoformat())

    def to_json(self, fact: Fact, value: datetime.date) -> Json:
        return value.isoformat()

    def from_json(self, fact: Fact, data: Json) -> datetime.date:
        if not isinstance(data, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", data, re.ASCII):
            raise ValueError(f"not an ISO date: {data!r}")
        return datetime.date.fromisoformat(data)

    def format(self, fact: Fact, value: datetime.date, words: Words) -> str:
        return words.date(value)

    def to_raw(self, fact: Fact, value: datetime.date, words: Words) -> Raw:
        return {"day": (str(value.day),), "month": (str(value.month),), "year": (f"{value.year:04}",)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return parts_field(fact, raw, words, words.date_order, example=date_example(words))

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return day_issues(fact, pointer)


def date_example(words: Words) -> str:
    """A day as it goes into the fields."""
    parts = {"day": EXAMPLE.day, "month": EXAMPLE.month, "year": EXAMPLE.year}
    return " ".join(str(parts[part]) for part in words.date_order)


def parts_field(fact: Fact, raw: Raw | None, words: Words, order: tuple[str, ...], *, example: str) -> FieldSpec:
    """The small fields of a date or a month. A month may be typed by name, so its keyboard has letters."""
    typed = read_parts(raw or {}, words, order)
    parts = tuple(
        PartSpec(
            name=part,
            label=words.sentence(part.capitalize()),
            value=typed[part],
            inputmode="text" if part == "month" else "numeric",
            width=_WIDTHS[part],
        )
        for part in order
    )
    return FieldSpec(widget="parts", fact=fact.id, type=fact.type, parts=parts, example=example)


def read_parts(raw: Raw, words: Words, order: tuple[str, ...]) -> Mapping[str, str]:
    """Day, month and year as typed, each in its field, or on one line in the reader's order or the ISO one."""
    if "" not in raw:
        typed = {part: single(raw, part)[:40] for part in order}
        given = [text for text in typed.values() if text]
        if len(given) != 1 or len(_pieces(given[0], words)) != len(order):
            return typed
        return read_parts({"": (given[0],)}, words, order)
    line = plain(single(raw)[:80])
    tokens = _pieces(line, words)
    if tokens and len(tokens[0]) == 4 and tokens[0].isdecimal():
        order = tuple(part for part in ("year", "month", "day") if part in order)
    named = [token for token in tokens if not token.isdecimal()]
    if len(named) == 1:
        others = iter(token for token in tokens if token.isdecimal())
        return {part: named[0] if part == "month" else next(others, "") for part in order}
    if line and len(tokens) != len(order):
        return {part: line if part == order[0] else "" for part in order}
    return dict(zip(order, tokens, strict=False)) if tokens else dict.fromkeys(order, "")


def _pieces(line: str, words: Words) -> list[str]:
    """The numbers and names of months in a line; `de` and `of` are neither."""
    pieces: list[str] = []
    for run in re.findall(r"\d+|[^\d]+", line):
        is_whole = run.isdecimal() or words.find_month(run.strip(" ,./-"))
        pieces += [run.strip(" ,./-")] if is_whole else filter(words.find_month, re.findall(r"[^\W\d]+", run))
    return pieces


def find_missing(fact: Fact, typed: Mapping[str, str]) -> Refusal | None:
    """Everything is missing, or one part of it."""
    if not any(typed.values()):
        return refuse(fact, "required")
    missing = next((part for part, text in typed.items() if not text), "")
    return refuse(fact, "missing-part", missing) if missing else None


def read_day(typed: str) -> int | None:
    """`3`, `3.` and `3rd`."""
    found = _ORDINAL.fullmatch(plain(typed).casefold())
    return int(found[1]) if found else None


def read_month(typed: str, words: Words) -> int | None:
    """The month by its number, which may be too great, or by its name."""
    number = digits(typed)
    return words.find_month(typed) if number is None else number


def is_year(year: int | None) -> TypeGuard[int]:
    return year is not None and 1000 <= year <= 9999


def whole_years(short: int) -> tuple[int, int]:
    """What two digits may mean. Never guessed at: `26` may be 1926."""
    return (1900 + short, 2000 + short)


def find_date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _swapped(typed: Mapping[str, str], words: Words, year: int | None) -> tuple[Json, ...]:
    """The date meant, when the day stands in the month's field and the month in the day's."""
    day, month = read_day(typed["month"]), read_month(typed["day"], words)
    found = find_date(year, month, day) if is_year(year) and day and month else None
    return (found.isoformat(),) if found else ()


def _no_such_date(fact: Fact, year: int, month: int) -> Refusal:
    days = calendar.monthrange(year, month)[1]
    return refuse(fact, "no-such-date", "day", in_month=f"{year:04}-{month:02}", days=days)


fact_types.register("date")(DateType())
