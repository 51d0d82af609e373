"""Numbers with decimals, kept exactly."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json, Number
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.integer import has_no_minus, with_unit, without_unit
from engine.questions.limits import check_number, number_issues
from engine.questions.numbers import BOTH_CUSTOMS, read_amount
from engine.questions.options import say
from engine.questions.reading import decimal_text, exact_number, single


class DecimalType(FactType[Number]):
    """`2.5` to a reader with points, `2,5` to one with commas. More `places` than allowed are refused, not rounded."""

    name: ClassVar[str] = "decimal"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"minimum", "maximum", "places", "unit"})
    operators: ClassVar[tuple[str, ...]] = ORDER

    def parse(self, fact: Fact, raw: Raw, context: Context) -> Number | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        return read_amount(fact, without_unit(fact, text), context.words, most_places=fact.domain.get("places"))

    def check(self, fact: Fact, value: Number, context: Context) -> Refusal | None:
        places = fact.domain.get("places")
        if places is not None and (value * 10**places) % 1:
            return refuse(fact, "too-many-places", count=places)
        return check_number(fact, value)

    def to_json(self, fact: Fact, value: Number) -> Json:
        return decimal_text(value)

    def from_json(self, fact: Fact, data: Json) -> Number:
        return exact_number(data)

    def format(self, fact: Fact, value: Number, words: Words) -> str:
        return with_unit(fact, value, words)

    def to_raw(self, fact: Fact, value: Number, words: Words) -> Raw:
        """Never with three decimals where those may be thousands: `1.2340` can only mean one number."""
        text = decimal_text(value)
        may_be_thousands = text[-4:-3] == "." and len(text.lstrip("-")) <= len("123.456")
        text = f"{text}0" if may_be_thousands and words.language in BOTH_CUSTOMS else text
        return {"": (text.replace(".", words.decimal_separator),)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            suffix=say(fact.domain.get("unit") or ""),
            inputmode="decimal" if has_no_minus(fact) else "text",
            width=10,
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return number_issues(fact, pointer)

    def plural(self, value: Number) -> Number | None:
        return value


fact_types.register("decimal")(DecimalType())
