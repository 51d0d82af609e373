"""What every node type shares, and the flow they make up.

A node is asked one thing: `enter(visit)`. It answers by an exit (`Goes`), by waiting for the person
(`Waits`), or by saying that it cannot go on (`Fails`). It never changes anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar, Protocol, Self, TypeAlias, TypeVar

from engine.model.flow import Fact, Promise, Rule, Source, Table, Text
from engine.model.journey import ContactGiven, Given
from engine.model.prompts import Asks, Refusal
from engine.model.values import Json, Value

T = TypeVar("T")
MAX_STEPS = 5000
"""Nodes one walk may pass before it counts as a runaway."""


@dataclass(frozen=True, kw_only=True)
class Exit:
    """One way out of a node, and where it leads."""

    name: str
    target: str


class Part(StrEnum):
    """What an expression gives of the fact it fills, where several are put together to fill it."""

    WHOLE = "whole"
    NUMBER = "number"
    """A number or amount to be added or compared: not bound to the fact's minimum and maximum."""
    OPTION = "option"
    """One of the options."""
    MEMBER = "member"
    """One fact of one member of a list."""


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A condition, unless it `fills` a fact, or has a `name` and may be of any type."""

    pointer: str
    """From the document's root, by id: `/nodes/fits/rules/limit/when`."""
    source: Json
    fills: str = ""
    part: Part = Part.WHOLE
    """What it gives of the fact it fills."""
    member: str = ""
    """For `Part.MEMBER`: which fact of the member."""
    name: str = ""
    """What later expressions of the same node call its value."""
    is_row: bool = False
    """True for the condition that a table's row stands for: one part for each cell."""
    is_exit: bool = False
    """True for a condition that is read once the node has filled its facts."""
    is_rank: bool = False
    """True for a number or amount that things are put in order by."""


