"""A draft as designers read it: every step with what it says, where it leads and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definition import build_outline, build_release
from engine.editing import Sheet, each_text, ways_out
from engine.model import Issue, Severity, Words
from webapp.services.publishing.children import children_for_draft
from webapp.services.publishing.designs import find_problems
from webapp.services.publishing.drafting import DraftView

_UNTRANSLATED = "untranslated"
_FOR_DESIGNERS = frozenset({"decision", "table", "calculate"})
"""Steps whose title nobody in public reads."""

if TYPE_CHECKING:
    from engine.analysis import Naming
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ShownExit:
    """One way on from a step."""

    name: str
    when: str
    """When people leave this way, in words; empty where there is only one way."""
    target: str
    text: str
    """What the next step is called; empty when there is none of that name."""


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

    @property
    def errors(self) -> int:
        return sum(issue.severity is Severity.ERROR for issue in self.problems)

    def step(self, name: str) -> ShownStep | None:
        return next((step for step in self.steps if step.node == name), None)


def outline_of(uow: UnitOfWork, shown: DraftView) -> Outline:
    """The draft in the order in which people meet its steps."""
    from engine.analysis import outline  # networkx is loaded by whoever designs, not by whoever serves

    found = find_problems(uow, shown)
    problems = tuple(issue for issue in found if issue.rule != _UNTRANSLATED)
    document = shown.draft.document
    has_errors = any(issue.severity is Severity.ERROR for issue in problems)
    naming = None if has_errors else _naming(uow, shown)
    sheet = Sheet(shown.draft)
    nodes: Mapping[str, Mapping[str, Any]] = document["nodes"]
    texts = {name: _called(name, sheet, naming) for name in nodes}
    steps = tuple(
        ShownStep(
            node=line.node,
            type=str(nodes[line.node].get("type", "")),
            text=texts[line.node],
            depth=line.depth,
            exits=tuple(_exits(line.node, nodes[line.node], texts, naming)),
            is_start=line.node == document.get("start"),
            is_reached=line.is_reached,
            problems=_about(problems, f"/nodes/{line.node}"),
        )
        for line in outline(document)
    )
    return Outline(steps=steps, problems=problems, untranslated=_untranslated(shown))


def _called(name: str, sheet: Sheet, naming: Naming | None) -> str:
    """A step as people know it; one without words of its own by what it looks at."""
    return naming.text(naming.flow.nodes[name]) if naming else sheet.called(name).strip("“”")


def _naming(uow: UnitOfWork, shown: DraftView) -> Naming:
    """Words for conditions; a draft without errors can be read as a release."""
    from engine.analysis import Naming

    document, translations = shown.draft.document, shown.draft.translations
    release = build_release(document, translations, children_for_draft(uow, document))
    return Naming.build(build_outline(document, translations, release), release.flow.language, Words("en"))


def _exits(name: str, node: Mapping[str, Any], texts: Mapping[str, str], naming: Naming | None) -> Sequence[ShownExit]:
    if naming is not None:
        built = naming.flow.nodes[name]
        said = {exit.name: naming.label(built, exit) for exit in built.exits()}
    else:
        rules = node.get("rules", ())
        said = {str(rule.get("id")): str(rule.get("because") or rule.get("id")) for rule in rules}
    plain = {"otherwise": "Otherwise", "unknown": "Not known", "unsolved": "Did not help", "unmatched": "No row fits"}
    return [
        ShownExit(name=exit, when=said.get(exit) or plain.get(exit, ""), target=target, text=texts.get(target, ""))
        for exit, target in ways_out(node)
    ]


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
