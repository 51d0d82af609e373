"""Words a refusal: the sentence of its code, with limits and examples in the reader's manner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from engine.model.flow import Fact
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Shown, Words
from engine.questions.base import fact_types, value_from_json
from engine.questions.date import date_example
from engine.questions.options import say
from engine.questions.phone import phone_example
from engine.questions.placeholders import UNKNOWN, placeholders_in
from engine.questions.postcode import postcode_example
from engine.questions.sentences import REFUSALS

_LIMITS = ("minimum", "maximum", "earliest", "latest")


def refusal_sentence(refusal: Refusal, fact: Fact, words: Words) -> str:
    """What to tell the person: the designer's own words, else the built-in sentence of its code."""
    if refusal.message:
        return say(refusal.message)
    return words.sentence(_template(refusal, fact), **_shown_params(refusal, fact, words))


@cache
def refusal_codes(fact_type: str) -> frozenset[str]:
    """Every code by which a fact of this type may refuse an answer: what a designer can word anew."""
    return frozenset(filter(None, (_code_for(fact_type, key) for key in REFUSALS)))


def _code_for(fact_type: str, key: str) -> str:
    """The code that a key words; empty when the key is another type's."""
    first, *rest = key.split(".")
    if rest and first in fact_types:
        return rest[0] if first == fact_type else ""
    return first


def _template(refusal: Refusal, fact: Fact) -> str:
    code = refusal.code
    keys = [key for each in _variants(refusal) for key in (f"{fact.type}.{code}.{each}", f"{code}.{each}")]
    return next((REFUSALS[key] for key in (*keys, f"{fact.type}.{code}", code) if key in REFUSALS), REFUSALS["refused"])


def _variants(refusal: Refusal) -> list[str]:
    """What the wording hangs on, the nearest first: why, how many readings, a limit today, a count, the part."""
    params = refusal.params
    readings = {0: "", 1: "reading"}.get(len(refusal.meant), "readings")
    today = "today" if params.get("is_today") else ""
    count = {0: "zero", 1: "one"}.get(params.get("count", -1), "")
    country = str(params.get("country", "")).lower()
    return [each for each in (str(params.get("why", "")), readings, today, count, country, refusal.part) if each]


def _shown_params(refusal: Refusal, fact: Fact, words: Words) -> dict[str, Shown]:
    """Limits and readings as values of the fact's type, counts as numbers, and an example of each kind."""
    shown: dict[str, Shown] = dict(_examples(fact, words))
    for name, value in refusal.params.items():
        if name in _LIMITS:
            shown[name] = _said(fact, _limit(fact, value), words)
        elif name == "in_month":
            shown[name] = words.month(date.fromisoformat(f"{value}-01"))
        elif isinstance(value, int | str):
            shown[name] = value
    if refusal.meant:
        readings = [_said(fact, each, words) for each in refusal.meant]
        shown |= {"readings": words.either(readings), "first_reading": readings[0]}
    return shown


def _said(fact: Fact, data: Json, words: Words) -> str:
    return fact_types[fact.type].format(fact, value_from_json(fact, data), words)


def _limit(fact: Fact, value: object) -> object:
    return str(value)[:7] if fact.type == "month" else value


def _examples(fact: Fact, words: Words) -> dict[str, str]:
    own = fact.domain
    return {
        "number_example": f"1500{words.decimal_separator}50" if fact.type in {"money", "decimal"} else "15",
        "date_example": date_example(words),
        "month_example": "3 2026",
        "year_example": "2026",
        "phone_example": phone_example(fact),
        "postcode_example": postcode_example(fact),
        "yes": say(own.get("yes") or "") or words.sentence("Yes"),
        "no": say(own.get("no") or "") or words.sentence("No"),
    }


_ABOUT: Final[Mapping[str, frozenset[str]]] = {
    "not-an-option": frozenset({"boolean", "choice", "choices", "place"}),
    "not-a-number": frozenset({"integer", "decimal", "money"}),
    "unclear-number": frozenset({"integer", "decimal", "money"}),
    "too-low": frozenset({"integer", "decimal", "money", "year"}),
    "too-high": frozenset({"integer", "decimal", "money", "year"}),
    "too-early": frozenset({"date", "month"}),
    "too-late": frozenset({"date", "month"}),
    "too-long": frozenset({"text", "email", "address"}),
    "too-short": frozenset({"text"}),
    "pattern": frozenset({"text"}),
    "no-match": frozenset({"place"}),
    "matches": frozenset({"place"}),
    "too-many-places": frozenset({"decimal", "money"}),
    "not-a-month": frozenset({"date", "month"}),
    "short-year": frozenset({"date", "month", "year"}),
    "not-a-year": frozenset({"date", "month", "year"}),
    "contact-needed": frozenset(),
    "refused": frozenset(),
}
"""Codes without a type of their own that only some types refuse by."""
_COUNTS: Final[Mapping[str, str]] = {
    "too-long": "max_length",
    "too-short": "min_length",
    "too-few": "at_least",
    "too-many": "at_most",
    "too-many-places": "places",
}
"""The key of a fact that its count is."""


def standard_refusals(fact: Fact, words: Words) -> dict[str, str]:
    """What is said for each code by which a fact refuses, unless it has own words: `…` is what the answer decides."""
    codes = dict.fromkeys(_code_for(fact.type, key) for key in REFUSALS)
    usual = (code for code in codes if code and fact.type in _ABOUT.get(code, fact_types))
    return {code: _standard(fact, code, words) for code in usual}


def _standard(fact: Fact, code: str, words: Words) -> str:
    keys = (f"{fact.type}.{code}", code)
    template = next((REFUSALS[key] for key in keys if key in REFUSALS), "")
    if not template:
        template = next(said for key, said in REFUSALS.items() if key.startswith(tuple(f"{each}." for each in keys)))
    limits = {name: _shown_limit(fact, name, words) for name in _LIMITS}
    count = fact.domain.get(_COUNTS.get(code, ""), UNKNOWN)
    open_ = dict.fromkeys(placeholders_in(template), UNKNOWN)
    return words.sentence(template, **{**open_, **_examples(fact, words), **limits, "count": str(count)})


def _shown_limit(fact: Fact, name: str, words: Words) -> str:
    """A limit that stands in the fact; one that hangs on today or on another answer is open."""
    limit = fact.domain.get(name)
    try:
        return UNKNOWN if limit is None or isinstance(limit, Mapping) else _said(fact, _limit(fact, limit), words)
    except (ValueError, TypeError, ArithmeticError):  # a draft may say what is no limit; its check tells
        return UNKNOWN
