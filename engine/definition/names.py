"""Checks that a name names something, and that no two parts of a list go by the same one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definition.draft import Draft
from engine.definition.messages import suggest
from engine.definition.schema import Path
from engine.model.issue import Issue
from engine.model.values import Json


def check_unique(draft: Draft, entries: Json, path: Path, key: str) -> Iterator[Issue]:
    """Entries of a list that go by the same name: their `id`, or the fact they fill."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        name = entry[key]
        if name in seen:
            owner = _inner(draft, path[:-1]) if len(path) > 1 else "the flow"
            noun = {"set": "calculations of", "promises": "promises"}.get(str(path[-1]), f"{path[-1]}")
            what = (
                f"Two {noun} in {owner} are called “{name}”."
                if key == "id"
                else (f"{draft.report.at(path[:-1])} fills “{name}” twice.")
            )
            fix = "Give one of them another name." if key == "id" else "Keep one of them."
            yield draft.report.issue("duplicate-id", (*path, index), what, fix)
        seen.add(name)


def check_name(draft: Draft, name: str, path: Path, collection: str) -> Iterator[Issue]:
    """A name that names nothing."""
    known = draft.names(collection)
    if name in known:
        return
    kind = collection.removesuffix("s")
    what = f"{draft.report.at(path)} is “{name}”, but there is no such {kind}."
    yield draft.report.issue(f"unknown-{kind}", path, what, suggest(name, known))


def _inner(draft: Draft, path: Path) -> str:
    text = draft.report.at(path)
    return text[:1].lower() + text[1:]
