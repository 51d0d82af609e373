"""A calendar date, in three fields or typed on one line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, PartSpec, fact_types, refuse
from engine.questions.limits import check_day, day_issues
from engine.questions.reading import digits, plain, single

_WIDTHS = {"day": 2, "month": 2, "year": 4}


class DateType(FactType[datetime.date]):
    """Fields in the reader's order; the month as a number or by name. Each slip has a code and a `part` to look at."""

    name: ClassVar[str] = "date"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"earliest", "latest"})
    operators: ClassVar[tuple[str, ...]] = (*ORDER, "before", "after", "not-before", "not-after")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> datetime.date | Refusal:
        typed = read_parts(raw, context.words, context.words.date_order)
        if not any(typed.values()):
            return refuse(fact, "required")
        missing = next((part for part in context.words.date_order if not typed[part]), "")
        if missing:
            return refuse(fact, "missing-part", missing)
        month = read_month(fact, typed["month"], context.words)
        if isinstance(month, Refusal):
            return month
        day = digits(typed["day"])
        if day is None or not 1 <= day <= 31:
            return refuse(fact, "not-a-day", "day")
        year = read_year(fact, typed["year"])
        if isinstance(year, Refusal):
            return year
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return refuse(fact, "no-such-date", "day", month=month, year=year)

    def check(self, fact: Fact, value: datetime.date, context: Context) -> Refusal | None:
        return check_day(fact, value, context)

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
        return parts_field(fact, raw, words, words.date_order)

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return day_issues(fact, pointer)


def parts_field(fact: Fact, raw: Raw | None, words: Words, order: tuple[str, ...]) -> FieldSpec:
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
    return FieldSpec(widget="parts", fact=fact.id, type=fact.type, parts=parts)


def read_parts(raw: Raw, words: Words, order: tuple[str, ...]) -> Mapping[str, str]:
    """Day, month and year as typed, each in its field, or on one line in the reader's order or the ISO one."""
    if "" not in raw:
        return {part: single(raw, part)[:40] for part in order}
    line = plain(single(raw)[:80])
    tokens = [token for token in re.findall(r"\d+|[^\W\d]+", line) if token.isdecimal() or words.find_month(token)]
    if tokens and len(tokens[0]) == 4 and tokens[0].isdecimal():
        order = tuple(part for part in ("year", "month", "day") if part in order)
    named = [token for token in tokens if not token.isdecimal()]
    if len(named) == 1:
        others = iter(token for token in tokens if token.isdecimal())
        return {part: named[0] if part == "month" else next(others, "") for part in order}
    if line and len(tokens) != len(order):
        return {part: line if part == order[0] else "" for part in order}
    return dict(zip(order, tokens, strict=False)) if tokens else dict.fromkeys(order, "")


def read_month(fact: Fact, typed: str, words: Words) -> int | Refusal:
    number = digits(typed)
    month = words.find_month(typed) if number is None else number
    return month if month and 1 <= month <= 12 else refuse(fact, "not-a-month", "month")


def read_year(fact: Fact, typed: str, part: str = "year") -> int | Refusal:
    """Four digits. Two are not guessed at: `26` may be 1926."""
    year = digits(typed)
    if year is not None and len(typed) == 2:
        return refuse(fact, "short-year", part)
    return year if year is not None and 1000 <= year <= 9999 else refuse(fact, "not-a-year", part)


fact_types.register("date")(DateType())
