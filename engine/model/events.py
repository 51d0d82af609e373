"""What happened in a turn. The engine only tells; the host acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.model.values import Json, Value


@dataclass(frozen=True, kw_only=True)
class Entered:
    """The path now leads through `node`, for the first time in this journey's present path."""

    node: str


@dataclass(frozen=True, kw_only=True)
class Left:
    """The path now leaves `node` by `exit`: next, otherwise, unknown, unsolved, or a rule's id."""

    node: str
    exit: str


@dataclass(frozen=True, kw_only=True)
class AnswerRecorded:
    """A question was answered, or answered anew."""

    node: str
    fact: str
    value: Value | None
    changed: bool


@dataclass(frozen=True, kw_only=True)
class AnswersRetracted:
    """These facts no longer follow from the answers before them. Kept, marked, and not counted."""

    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerRefused:
    """An answer was not accepted; the journey is unchanged. `code` names the rule it broke."""

    node: str
    code: str


@dataclass(frozen=True, kw_only=True)
class ArticleOffered:
    """An article was shown for the first time."""

    node: str
    article: str


@dataclass(frozen=True, kw_only=True)
class OutcomeReached:
    """The journey has an outcome: `kind` is article, results, handoff or end. The last one counts."""

    node: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class SolvedRecorded:
    """The person said whether the article helped, or the catalogue of results: then `article` is empty."""

    node: str
    article: str
    helped: bool


@dataclass(frozen=True, kw_only=True)
class HandoffRequested:
    """A person is asked to take over. `key` is the same however often it is sent; `packet` is handoff/1."""

    node: str
    plan: str
    priority: str
    reason: str
    key: str
    packet: Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class FlowFailed:
    """The flow cannot go on: the host offers a person instead. `why` is unknown, loop, limit, unset,
    unmatched, two-rows-fit or rows-differ."""

    node: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Redated:
    """The person chose the day by which the journey goes: a later one, or the same as before."""

    is_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class LanguageChanged:
    """The journey goes on in another language."""

    language: str


Event: TypeAlias = (
    Entered
    | Left
    | AnswerRecorded
    | AnswersRetracted
    | AnswerRefused
    | ArticleOffered
    | OutcomeReached
    | SolvedRecorded
    | HandoffRequested
    | FlowFailed
    | Redated
    | LanguageChanged
)
