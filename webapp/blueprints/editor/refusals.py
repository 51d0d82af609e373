"""Why a form was not kept: in one sentence for the whole, and at each field that has to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.editing import ConflictError
from engine.errors import EditError
from engine.model import Issue
from webapp.blueprints.editor.fields import Field


@dataclass(kw_only=True)
class Refusal:
    """What was refused. Empty, nothing was."""

    what: str = ""
    fix: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """By the name of the form's field."""
    at: str = ""
    """The pointer that somebody else changed meanwhile, and what stands there now."""
    theirs: str = ""

    def __bool__(self) -> bool:
        return bool(self.what or self.fields)

    def unread(self, refused: Mapping[str, EditError]) -> None:
        """Fields whose text is no value of their kind."""
        self.fields.update({name: f"{error.what} {error.fix}".strip() for name, error in refused.items()})
        self._sum_up()

    def unsuited(self, said: Iterable[tuple[str, str]]) -> None:
        """Fields that do not go together."""
        self.fields.update(said)
        self._sum_up()

    def add(self, issues: Iterable[Issue], fields: Sequence[Field]) -> None:
        """Faults of the schema, each at the field it is about; others above the form."""
        for issue in issues:
            said = f"{issue.what} {issue.fix}".strip()
            near = [each for each in fields if issue.pointer in (each.pointer, each.group) or _is_in(issue, each)]
            if near:
                self.fields.setdefault(near[0].name, said)
            else:
                self.what, self.fix = self.what or issue.what, self.fix or issue.fix
        self._sum_up()

    def conflict(self, conflict: ConflictError, theirs: str) -> None:
        """Somebody else changed the same place."""
        self.what, self.fix, self.at, self.theirs = conflict.what, conflict.fix, conflict.pointer, theirs

    def _sum_up(self) -> None:
        if self.fields and not self.what:
            self.what = "This was not kept yet."
            self.fix = "Mend what is marked below."


def _is_in(issue: Issue, each: Field) -> bool:
    return issue.pointer.startswith(f"{each.pointer}/")
