"""The steps of a draft as its map shows them: the flows that it runs as one box each, or opened in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.definition import Child, fingerprint
from engine.editing import FlowDraft
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import DraftReading, read_draft, read_state

if TYPE_CHECKING:
    from engine.analysis import Leaving, Step
    from webapp.persistence import UnitOfWork

_RUNS = ("subflow", "repeat")
_DEEPEST = 4
"""Flows within one another that can be open."""


@dataclass(kw_only=True)
class Unfolded:
    """What there is to draw, with the steps of the flows that are open. Their names begin with that of their step."""

    steps: list[Step] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """By the step that runs it: what an open flow is called."""
    slugs: dict[str, str] = field(default_factory=dict)
    """By the same: which flow it is."""
    readings: dict[str, DraftReading] = field(default_factory=dict)
    """By the same: the flow as it is read."""


def flows_run(uow: UnitOfWork, shown: DraftView) -> dict[str, str]:
    """The steps of a draft that run another flow which is there, with its slug."""
    reading = read_draft(uow, shown)
    return {
        name: str(node["flow"])
        for name, node in reading.document["nodes"].items()
        if _child_of(uow, reading, node) is not None
    }


def unfold(uow: UnitOfWork, shown: DraftView, opened: Collection[str]) -> Unfolded:
    """The steps of a draft; those of the flows that `opened` names are shown too."""
    found = Unfolded()
    _add(uow, read_draft(uow, shown), frozenset(opened), found, "", {})
    return found


def _add(
    uow: UnitOfWork,
    reading: DraftReading,
    opened: frozenset[str],
    found: Unfolded,
    prefix: str,
    returns: Mapping[str, Leaving],
) -> None:
    from engine.analysis import Leaving, Step

    nodes = reading.document["nodes"]
    for line in reading.lines:
        node, name = nodes[line.node], f"{prefix}{line.node}"
        type = str(node.get("type", ""))
        exits = [
            Leaving(name=each.name, target=f"{prefix}{each.target}", label=each.when, meaning=each.when)
            for each in reading.exits[line.node]
        ]
        child = _child_of(uow, reading, node)
        inside = len(child.document["nodes"]) if child is not None else 0
        if child is not None and name in opened and name.count("/") < _DEEPEST:
            _add_flow(uow, child, opened, found, name, str(node["flow"]), _back(type, name, exits))
            exits, inside = [Leaving(name="", target=f"{name}/{child.document['start']}", label="")], 0
        exits += _returning(line.node, type, returns)
        step = Step(
            id=name,
            type=type,
            text=reading.texts[line.node],
            exits=tuple(exits),
            group=prefix.rstrip("/"),
            inside=inside,
        )
        found.steps.append(step)


def _add_flow(
    uow: UnitOfWork,
    child: Child,
    opened: frozenset[str],
    found: Unfolded,
    name: str,
    slug: str,
    returns: Mapping[str, Leaving],
) -> None:
    """The steps of a flow that is run, as it was released."""
    draft = FlowDraft(document=child.document, translations=child.translations)
    reading = read_state(uow, slug, draft, fingerprint(child.document, child.translations))
    title = child.document.get("title")
    found.titles[name] = title if isinstance(title, str) else slug
    found.slugs[name] = slug
    found.readings[name] = reading
    _add(uow, reading, opened, found, f"{name}/", returns)


def _back(type: str, name: str, exits: Collection[Leaving]) -> dict[str, Leaving]:
    """Where the outcomes of a flow lead by their names, and all its other ends by “next”."""
    from engine.analysis import Leaving

    leads = {each.name: Leaving(name="", target=each.target, label="", meaning=each.meaning) for each in exits}
    if "otherwise" in leads:
        leads.setdefault("next", leads["otherwise"])
    if type == "repeat":
        leads["again"] = Leaving(name="", target=name, label="Next member", meaning="Next member")
    return leads


def _returning(outcome: str, type: str, returns: Mapping[str, Leaving]) -> Iterator[Leaving]:
    """The ways from an outcome of a flow back to the flow that runs it."""
    if outcome in returns and outcome not in ("next", "otherwise", "again"):
        yield returns[outcome]
    elif type == "end":
        yield from (returns[key] for key in ("next", "again") if key in returns)


def _child_of(uow: UnitOfWork, reading: DraftReading, node: Mapping[str, Any]) -> Child | None:
    """The flow that a step runs: the release that it names, else the newest one; a draft that was never released."""
    if node.get("type") not in _RUNS:
        return None
    slug = str(node.get("flow"))
    found = reading.children.get(str(node.get("release"))) or reading.children.get(slug)
    draft = None if found else uow.drafts.find(slug)
    return Child(document=draft.document, translations=draft.translations) if draft is not None else found
