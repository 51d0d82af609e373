"""A year, with all four digits."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.date import is_year, whole_years
from engine.questions.integer import whole
from engine.questions.limits import check_number, number_issues
from engine.questions.reading import digits, single


class YearType(FactType[int]):
    """`1990`. Never grouped when shown, and `90` is not guessed at."""

    name: ClassVar[str] = "year"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"minimum", "maximum"})
    operators: ClassVar[tuple[str, ...]] = ORDER

    def parse(self, fact: Fact, raw: Raw, context: Context) -> int | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        year = digits(text)
        if year is not None and len(text) == 2:
            return offer(refuse(fact, "short-year"), *whole_years(year))
        return year if is_year(year) else refuse(fact, "not-a-year")

    def check(self, fact: Fact, value: int, context: Context) -> Refusal | None:
        return check_number(fact, value)

    def to_json(self, fact: Fact, value: int) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> int:
        return whole(data)

    def format(self, fact: Fact, value: int, words: Words) -> str:
        return str(value)

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text", fact=fact.id, type=self.name, value=single(raw or {}), inputmode="numeric", width=4
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return number_issues(fact, pointer)


fact_types.register("year")(YearType())
