"""What an expression can be: its kind, and as much about its value as the check can know.

Bounds and decimal places travel with a number, so that the check can promise that a division never meets
zero, that a table covers every key, and that an amount is whole cents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from engine.expressions.intervals import ANYTHING, Interval
from engine.expressions.numbers import CENTS, exact
from engine.model.flow import Fact, Option
from engine.model.values import Json

DEFAULT_PLACES = 15
DEFAULT_TEXT_LENGTH = 500
SHORT_TEXT_LENGTH = 320


class Kind(StrEnum):
    """The kinds of value that operators tell apart."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    MONTH = "month"
    LIST = "list"
    ARRAY = "array"
    ADDRESS = "address"
    FILE = "file"


NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY})
CALENDAR = frozenset({Kind.DATE, Kind.MONTH})

KIND_OF: Mapping[str, Kind] = {
    "boolean": Kind.BOOLEAN,
    "choice": Kind.CHOICE,
    "place": Kind.CHOICE,
    "choices": Kind.CHOICES,
    "integer": Kind.NUMBER,
    "year": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "number": Kind.NUMBER,
    "money": Kind.MONEY,
    "date": Kind.DATE,
    "month": Kind.MONTH,
    "text": Kind.TEXT,
    "email": Kind.TEXT,
    "phone": Kind.TEXT,
    "postcode": Kind.TEXT,
    "address": Kind.ADDRESS,
    "file": Kind.FILE,
    "list": Kind.LIST,
}

WORDS: Mapping[Kind, str] = {
    Kind.BOOLEAN: "yes or no",
    Kind.NUMBER: "a number",
    Kind.MONEY: "an amount of money",
    Kind.TEXT: "text",
    Kind.CHOICE: "one of several options",
    Kind.CHOICES: "a selection of options",
    Kind.DATE: "a date",
    Kind.MONTH: "a month",
    Kind.LIST: "a list",
    Kind.ARRAY: "a list of values",
    Kind.ADDRESS: "an address",
    Kind.FILE: "a file",
}


@dataclass(frozen=True, init=False)
class Type:
    """The kind of an expression and what is certain about its value."""

    kind: Kind
    flexible: bool = False
    """True for a written number, text or untyped table: it takes the type it is used with."""
    places: int | None = 0
    """Numbers: at most this many decimal places (money: of a cent); None when a division may leave endless ones."""
    bounds: Interval = ANYTHING
    """Numbers: least and greatest value. Text: its length. Money: in cents."""
    options: tuple[str, ...] = ()
    """Choice and choices: ids of the options, in order."""
    members: Mapping[str, Fact] | None = None
    """List: the facts of each member."""
    item: Type | None = None
    """Array: type of its items."""

    def __init__(
        self,
        kind: Kind,
        flexible: bool = False,
        places: int | None = 0,
        bounds: Interval = ANYTHING,
        options: tuple[str, ...] = (),
        members: Mapping[str, Fact] | None = None,
        item: Type | None = None,
    ) -> None:
        # What a frozen dataclass would do field by field, at a third of the time.
        self.__dict__.update(
            kind=kind, flexible=flexible, places=places, bounds=bounds, options=options, members=members, item=item
        )

    @property
    def is_whole(self) -> bool:
        return self.places == 0

    @property
    def words(self) -> str:
        return WORDS[self.kind]

    def settled(self) -> Type:
        """The same type, no longer open to becoming another."""
        return self._settled if self.flexible else self

    @cached_property
    def _settled(self) -> Type:
        item = self.item.settled() if self.item else None
        return Type(self.kind, False, self.places, self.bounds, self.options, self.members, item)


BOOLEAN = Type(Kind.BOOLEAN)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)


def number(*, low: int | None = None, high: int | None = None) -> Type:
    """A whole number within bounds."""
    return Type(Kind.NUMBER, bounds=Interval(low, high))


def fact_type(fact: Fact) -> Type:
    """What the check knows of a fact's value, from its type and domain."""
    return _FROM_KIND.get(KIND_OF[fact.type], _plain_type)(fact)


def fact_bounds(fact: Fact) -> Interval:
    """Least and greatest value of a fact that is a number; money in cents."""
    return fact_type(fact).bounds


def member_facts(fact: Fact) -> Mapping[str, Fact]:
    """The facts of each member of a list fact."""
    raw = fact.domain.get("facts") or {}
    return {name: _as_fact(name, data) for name, data in raw.items()}


def option_ids(fact: Fact) -> tuple[str, ...]:
    """Ids of what can be chosen, in order."""
    if fact.options:
        return tuple(option.id for option in fact.options)
    return tuple(option["id"] for option in fact.domain.get("places") or ())


def _plain_type(fact: Fact) -> Type:
    return Type(KIND_OF[fact.type])


def _number_type(fact: Fact) -> Type:
    places = fact.domain.get("places", DEFAULT_PLACES) if fact.type == "decimal" else 0
    return Type(Kind.NUMBER, places=places, bounds=_domain_bounds(fact, 1))


def _money_type(fact: Fact) -> Type:
    return Type(Kind.MONEY, bounds=_domain_bounds(fact, CENTS))


def _domain_bounds(fact: Fact, scale: int) -> Interval:
    low, high = fact.domain.get("minimum"), fact.domain.get("maximum")
    return Interval(None if low is None else exact(low) * scale, None if high is None else exact(high) * scale)


def _choice_type(fact: Fact) -> Type:
    return Type(KIND_OF[fact.type], options=option_ids(fact))


def _text_type(fact: Fact) -> Type:
    default = DEFAULT_TEXT_LENGTH if fact.type == "text" else SHORT_TEXT_LENGTH
    return Type(Kind.TEXT, bounds=Interval(0, fact.domain.get("max_length", default)))


def _list_type(fact: Fact) -> Type:
    return Type(Kind.LIST, members=member_facts(fact))


_FROM_KIND = {
    Kind.NUMBER: _number_type,
    Kind.MONEY: _money_type,
    Kind.CHOICE: _choice_type,
    Kind.CHOICES: _choice_type,
    Kind.TEXT: _text_type,
    Kind.LIST: _list_type,
}


def _as_fact(name: str, data: Fact | Mapping[str, Json]) -> Fact:
    """A member's fact, whether the loader has built it already or left it as JSON."""
    if isinstance(data, Fact):
        return data
    options = tuple(Option(id=option["id"], label=option.get("label", "")) for option in data.get("options", ()))
    domain = {key: value for key, value in data.items() if key not in {"type", "label", "options", "sensitive"}}
    return Fact(id=name, type=data["type"], label=data.get("label", ""), options=options, domain=domain)
