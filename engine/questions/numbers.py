"""Settles which number was meant. What may mean another one is asked again with every reading named."""

from __future__ import annotations

import re
from fractions import Fraction

from engine.model.flow import Fact
from engine.model.prompts import Refusal
from engine.model.values import Number
from engine.model.words import Words
from engine.questions.base import offer, refuse
from engine.questions.reading import Typed, decimal_text, plain, read_number

BOTH_CUSTOMS = frozenset({"es", "ar"})
"""Languages whose home countries disagree: `1.500` is one and a half in Mexico City and fifteen hundred in Madrid.
A tag with a region says which; in the other languages we speak, one custom is nearly everybody's."""
_CENTS = 2
_RANGE = re.compile(r"\d[\d.,]*\s*(?:-|–|to|a|إلى|bis|à)\s*\$?\d")


def read_amount(fact: Fact, text: str, words: Words, *, most_places: int | None) -> Number | Refusal:
    """The number meant by `text`, for a fact that holds at most `most_places` decimals (None: any)."""
    readings = read_number(text, words.decimal_separator)
    if not readings:
        return refuse(fact, "not-a-number", why=_why(text))
    settled = _settle(readings, most_places, words.language in BOTH_CUSTOMS)
    if settled is not None:
        return settled.value
    held = [each for each in readings if most_places is None or (each.value * 10**most_places) % 1 == 0]
    places = _CENTS if fact.type == "money" else 0
    meant = [_canonical(fact, each.value, places) for each in held]
    return offer(refuse(fact, "unclear-number"), *meant)


def _settle(readings: tuple[Typed, ...], most_places: int | None, both_customs: bool) -> Typed | None:
    """The one reading that can be meant; None when that is not sure."""
    first, *others = readings
    fits = [each for each in readings if most_places is None or each.places <= most_places]
    if not others:
        has_cents = most_places == _CENTS == first.places
        return first if first.is_own or first.is_plain or both_customs or has_cents else None
    if len(fits) == 1 and both_customs:
        return fits[0] if fits[0].is_own else None
    return first if first in fits and not both_customs else None


def _canonical(fact: Fact, value: Number, places: int) -> int | str:
    """As `to_json` of the number types writes it."""
    if fact.type == "integer":
        return int(value)
    return decimal_text(Fraction(value), places=places)


def _why(text: str) -> str:
    """What stands beside or instead of one number."""
    typed = plain(text)
    if _RANGE.search(typed):
        return "range"
    return "words" if any(map(str.isdecimal, typed)) and any(map(str.isalpha, typed)) else ""
