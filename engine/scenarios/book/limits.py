"""What an answer may be, in words: the domain of a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from engine.expressions.numbers import CENTS, exact
from engine.model.flow import Fact
from engine.model.values import Json
from engine.scenarios.book.material import Material

TYPES: Mapping[str, str] = {
    "boolean": "Yes or no",
    "choice": "One of several options",
    "choices": "Any of several options",
    "integer": "A whole number",
    "decimal": "A number",
    "money": "An amount of money",
    "date": "A date",
    "month": "A month",
    "year": "A year",
    "text": "Text",
    "email": "An e-mail address",
    "phone": "A telephone number",
    "postcode": "A postal code",
    "address": "An address",
    "place": "A place from a list",
    "file": "A file",
    "list": "A list, such as the members of a household",
}
_COUNTED = {"d": ("day", "days"), "w": ("week", "weeks"), "m": ("month", "months"), "y": ("year", "years")}
_PARTS = {"line": "street and number", "city": "city", "postcode": "postal code"}


def limits(book: Material, fact: Fact) -> list[str]:
    """Each limit as a sentence."""
    return list(_limits(book, fact))


def _limits(book: Material, fact: Fact) -> Iterator[str]:
    domain = fact.domain
    if fact.type == "list":
        yield from _members(domain)
    elif "minimum" in domain or "maximum" in domain:
        yield _range(book, fact)
    if "earliest" in domain:
        yield f"Not before {_bound(book, domain['earliest'])}."
    if "latest" in domain:
        yield f"Not after {_bound(book, domain['latest'])}."
    if "at_least" in domain:
        yield f"At least {domain['at_least']} to be chosen."
    if "at_most" in domain:
        yield f"At most {domain['at_most']} to be chosen."
    if "exclusive" in domain:
        option = fact.option(domain["exclusive"])
        yield f"“{option.label if option else domain['exclusive']}” stands alone."
    if "places" in domain and fact.type == "decimal":
        yield f"At most {domain['places']} decimal places."
    if fact.type == "text":
        yield from _text(domain)
    if "require" in domain:
        yield f"Needed: {', '.join(_PARTS[part] for part in domain['require'])}."
    if "accept" in domain:
        yield f"Kinds: {', '.join(domain['accept'])}."
    if "max_megabytes" in domain:
        yield f"At most {domain['max_megabytes']} MB."


def _range(book: Material, fact: Fact) -> str:
    low, high = (_amount(book, fact, fact.domain.get(key)) for key in ("minimum", "maximum"))
    if low and high:
        return f"From {low} to {high}."
    return f"At least {low}." if low else f"At most {high}."


def _amount(book: Material, fact: Fact, value: Json) -> str:
    if value is None:
        return ""
    number = exact(value)
    if fact.type == "money":
        return book.naming.words.money(int(number * CENTS), fact.domain.get("currency", "USD"))
    return str(value) if fact.type == "year" else book.naming.words.number(Fraction(number))


def _members(domain: Mapping[str, Json]) -> Iterator[str]:
    least = domain.get("minimum", 0)
    yield f"From {least} to {domain['maximum']} members." if least else f"At most {domain['maximum']} members."


def _text(domain: Mapping[str, Json]) -> Iterator[str]:
    if "min_length" in domain:
        yield f"At least {domain['min_length']} characters."
    if "max_length" in domain:
        yield f"At most {domain['max_length']} characters."
    if "pattern" in domain:
        yield f"In the form {domain['pattern']}."


def _bound(book: Material, bound: Json) -> str:
    if isinstance(bound, str):
        return book.day(date.fromisoformat(bound))
    if "fact" in bound:
        return f"“{book.naming.fact(bound['fact'])}”"
    counted = bound["today"]
    sign, number, unit = counted[0], int(counted[1:-1]), counted[-1]
    if not number:
        return "the day of the journey"
    one, many = _COUNTED[unit]
    return f"{number} {one if number == 1 else many} {'before' if sign == '-' else 'after'} the day of the journey"
