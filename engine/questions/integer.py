"""Whole numbers, with or without a unit."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from engine.model.flow import Fact, Text
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json, Number
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.limits import check_number, number_issues
from engine.questions.numbers import read_amount
from engine.questions.options import say
from engine.questions.reading import MAX_DIGITS, exact_number, single


class IntegerType(FactType[int]):
    """`1,000`, `3.0` and `20 hours` (when `hours` is the unit) are whole numbers; `3.5` is not."""

    name: ClassVar[str] = "integer"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"minimum", "maximum", "unit"})
    operators: ClassVar[tuple[str, ...]] = ORDER

    def parse(self, fact: Fact, raw: Raw, context: Context) -> int | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        value = read_amount(fact, without_unit(fact, text), context.words, most_places=0)
        return refuse(fact, "not-whole") if isinstance(value, Fraction) else value

    def check(self, fact: Fact, value: int, context: Context) -> Refusal | None:
        return check_number(fact, value)

    def to_json(self, fact: Fact, value: int) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> int:
        return whole(data)

    def format(self, fact: Fact, value: int, words: Words) -> str:
        return with_unit(fact, value, words)

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            suffix=say(fact.domain.get("unit") or ""),
            inputmode="numeric" if has_no_minus(fact) else "text",
            width=number_width(fact),
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return number_issues(fact, pointer)

    def plural(self, value: int) -> int | None:
        return value


def whole(data: Json) -> int:
    """A JSON integer. Raises ValueError."""
    number = exact_number(data) if isinstance(data, int | float) else None
    if not isinstance(number, int):
        raise ValueError(f"not a whole number: {data!r}")
    return number


def with_unit(fact: Fact, value: Number, words: Words) -> str:
    """`1 hour`, `20 hours`: the unit may bend by the number it stands beside."""
    unit: Text = fact.domain.get("unit") or ""
    if not isinstance(unit, str):
        unit = unit.get(words.plural_class(value)) or say(unit)
    return f"{words.number(value)} {unit}".rstrip()


def without_unit(fact: Fact, text: str) -> str:
    """`20 hours` and `20hours` as `20`, for a fact counted in hours."""
    unit: Text = fact.domain.get("unit") or ""
    forms = [unit] if isinstance(unit, str) else [form for key, form in unit.items() if key != "by"]
    for form in sorted(forms, key=len, reverse=True):
        if form and text.casefold().endswith(form.casefold()):
            return text[: -len(form)]
    return text


def has_no_minus(fact: Fact) -> bool:
    """Numeric keyboards of some phones have no minus sign."""
    minimum = fact.domain.get("minimum")
    return minimum is not None and exact_number(minimum) >= 0


def number_width(fact: Fact) -> int:
    """Wide enough for the greatest answer, in the few widths a page has."""
    maximum = fact.domain.get("maximum")
    needed = len(str(maximum)) if maximum is not None else MAX_DIGITS
    return next((width for width in (2, 3, 4, 5, 10) if needed <= width), 20)


fact_types.register("integer")(IntegerType())