@dataclass(frozen=True, kw_only=True)
class Goes:
    """Leaves by an exit; `rule` is the one that fired; `sets` the facts it filled."""

    exit: str
    target: str
    rule: Rule | None = None
    also: tuple[Rule, ...] = ()
    """The rows of a table that fired besides `rule`."""
    sets: Mapping[str, Value | None] = field(default_factory=dict)
    waited: Asks | None = None
    """What the person did here, when the node had to wait for them."""


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Waits for the person at `place`."""

    place: str
    asks: Asks
    refusals: tuple[Refusal, ...] = ()
    earlier: tuple[tuple[str, Asks], ...] = ()
    """Places of the same node that the person has been through already."""


@dataclass(frozen=True, kw_only=True)
class Fails:
    """Cannot go on: `unknown` (a condition nobody can decide), `unset` (nothing to leave by), `unmatched`,
    `two-rows-fit` or `rows-differ` (a table that says nothing, or two things)."""

    why: str
    sets: Mapping[str, Value | None] = field(default_factory=dict)
    waited: Asks | None = None
    """As for `Goes`: the answer that led nowhere was given, and can be changed."""


Entry: TypeAlias = Goes | Waits | Fails


def after(entry: Goes | Fails, waited: Asks, sets: Mapping[str, Value | None] | None = None) -> Goes | Fails:
    """The same exit, or lack of one, after the person did something here."""
    return replace(entry, waited=waited, sets=sets or {})


class Reading(Protocol):
    """What a node may know of the answers, when it needs nothing else."""

    def truth(self, pointer: str) -> bool | None:
        """Whether the condition at `pointer` holds; None is unknown."""

    def value(self, pointer: str) -> Value | None:
        """The value of the expression at `pointer`; None is unknown."""

    def supposing(self, fact: str, value: Value | None) -> Reading:
        """The same, with `fact` filled."""

    def fitted(self, fact: str, value: Value | None) -> Value | None:
        """What was put together for `fact`, in the form it takes; None where it lies outside its domain."""


class Visit(Protocol):
    """What a node may see of the journey that enters it."""

    def truth(self, pointer: str) -> bool | None:
        """Whether the condition at `pointer` holds; None is unknown."""

    def value(self, pointer: str) -> Value | None:
        """The value of the expression at `pointer`; None is unknown."""

    def is_known(self, fact: str) -> bool:
        """Whether this walk has already filled `fact` (or passed its optional question)."""

    def given(self, fact: str) -> Given | None:
        """The answer that counts for `fact`, if there is one."""

    def supposing(self, fact: str, value: Value | None) -> Visit:
        """The same visit, with `fact` filled."""

    def fitted(self, fact: str, value: Value | None) -> Value | None:
        """What was put together for `fact`, in the form it takes; None where it lies outside its domain."""

    def domain_refusal(self, fact: str, value: Value) -> Refusal | None:
        """Why `value` no longer fits the fact's domain, when that depends on other facts or on the journey's date."""

    def has_passed(self, place: str) -> bool:
        """Whether the message was read, or the article said not to have helped."""

    def contact(self, node: str) -> ContactGiven | None:
        """How the person can be reached, as given at this handoff."""

    def was_sent(self, node: str) -> bool:
        """Whether this handoff was sent."""


def once(ask: Callable[[Any], T]) -> Callable[[Any], T]:
    """What is asked of a node, and only once of each: the answer is kept with the node, which never changes."""
    key = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def kept(node: Any) -> T:
        known = vars(node)
        if key not in known:
            known[key] = ask(node)
        found: T = known[key]
        return found

    return kept


@dataclass(frozen=True, kw_only=True)
class Node(ABC):
    """One node of a flow, as its designer wrote it."""

    type: ClassVar[str]
    outcome: ClassVar[str] = ""
    """The kind of outcome this type is, empty when it is none."""
    calculating: ClassVar[frozenset[str] | None] = None
    """The keys of its JSON of which one is there when it has expressions; None when it always may have some."""

    id: str
    title: Text = ""
    """A name for staff."""
    source: Source | None = None
    imported_as: str = ""

    def __init_subclass__(cls, **options: Any) -> None:
        """What a node says of itself is worked out once: it never changes, and is asked again and again."""
        super().__init_subclass__(**options)
        for name in ("exits", "expressions", "texts"):
            if name in vars(cls):
                setattr(cls, name, once(vars(cls)[name]))

    @classmethod
    @abstractmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        """A node from its checked JSON."""

    @abstractmethod
    def exits(self) -> tuple[Exit, ...]:
        """Every way out, in the order in which they are tried."""

    @abstractmethod
    def enter(self, visit: Visit) -> Entry:
        """What happens when a journey comes here. Changes nothing, and gives the same for the same visit."""

    def expressions(self) -> tuple[Expression, ...]:
        """Every condition and calculation, in reading order."""
        return ()

    @property
    def fills(self) -> tuple[str, ...]:
        """The facts this node fills."""
        return ()

    def texts(self) -> Mapping[str, Text]:
        """Every text for the public, by its pointer within the node: `prompt`, `rules/limit/because`."""
        return {}

    def pointer(self, *parts: str) -> str:
        """The JSON pointer, by id, of something in this node."""
        return "/".join(("/nodes", self.id, *parts))


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A whole flow. Made by `engine.definition.parse_flow` from a checked document."""

    id: str
    language: str
    time_zone: str
    title: Text
    start: str
    facts: Mapping[str, Fact]
    nodes: Mapping[str, Node]
    tables: Mapping[str, Table] = field(default_factory=dict)
    holidays: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    texts: Mapping[str, Text] = field(default_factory=dict)
    """Every text for the public, by pointer from the root: `/title`, `/facts/people/label`, `/nodes/fits/prompt`."""
    shared: bool = False
    """Whether other flows run this one."""
    inputs: tuple[str, ...] = ()
    """The facts that a flow which runs this one hands it."""
    scopes: Mapping[str, Text] = field(default_factory=dict)
    """The titles of the sub-flows that have one, by what the names in them begin with: `members/2`."""
    channels: tuple[str, ...] = ("web",)
    """Where the flow is offered: web, sms, voice."""
    imported_as: str = ""


def build_rule(data: Mapping[str, Json]) -> Rule:
    """A rule from its checked JSON."""
    return Rule(
        id=data["id"],
        when=data["when"],
        next=data["next"],
        because=data.get("because", ""),
        source=build_source(data.get("source")),
    )


def build_source(data: Mapping[str, Json] | None) -> Source | None:
    """A source from its checked JSON, if there is one."""
    if data is None:
        return None
    return Source(
        title=data["title"],
        url=data.get("url", ""),
        as_of=_day(data.get("as_of")),
        check_again_on=_day(data.get("check_again_on")),
    )


def shared_fields(id: str, data: Mapping[str, Json]) -> dict[str, Json]:
    """The fields every node type takes from its JSON."""
    return {
        "id": id,
        "source": build_source(data.get("source")),
        "imported_as": data.get("imported_as", ""),
    }


def present(texts: Mapping[str, Text]) -> dict[str, Text]:
    """The texts that are there."""
    return {pointer: text for pointer, text in texts.items() if text}


def targets(exits: Sequence[Exit]) -> tuple[str, ...]:
    """The nodes that these exits lead to, once each."""
    return tuple(dict.fromkeys(exit.target for exit in exits))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
