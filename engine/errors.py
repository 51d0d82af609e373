"""The exceptions of the engine.

EngineError
├── RegistrationError     a type registered twice, or one that nobody registered
├── DefinitionError       a flow document that cannot be used; carries the issues
├── ProofStoppedError     a proof that did not come to its end
├── EditError             a change of a draft that cannot be made; carries what to do instead
├── ExpressionError       a condition or calculation that cannot be compiled; carries the pointer
└── JourneyError          an input that this journey cannot take
    ├── NotWaitingError       the journey does not wait at that place
    ├── SealedError           the journey was sent and takes no more inputs
    └── SnapshotError         a saved journey that cannot be read back

A constituent's bad answer is none of these: it is a value (`Refusal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.issue import Issue


class EngineError(Exception):
    """Anything the engine raises on purpose."""


class RegistrationError(EngineError):
    """A name registered twice, or looked up and not there."""


class DefinitionError(EngineError):
    """A flow document that cannot be used. `issues` says where and why."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("; ".join(issue.sentence for issue in self.issues))


class ProofStoppedError(EngineError):
    """A proof did not come to its end: it was cancelled, took too long, or its process died."""


class EditError(EngineError):
    """A change that a designer asked for and that cannot be made. The draft is as it was."""

    def __init__(self, what: str, fix: str = "") -> None:
        self.what = what
        self.fix = fix
        super().__init__(f"{what} {fix}".strip())


class ExpressionError(EngineError):
    """An expression that cannot be compiled. `pointer` leads into the expression, as in `/and/1`."""

    def __init__(self, message: str, pointer: str = "") -> None:
        self.message = message
        self.pointer = pointer
        super().__init__(f"{message} (at {pointer or '/'})")


class JourneyError(EngineError):
    """An input that this journey cannot take."""


class NotWaitingError(JourneyError):
    """The journey does not wait for an input at `place`."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"the journey does not wait at {place!r}")


class SealedError(JourneyError):
    """The journey was sent to a person; a later change opens a new one."""


class SnapshotError(JourneyError):
    """A saved journey that cannot be read back."""
