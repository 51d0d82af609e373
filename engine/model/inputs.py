"""What a person, or the world, can put into a journey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.model.values import Value

Raw: TypeAlias = Mapping[str, tuple[str, ...]]
"""An answer as typed: its parts by name (`""` for a single field, `day`, `month`, …), each a tuple of strings."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer as typed, to the question that waits at `place`; parsed by the type of its fact."""

    place: str
    raw: Raw
    returning: bool = False
    """True when the person came to change one answer: go straight on to the first thing still open."""


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """The answers to all questions of a page as typed, by the ids of the questions."""

    place: str
    raws: Mapping[str, Raw]
    returning: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveMember:
    """Takes a member out of a list, where it is asked whether there is another. What was said is kept, off the path."""

    place: str
    number: int


@dataclass(frozen=True, kw_only=True)
class TypedAnswer:
    """An answer that is a value already: from a program, a scenario or a recording."""

    place: str
    value: Value
    returning: bool = False


@dataclass(frozen=True, kw_only=True)
class Skip:
    """Passes over an optional question."""

    place: str
    returning: bool = False


@dataclass(frozen=True, kw_only=True)
class Continue:
    """Goes on from a message."""

    place: str


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Whether an article helped. Goes on to the node's `unsolved` exit when it did not."""

    place: str
    helped: bool


@dataclass(frozen=True, kw_only=True)
class GiveContact:
    """How to reach the person, field by field as typed; or the choice to stay anonymous."""

    place: str
    details: Mapping[str, str]
    meant: Mapping[str, str] = field(default_factory=dict)
    """For a detail that had several readings, the one chosen."""
    anonymous: bool = False
    returning: bool = False


@dataclass(frozen=True, kw_only=True)
class Send:
    """Consents, and asks a person to take over. The only input that emits `HandoffRequested`."""

    place: str
    consent: str = ""
    """The sentence the person agreed to, as it was shown."""


@dataclass(frozen=True, kw_only=True)
class Back:
    """Returns to the place before the one last prompted. Answers stay."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Returns to any earlier place on the path. Answers stay until another one is given."""

    place: str


@dataclass(frozen=True, kw_only=True)
class Redate:
    """The person chose the day to go by: a later one than that on which the journey began, or that one still."""

    today: date
    kept_on: date | None = None
    """The later day on which they chose to keep `today` as it was."""


@dataclass(frozen=True, kw_only=True)
class SetLanguage:
    """Goes on in another language."""

    language: str


Input: TypeAlias = (
    Answer
    | AnswerPage
    | RemoveMember
    | TypedAnswer
    | Skip
    | Continue
    | Solved
    | GiveContact
    | Send
    | Back
    | Change
    | Redate
    | SetLanguage
)
