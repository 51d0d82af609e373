"""The flow as a document: facts, tables, nodes and promises, each as its designer wrote it.

These are plain records made by `engine.definition` from checked JSON. What a node *does* lives in
`engine.nodes`; what an expression *means* in `engine.expressions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.model.values import Json

Text: TypeAlias = str | Mapping[str, str]
"""A sentence, or `{"by": fact, "one": …, "other": …}` chosen by the CLDR plural class of a fact."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a rule, an amount or a text comes from."""

    title: str
    url: str = ""
    as_of: date | None = None
    check_again_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose."""

    id: str
    label: Text
    hint: Text = ""
    imported_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An entry of the flow's data dictionary: what an answer may be. `domain` holds the keys of its type."""

    id: str
    type: str
    label: Text = ""
    sensitive: bool = False
    options: tuple[Option, ...] = ()
    domain: Mapping[str, Json] = field(default_factory=dict)
    imported_as: str = ""

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Amounts looked up by a key. `match` is value, band or date; `beyond` says how it goes on past its last row."""

    id: str
    by: str
    match: str
    gives: str
    rows: tuple[tuple[Json, Json], ...]
    beyond: Mapping[str, Json] | None = None
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Leads to `next` when its condition holds."""

    id: str
    when: Json
    next: str
    because: Text = ""
    source: Source | None = None
    group: str = "rules"
    """Where it stands in its node: among its rules, or the rows of a table."""


@dataclass(frozen=True, kw_only=True)
class Validator:
    """Refuses an answer with `message` when its condition holds. Unknown does not refuse."""

    id: str
    when: Json
    message: Text


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How a person can be reached: what is asked, what is needed, and whether staying anonymous is a choice."""

    ask: tuple[str, ...] = ("name", "phone", "email")
    require_one_of: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What the designers swear about the flow. `then` is one of outcome, visits, never, condition.

    What a flow that is run by this one swears stands here too: of every journey that passes `within`, the node that
    runs it. Its outcomes need not be where the journey ends, so its `outcome` is `passes` here.
    """

    id: str
    when: Json
    then: Mapping[str, Json]
    within: str = ""
