"""Says what of a foreign document cannot be brought over, and where in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity


class NotSupportedError(Exception):
    """Something that has no place in a flow. Caught where its own place is known, to become a refusal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeverError(NotSupportedError):
    """A condition that cannot hold: it looks into something that is never there. A row with it never fits."""

    def __init__(self) -> None:
        super().__init__("it looks into something that is never there")


def refusal(where: str, reason: str) -> DefinitionError:
    """The refusal of a document, for one thing in it."""
    what = f"{where}: {reason}" if where else reason
    return DefinitionError([Issue(rule="import", severity=Severity.ERROR, pointer="", what=what)])


@contextmanager
def within(where: str) -> Iterator[None]:
    """Refuses what is not supported in here, naming this place."""
    try:
        yield
    except NotSupportedError as error:
        raise refusal(where, error.reason) from None
