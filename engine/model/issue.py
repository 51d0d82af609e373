"""A finding about a flow document, in words for a content designer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a release, a warning may be waived, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One finding. `rule` is its stable name, `pointer` a JSON pointer into the document."""

    rule: str
    severity: Severity
    pointer: str
    what: str
    """What is wrong, one sentence that names the node or fact."""
    fix: str = ""
    """What would be right, one sentence; may be empty when `what` says it all."""

    @property
    def sentence(self) -> str:
        """The finding and its remedy as one line."""
        return f"{self.what} {self.fix}".strip()

    @property
    def sort_key(self) -> tuple[str, str, str]:
        return (self.pointer, self.rule, self.what)
