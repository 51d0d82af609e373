"""A draft as designers read it: every step with what it says, where it leads and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.editing import each_text
from engine.model import Issue, Severity
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import ShownExit, read_draft, worst_first

UNTRANSLATED = "untranslated"
_FOR_DESIGNERS = frozenset({"decision", "table", "calculate"})
"""Steps whose title nobody in public reads."""

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """One node of the draft."""

    node: str
    type: str
    text: str
    depth: int
    exits: tuple[ShownExit, ...]
    is_start: bool
    is_reached: bool
    problems: tuple[Issue, ...]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The whole draft, and what is wrong with it."""

    steps: tuple[ShownStep, ...]
    problems: tuple[Issue, ...]
    """Without the texts that are not translated: those are counted."""
    untranslated: Mapping[str, int]
    """By language: texts that are shown in the flow's own language for want of a translation."""
    is_judged: bool
    """Whether the ways through the draft were looked at, or only the document by itself."""

    @property
    def errors(self) -> int:
        return sum(issue.severity is Severity.ERROR for issue in self.problems)

    def step(self, name: str) -> ShownStep | None:
        return next((step for step in self.steps if step.node == name), None)


def outline_of(uow: UnitOfWork, shown: DraftView, *, at_once: bool = False) -> Outline:
    """The draft in the order in which people meet its steps.

    `at_once` leaves out the problems that would have to be worked out first: see `Outline.is_judged`.
    """
    draft = read_draft(uow, shown)
    is_judged = draft.is_judged or not at_once
    found = draft.problems if is_judged else worst_first(draft.checked)
    problems = tuple(issue for issue in found if issue.rule != UNTRANSLATED)
    nodes: Mapping[str, Mapping[str, Any]] = draft.document["nodes"]
    steps = tuple(
        ShownStep(
            node=line.node,
            type=str(nodes[line.node].get("type", "")),
            text=draft.texts[line.node],
            depth=line.depth,
            exits=draft.exits[line.node],
            is_start=line.node == draft.document.get("start"),
            is_reached=line.is_reached,
            problems=_about(problems, f"/nodes/{line.node}"),
        )
        for line in draft.lines
    )
    return Outline(steps=steps, problems=problems, untranslated=_untranslated(shown), is_judged=is_judged)


def _untranslated(shown: DraftView) -> dict[str, int]:
    """Counted in the draft itself, because an issue does not say which language it is about."""
    nodes = shown.draft.document["nodes"]
    unread = {f"/nodes/{name}/title" for name, node in nodes.items() if node.get("type") in _FOR_DESIGNERS}
    texts = [place for place, _ in each_text(shown.draft.document) if place not in unread]
    counts = {
        language: sum(place not in each["texts"] or not each["texts"][place]["text"] for place in texts)
        for language, each in shown.draft.translations.items()
    }
    return {language: count for language, count in counts.items() if count}


def _about(problems: Sequence[Issue], pointer: str) -> tuple[Issue, ...]:
    return tuple(issue for issue in problems if issue.pointer == pointer or issue.pointer.startswith(f"{pointer}/"))
