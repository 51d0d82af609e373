"""One thing that a designer changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.model.values import Json


class Subject(StrEnum):
    """What a change is about, in the order in which changes are told."""

    NODE = "node"
    EXIT = "exit"
    RULE = "rule"
    AMOUNT = "amount"
    CALCULATION = "calculation"
    ANSWER = "answer"
    SETTING = "setting"
    PROMISE = "promise"
    TEXT = "text"
    TRANSLATION = "translation"
    SOURCE = "source"


class Kind(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"
    STALE = "stale"


@dataclass(frozen=True)
class Change:
    """One change: where, from what to what, and in a sentence."""

    subject: Subject
    kind: Kind
    pointer: str
    """Where it stands now, by ids; of what is gone, where it stood."""
    sentence: str
    before: Json = None
    after: Json = None
    flow: str = ""
    """The flow that this one runs and in which it stands; empty for the flow itself."""

    def as_json(self) -> Mapping[str, Json]:
        """For programs."""
        return {
            "flow": self.flow,
            "subject": str(self.subject),
            "kind": str(self.kind),
            "pointer": self.pointer,
            "sentence": self.sentence,
            "before": self.before,
            "after": self.after,
        }
