"""What to ask or show next, free of any channel and any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.model.flow import Rule, Text
from engine.model.inputs import Raw
from engine.model.journey import ContactGiven, Given
from engine.model.values import Json, Values


class Asks(StrEnum):
    """What a prompt waits for."""

    ANSWER = "answer"
    PAGE = "page"
    """Several answers together."""
    CONTINUE = "continue"
    SOLVED = "solved"
    CONTACT = "contact"
    SEND = "send"
    NOTHING = "nothing"
    """The journey is over: an end, a solved article, a sent handoff."""
    HELP = "help"
    """The flow failed: the host offers a person."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why an answer was not accepted: a value, not an exception.

    `code` is stable (`required`, `too-low`, `not-a-date`, a validator's id, …). `message` is the
    designer's own text when there is one; otherwise the channel words `code` with `params`.
    `part` names the field to look at (`day`, `email`, …), empty for the whole answer.
    """

    code: str
    params: Mapping[str, Json] = field(default_factory=dict)
    message: Text = ""
    pointer: str = ""
    """Where `message` stands in the document, for its translation."""
    part: str = ""
    meant: tuple[Json, ...] = ()
    """What may have been meant, as canonical JSON of the fact's type: the person says which, or types it again."""
    keeps_typed: bool = False
    """Whether the last of `meant` is what was typed: it stands unless the person says otherwise."""
    fact: str = ""
    """The fact that the question was about, where several are asked at one place."""


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """One node that the path led through."""

    node: str
    exit: str
    rule: Rule | None = None
    """The rule that fired, if one did."""
    also: tuple[Rule, ...] = ()
    """Rows of a table that fired besides it."""
    place: str = ""
    """Where the person was asked or told something; empty when the node was passed in silence."""
    asked: tuple[str, ...] = ()
    """The facts that were asked for at this place."""
    sets: tuple[str, ...] = ()
    """The facts that were filled here."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule or row that fired here."""
        return (self.rule, *self.also) if self.rule else ()


@dataclass(frozen=True, kw_only=True)
class MemberPath:
    """One member of a list: where it begins on the path, and the steps that ask about it."""

    number: int
    scope: str
    """What the names of its nodes and facts begin with: `members/2`."""
    place: str
    path: tuple[PathStep, ...]


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One waiting place of a journey, and what is known there."""

    place: str
    """Node id, or `<node>.check` for the last look before sending, or `<node>.sent` after it."""
    node: str
    asks: Asks
    known: Values = field(default_factory=dict)
    """Facts known on the way here, answered and calculated: for placeholders."""
    given: Given | None = None
    """The answer this question has, or had before it went off the path: to fill the field."""
    question: str = ""
    """The question's id, when one of a page's is asked by itself."""
    givens: Mapping[str, Given] = field(default_factory=dict)
    """The answers that the questions of a page have or had, by fact."""
    members: tuple[MemberPath, ...] = ()
    """The members so far, where it is asked whether there is another."""
    can_remove: bool = False
    """Whether one of them may be removed."""
    contact: ContactGiven | None = None
    path: tuple[PathStep, ...] = ()
    """The nodes passed on the way to this place."""
    back: str = ""
    """The waiting place before this one; empty at the start."""
    returning: bool = False
    """True when the person came to change one answer."""
    is_frontier: bool = True
    """True when nothing after this has been answered."""
    refusals: tuple[Refusal, ...] = ()
    raw: Raw | None = None
    """What was typed, when it was refused: nothing typed is lost."""
    raws: Mapping[str, Raw] | None = None
    """The same for a page, by the ids of its questions."""
