"""Compares lists whose entries have ids: what came, what went, what was renamed, and what stands elsewhere now."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.model.values import Json

Entry = Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What became of the entries of a list."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: Mapping[str, str]
    """By new id, the old one."""
    moved: tuple[str, ...]
    """Those that stand elsewhere among the others; as few as explain the new order."""
    both: tuple[tuple[str, str], ...]
    """Old and new id of the entries that are in both."""


def compare_lists(
    old: Mapping[str, Entry], new: Mapping[str, Entry], content: Callable[[Entry], Json] = dict
) -> Compared:
    """What became of entries by id. Those with the same `content` and another id were renamed."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    renamed: dict[str, str] = {}
    for name in come:
        said = _said(content(new[name]))
        match = [each for each in gone if each not in renamed.values() and _said(content(old[each])) == said]
        if len(match) == 1 and sum(_said(content(new[each])) == said for each in come) == 1:
            renamed[name] = match[0]
    before = {renamed.get(name, name): name for name in new}
    kept = [before[name] for name in old if name in before]
    return Compared(
        added=tuple(name for name in come if name not in renamed),
        removed=tuple(name for name in gone if name not in renamed.values()),
        renamed=renamed,
        moved=moved_among(kept, [name for name in new if name in kept]),
        both=tuple((renamed.get(name, name), name) for name in new if renamed.get(name, name) in old),
    )


def moved_among(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The fewest names that have to move to get from one order of the same names to the other."""
    place = {name: index for index, name in enumerate(old)}
    order = [place[name] for name in new]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, each in enumerate(order):
        length = bisect_left(tails, each)
        tails[length : length + 1] = [each]
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [index]
    staying: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        staying.add(at)
        at = before[at]
    return tuple(name for index, name in enumerate(new) if index not in staying)


def by_id(entries: Sequence[Entry], key: str = "id") -> dict[str, Entry]:
    """The entries by what names them."""
    return {str(each[key]): each for each in entries}


def _said(content: Json) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
