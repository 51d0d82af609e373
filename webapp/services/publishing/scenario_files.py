"""Scenarios come with a flow from disk, and follow its nodes and facts when these get other names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from webapp.persistence import ScenarioRecord

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

HERE: Final = "editor"
DISK: Final = "disk"


def keep_scenarios(uow: UnitOfWork, slug: str, brought: Mapping[str, Any], *, now: datetime) -> None:
    """Those beside a flow on disk: what was changed or added in the editor stays as it is there."""
    there = {each.name: each for each in uow.scenarios.list_of(slug)}
    mine = {name for name, each in there.items() if each.origin == HERE}
    new = {name: each for name, each in brought.items() if name not in mine and _is_new(there.get(name), each)}
    gone = [name for name in there if name not in mine and name not in brought]
    if not new and not gone:
        return
    with uow.write(durable=True):
        for name, document in new.items():
            uow.scenarios.put(slug, name, document, origin=DISK, now=now)
        for name in gone:
            uow.scenarios.remove(slug, name)


def rename_in_scenarios(uow: UnitOfWork, slug: str, renamed: Mapping[str, str], *, now: datetime) -> None:
    """Let scenarios follow nodes and facts that have another name now. Inside the write that renames them."""
    facts, nodes = _names(renamed, "facts"), _names(renamed, "nodes")
    if not facts and not nodes:
        return
    for each in uow.scenarios.list_of(slug):
        document = _renamed(each.document, facts, nodes)
        if document != each.document:
            uow.scenarios.put(slug, each.name, document, origin=HERE, now=now, edited_by=each.edited_by)


def _is_new(there: ScenarioRecord | None, document: Any) -> bool:
    return there is None or there.document != document


def _names(renamed: Mapping[str, str], group: str) -> dict[str, str]:
    start = f"/{group}/"
    pairs = {old.removeprefix(start): new.removeprefix(start) for old, new in renamed.items() if old.startswith(start)}
    return {old: new for old, new in pairs.items() if "/" not in old}


def _renamed(document: Mapping[str, Any], facts: Mapping[str, str], nodes: Mapping[str, str]) -> dict[str, Any]:
    new = dict(document)
    new["answers"] = [{**each, "fact": facts.get(each["fact"], each["fact"])} for each in document["answers"]]
    new["expect"] = {
        key: _prefixed(name, nodes) if key in ("outcome", "node") else name for key, name in document["expect"].items()
    }
    for key in ("path", "unsolved"):
        if key in document:
            new[key] = [_prefixed(name, nodes) for name in document[key]]
    if "known" in document:
        new["known"] = {facts.get(name, name): value for name, value in document["known"].items()}
    return new


def _prefixed(name: str, nodes: Mapping[str, str]) -> str:
    """A node, or one within the flow that a node runs."""
    first, slash, rest = name.partition("/")
    return f"{nodes.get(first, first)}{slash}{rest}"
