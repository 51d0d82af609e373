"""A draft as it is read by every surface: worked out once for each state of it, and kept in memory.

Nothing here is changed by those who read it. What takes longer is worked out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.definition import Child, Release, build_outline, build_release, fingerprint
from engine.editing import FlowDraft, Sheet, ways_out
from engine.model import Issue, Severity, Words
from webapp.services.publishing.checking import check_alone, check_the_rest
from webapp.services.publishing.children import children_for_draft
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.labels import Called, Labels

if TYPE_CHECKING:
    from engine.analysis import Line, Naming
    from webapp.persistence import UnitOfWork

_REMEMBERED = 60
_DIGITS = 64
"""Of a fingerprint; no slug is as long."""
_PLAIN_EXITS = {
    "otherwise": "Otherwise",
    "unknown": "Not known",
    "unsolved": "Did not help",
    "unmatched": "No row fits",
}
_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, kw_only=True)
class ShownExit:
    """One way on from a step."""

    name: str
    when: str
    """When people leave this way, in words; empty where there is only one way."""
    target: str
    text: str
    """What the next step is called; empty when there is none of that name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DraftReading:
    """One state of a draft, and what can be said of it."""

    slug: str
    draft: FlowDraft
    children: Mapping[str, Child]
    """The flows that it runs."""
    runs: tuple[str, ...]
    """The releases of these, by their fingerprints."""
    checked: tuple[Issue, ...]
    """What is wrong with the document by itself."""
    labels: Labels
    """Of the state that was read before."""

    @property
    def document(self) -> Mapping[str, Any]:
        return self.draft.document

    @cached_property
    def has_errors(self) -> bool:
        """Whether the document by itself is unsound: then there is no release to look at."""
        return any(issue.severity is Severity.ERROR for issue in self.checked)

    @cached_property
    def release(self) -> Release:
        """The draft as the public would walk through it. Only of a draft without errors."""
        return build_release(self.document, self.draft.translations, self.children)

    @cached_property
    def naming(self) -> Naming | None:
        """Names and conditions in words; a draft with errors cannot be read so far."""
        from engine.analysis import Naming

        if self.has_errors:
            return None
        written = build_outline(self.document, self.draft.translations)
        return Naming.build(written, written.flow.language, Words("en"))

    @property
    def is_judged(self) -> bool:
        """Whether `problems` is worked out already."""
        return "problems" in self.__dict__

    @cached_property
    def problems(self) -> tuple[Issue, ...]:
        """Everything that can be told without a proof, worst first."""
        rest = () if self.has_errors else check_the_rest(self.release, self.document, self.draft.translations)
        return worst_first((*self.checked, *rest))

    @cached_property
    def _called(self) -> Mapping[str, Called] | None:
        return self.labels.of(self.document, self.naming) if self.naming is not None else None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The steps in the order in which people meet them."""
        from engine.analysis import outline  # networkx is loaded by whoever designs, not by whoever serves

        return outline(self.document)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What each step is called; one without words of its own by what it looks at."""
        if self._called is not None:
            return {name: called.text for name, called in self._called.items()}
        sheet = Sheet(self.draft)
        return {name: sheet.called(name).strip("“”") for name in self.document["nodes"]}

    @cached_property
    def exits(self) -> Mapping[str, tuple[ShownExit, ...]]:
        """Where each step leads."""
        nodes: Mapping[str, Mapping[str, Any]] = self.document["nodes"]
        called = self._called
        return {
            name: tuple(self._exits(node, called[name].exits if called is not None else _reasons(node)))
            for name, node in nodes.items()
        }

    def _exits(self, node: Mapping[str, Any], said: Mapping[str, str]) -> Iterator[ShownExit]:
        for exit, target in ways_out(node):
            when = said.get(exit) or _PLAIN_EXITS.get(exit, "")
            yield ShownExit(name=exit, when=when, target=target, text=self.texts.get(target, ""))


def read_draft(uow: UnitOfWork, shown: DraftView) -> DraftReading:
    """The draft as it is read; from memory when this very state of it was read before."""
    return read_state(uow, shown.slug, shown.draft, shown.fingerprint)


def read_state(uow: UnitOfWork, slug: str, draft: FlowDraft, name: str) -> DraftReading:
    """The same of any state of a flow, by its fingerprint."""
    cache: dict[Any, Any] = uow.database.cache
    children = children_for_draft(uow, draft.document)
    runs = tuple(_names(children))
    key = ("draft", slug, name, *runs)
    found: DraftReading | None = cache.pop(key, None)
    if found is None:
        checked = tuple(check_alone(slug, draft.document, children))
        labels = cache.setdefault(("labels", slug), Labels())
        found = DraftReading(slug=slug, draft=draft, children=children, runs=runs, checked=checked, labels=labels)
        kept = [each for each in list(cache) if isinstance(each, tuple) and each[0] == "draft"]
        for each in kept[: max(0, len(kept) - _REMEMBERED + 1)]:
            cache.pop(each, None)
    cache[key] = found
    return found


def _reasons(node: Mapping[str, Any]) -> dict[str, str]:
    """What the exits of a step are called in a draft that cannot be read as a flow."""
    return {str(rule.get("id")): str(rule.get("because") or rule.get("id")) for rule in node.get("rules", ())}


def worst_first(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Errors, then warnings, then notes; each in the order of the document."""
    return tuple(sorted(issues, key=lambda issue: (_WEIGHTS[issue.severity], issue.sort_key)))


def _names(children: Mapping[str, Child]) -> Iterator[str]:
    """What tells the flows that are run from others: their releases. Those named by slug may become newer."""
    for name, child in sorted(children.items()):
        yield name if len(name) == _DIGITS else fingerprint(child.document, child.translations)
