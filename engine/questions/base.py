"""What every fact type can do with an answer: read it, check it, save it, say it, and ask for it again.

A type is stateless and pure. The facts it is given carry their texts in the reader's language already.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json, Number, Value, Values
from engine.model.words import Words
from engine.registry import Registry

V = TypeVar("V", bound=Any)

EQUALITY = ("==", "!=", "in", "answered")
ORDER = (*EQUALITY, "<", "<=", ">", ">=")


MEANT = "meant"
"""The part of an answer that says which of the readings offered is meant."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What an answer is read against: the journey's date, the facts known so far, the reader's language."""

    today: date
    values: Values
    locale: str

    @property
    def words(self) -> Words:
        return Words(self.locale)


@dataclass(frozen=True, kw_only=True)
class ChoiceSpec:
    """One radio button, checkbox or list entry. A page shows it as it is."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class PartSpec:
    """One text field of several; on the web its form name is `answer-<name>`. `width` in characters, 0 is full."""

    name: str
    label: str
    value: str = ""
    optional: bool = False
    """Whether the other parts are an answer without it."""
    inputmode: str = "text"
    autocomplete: str = ""
    width: int = 0


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """How an answer is given. `widget` is one of `engine.channels.Widget`; on the web its form name is `answer`."""

    widget: str
    fact: str
    type: str
    choices: tuple[ChoiceSpec, ...] = ()
    meant: tuple[ChoiceSpec, ...] = ()
    """What a refused answer may have meant: radio buttons beside the field, by the part `MEANT`."""
    parts: tuple[PartSpec, ...] = ()
    value: str = ""
    prefix: str = ""
    suffix: str = ""
    inputmode: str = "text"
    autocomplete: str = ""
    max_length: int = 0
    width: int = 0
    spellcheck: bool = False
    example: str = ""
    """An answer of this kind, as the reader would write it."""
    kept: str = ""
    """The id of the file that the host keeps; `value` is its name. On the web its form name is `answer-kept`."""
    accept: tuple[str, ...] = ()
    """The media types of files that are taken."""


class FactType(ABC, Generic[V]):
    """One type of fact. `parse` reads what was typed, `check` holds a value against the fact's domain."""

    name: ClassVar[str]
    domain_keys: ClassVar[frozenset[str]] = frozenset()
    operators: ClassVar[tuple[str, ...]] = EQUALITY
    is_typed_freely: ClassVar[bool] = False
    """Whether a person's own words can stand in the value, so that Markdown in them must be escaped."""

    @abstractmethod
    def parse(self, fact: Fact, raw: Raw, context: Context) -> V | Refusal:
        """What the person meant; `required` when nothing was given. Never raises, whatever was sent."""

    @abstractmethod
    def to_json(self, fact: Fact, value: V) -> Json: ...

    @abstractmethod
    def from_json(self, fact: Fact, data: Json) -> V:
        """The value that `to_json` wrote. Raises ValueError for anything that is not of this type."""

    @abstractmethod
    def format(self, fact: Fact, value: V, words: Words) -> str:
        """The value as people read it."""

    @abstractmethod
    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec: ...

    def check(self, fact: Fact, value: V, context: Context) -> Refusal | None:
        """The first reason why the fact's domain does not hold `value`."""
        return None

    def to_raw(self, fact: Fact, value: V, words: Words) -> Raw:
        """What a person would have typed for `value`: parsing it gives `value` again."""
        return {"": (str(self.to_json(fact, value)),)}

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        """What is wrong with the fact's domain, for its designer."""
        return []

    def plural(self, value: V) -> Number | None:
        """The number by which a sentence about this value bends; None when it has none."""
        return None


fact_types: Registry[FactType[Any]] = Registry("fact type")


def refuse(fact: Fact, code: str, part: str = "", **params: Json) -> Refusal:
    """A refusal with the designer's own words for `code`, when there are any."""
    messages: Mapping[str, Any] = fact.domain.get("messages") or {}
    if code not in messages:
        return Refusal(code=code, params=params, part=part)
    pointer = f"/facts/{fact.id}/messages/{code}"
    return Refusal(code=code, params=params, part=part, message=messages[code], pointer=pointer)


def offer(refusal: Refusal, *meant: Json, keeps_typed: bool = False) -> Refusal:
    """`refusal` with what may have been meant, as canonical JSON."""
    return replace(refusal, meant=meant, keeps_typed=keeps_typed)


def read_answer(fact: Fact, raw: Raw, context: Context) -> Value | Refusal:
    """Parse and check in one. Of several readings the one the person chose; only those the fact can hold are offered.

    A choice among readings counts only while the text still has that reading: an answer typed anew is read anew.
    """
    kind = fact_types[fact.type]
    value: Value | Refusal = kind.parse(fact, raw, context)
    refusal = value if isinstance(value, Refusal) else kind.check(fact, value, context)
    if refusal is None or not refusal.meant:
        return refusal or value
    values: dict[str, Value] = {str(each): kind.from_json(fact, each) for each in refusal.meant}
    held = {key: each for key, each in values.items() if kind.check(fact, each, context) is None}
    chosen = (raw.get(MEANT) or ("",))[0]
    if chosen in held:
        return held[chosen]
    return replace(refusal, meant=tuple(each for each in refusal.meant if str(each) in held))


def value_from_json(fact: Fact, data: Json) -> Value:
    """A saved or recorded value of `fact`. Raises ValueError when it is of another type."""
    value: Value = fact_types[fact.type].from_json(fact, data)
    return value
