"""Amounts of money, kept in whole cents."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import ORDER, Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.integer import has_no_minus
from engine.questions.limits import check_number, number_issues
from engine.questions.numbers import read_amount
from engine.questions.reading import decimal_text, exact_number, plain, single

DEFAULT_CURRENCY = "USD"
_DOLLARS = ("dollars", "dollar", "dólares", "dolares", "dólar", "dolar", "دولارات", "دولارا", "دولار")
_SIGNS = {
    "USD": ("US$", "$US", "$", *_DOLLARS),
    "EUR": ("€", "euros", "euro", "يورو"),
    "GBP": ("£", "pounds", "libras"),
    "CAD": ("CA$", "$", *_DOLLARS),
    "MXN": ("MX$", "$", "pesos", "peso"),
}
"""What people type before or after an amount, in any of the languages they may think in."""


class MoneyType(FactType[int]):
    """`$1,000.50`, `1000.5` and `1,000.50 USD` are one amount. More than two decimals are refused, never rounded."""

    name: ClassVar[str] = "money"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"currency", "minimum", "maximum"})
    operators: ClassVar[tuple[str, ...]] = ORDER

    def parse(self, fact: Fact, raw: Raw, context: Context) -> int | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        amount = read_amount(fact, _without_currency(fact, text, context.words), context.words, most_places=2)
        if isinstance(amount, Refusal):
            return amount
        return refuse(fact, "too-many-places", count=2) if (amount * 100) % 1 else int(amount * 100)

    def check(self, fact: Fact, value: int, context: Context) -> Refusal | None:
        return check_number(fact, value, scale=100)

    def to_json(self, fact: Fact, value: int) -> Json:
        return decimal_text(Fraction(value, 100), places=2)

    def from_json(self, fact: Fact, data: Json) -> int:
        cents = exact_number(data) * 100
        if cents % 1:
            raise ValueError(f"not a whole number of cents: {data!r}")
        return int(cents)

    def format(self, fact: Fact, value: int, words: Words) -> str:
        return words.money(value, currency_of(fact))

    def to_raw(self, fact: Fact, value: int, words: Words) -> Raw:
        text = decimal_text(Fraction(value, 100), places=2 if value % 100 else 0)
        return {"": (text.replace(".", words.decimal_separator),)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        symbol, is_first = words.currency_symbol(currency_of(fact))
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            prefix=symbol if is_first else "",
            suffix="" if is_first else symbol,
            inputmode="decimal" if has_no_minus(fact) else "text",
            width=10,
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return number_issues(fact, pointer)


def currency_of(fact: Fact) -> str:
    return str(fact.domain.get("currency") or DEFAULT_CURRENCY)


def _without_currency(fact: Fact, text: str, words: Words) -> str:
    """The number alone; a minus sign may stand before or after the currency's sign."""
    text = plain(text).strip().casefold()
    minus = "-" if text.startswith("-") else ""
    text = text.removeprefix("-").strip()
    currency = currency_of(fact)
    signs = (words.currency_symbol(currency)[0], currency, *_SIGNS.get(currency, ()))
    longest_first = sorted((plain(sign).casefold() for sign in signs), key=len, reverse=True)
    before = next((sign for sign in longest_first if text.startswith(sign)), "")
    text = text.removeprefix(before).strip()
    after = next((sign for sign in longest_first if text.endswith(sign)), "")
    return minus + text.removesuffix(after).strip()


fact_types.register("money")(MoneyType())
