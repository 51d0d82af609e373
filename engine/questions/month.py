"""A month of a year, kept as its first day."""

from __future__ import annotations

import datetime
import re
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.date import EXAMPLE, find_missing, is_year, parts_field, read_month, read_parts, whole_years
from engine.questions.limits import check_day, day_issues
from engine.questions.reading import digits


class MonthType(FactType[datetime.date]):
    """Two fields, in the reader's order; the month as a number or by name."""

    name: ClassVar[str] = "month"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"earliest", "latest"})
    operators: ClassVar[tuple[str, ...]] = (*ORDER, "before", "after", "not-before", "not-after")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> datetime.date | Refusal:
        order = _order(context.words)
        typed = read_parts(raw, context.words, order)
        missing = find_missing(fact, typed)
        if missing:
            return missing
        month, year = read_month(typed["month"], context.words), digits(typed["year"])
        if not (month and 1 <= month <= 12):
            return refuse(fact, "not-a-month", "month")
        if len(typed["year"]) == 2 and year is not None:
            return offer(refuse(fact, "short-year", "year"), *(f"{full}-{month:02}" for full in whole_years(year)))
        return datetime.date(year, month, 1) if is_year(year) else refuse(fact, "not-a-year", "year")

    def check(self, fact: Fact, value: datetime.date, context: Context) -> Refusal | None:
        return check_day(fact, value, context, whole_month=True)

    def to_json(self, fact: Fact, value: datetime.date) -> Json:
        return value.isoformat()[:7]

    def from_json(self, fact: Fact, data: Json) -> datetime.date:
        if not isinstance(data, str) or not re.fullmatch(r"\d{4}-\d\d", data, re.ASCII):
            raise ValueError(f"not an ISO month: {data!r}")
        return datetime.date.fromisoformat(f"{data}-01")

    def format(self, fact: Fact, value: datetime.date, words: Words) -> str:
        return words.month(value)

    def to_raw(self, fact: Fact, value: datetime.date, words: Words) -> Raw:
        return {"month": (str(value.month),), "year": (f"{value.year:04}",)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return parts_field(fact, raw, words, _order(words), example=f"{EXAMPLE.month} {EXAMPLE.year}")

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return day_issues(fact, pointer)


def _order(words: Words) -> tuple[str, ...]:
    return tuple(part for part in words.date_order if part != "day")


fact_types.register("month")(MonthType())
