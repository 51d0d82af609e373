"""Several operations that are one edit: done and undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.editing.operations import Done, Operation
from engine.editing.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Together(Operation):
    """Makes changes one after the other, or none of them. For what one form changes; it is not sent as JSON."""

    steps: tuple[Operation, ...]
    said: str = ""
    """What it did, in one sentence; empty takes the words of the steps."""
    focus: str = field(default="")

    def run(self, sheet: Sheet) -> Done:
        done = [step.run(sheet) for step in self.steps]
        return Done(
            said=self.said or " ".join(each.said for each in done),
            focus=self.focus or (done[-1].focus if done else ""),
            renamed={old: new for each in done for old, new in each.renamed.items()},
        )
