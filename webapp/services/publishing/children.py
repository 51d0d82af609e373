"""The flows that a flow runs: those that lie beside it on disk, and those that releases here name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.definition import Child, calls_in, fingerprint_of, pin

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class OnDisk:
    """One flow as it lies in its folder, with the releases of the flows it runs written down in it."""

    slug: str
    document: Any
    translations: Mapping[str, Any]
    children: Mapping[str, Child] = field(default_factory=dict)
    scenarios: Mapping[str, Any] = field(default_factory=dict)
    """By the names of their files."""

    @property
    def is_shared(self) -> bool:
        """Whether other flows run it, and nobody starts it by itself."""
        return isinstance(self.document, dict) and self.document.get("shared") is True


def read_folder(uow: UnitOfWork, folder: Path) -> tuple[OnDisk, ...]:
    """Every flow in `folder` and in its folder `shared`; one that others run comes before them."""
    paths = sorted([*folder.glob("*/flow.json"), *folder.glob("shared/*/flow.json")])
    read = {path.parent.name: _read(path) for path in paths}
    ready: dict[str, OnDisk] = {}
    for slug in read:
        _make_ready(uow, slug, read, ready, frozenset())
    folders = {path.parent.name: path.parent for path in paths}
    return tuple(replace(each, scenarios=_read_scenarios(folders[each.slug])) for each in ready.values())


def children_of(uow: UnitOfWork, document: Mapping[str, Any]) -> dict[str, Child]:
    """The releases that a release's document names, and those that they name, by fingerprint."""
    found: dict[str, Child] = {}
    waiting = list(_named_in(document))
    while waiting:
        name = waiting.pop()
        record = None if name in found else uow.flows.find_release(name)
        if record is not None:
            found[name] = Child(document=record.document, translations=record.translations)
            waiting += _named_in(record.document)
    return found


def children_for_draft(uow: UnitOfWork, document: Mapping[str, Any]) -> dict[str, Child]:
    """The flows that a draft runs: the releases it names; else, by slug, the newest release of each."""
    found = children_of(uow, document)
    for _, node in calls_in(document):
        slug = str(node.get("flow", ""))
        record = uow.flows.newest_release(slug) if slug and node.get("release") not in found else None
        if record is not None:
            found[slug] = Child(document=record.document, translations=record.translations)
            found |= children_of(uow, record.document)
    return found


def _named_in(document: Mapping[str, Any]) -> Iterator[str]:
    yield from (node["release"] for _, node in calls_in(document) if isinstance(node.get("release"), str))


def _make_ready(
    uow: UnitOfWork, slug: str, read: Mapping[str, Child], ready: dict[str, OnDisk], within: frozenset[str]
) -> None:
    """Writes the releases of what a flow runs into it, once those flows are ready themselves."""
    if slug in ready or slug in within:
        return
    child = read[slug]
    runs = {node["flow"] for _, node in calls_in(child.document)} if isinstance(child.document, dict) else set()
    for inner in sorted(runs & read.keys()):
        _make_ready(uow, inner, read, ready, within | {slug})
    children = _known(uow, child.document, [ready[each] for each in ready if each in runs]) if runs else {}
    document = child.document
    if runs and runs <= children.keys():
        document = pin(document, children)
    ready[slug] = OnDisk(slug=slug, document=document, translations=child.translations, children=children)


def _known(uow: UnitOfWork, document: Any, beside: list[OnDisk]) -> dict[str, Child]:
    """By slug what lies on disk, by fingerprint that and what was released here before."""
    known = children_of(uow, document)
    for each in beside:
        child = Child(document=each.document, translations=each.translations)
        known |= {**each.children, each.slug: child, fingerprint_of(child, each.children): child}
    return known


def _read(path: Path) -> Child:
    translations = {each.stem: _load(each) for each in sorted(path.parent.glob("translations/*.json"))}
    return Child(document=_load(path), translations=translations)


def _read_scenarios(folder: Path) -> dict[str, Any]:
    return {each.stem: _load(each) for each in sorted(folder.glob("scenarios/*.json"))}


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
