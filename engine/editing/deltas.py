"""What an edit changed, so that it can be undone and done again: the places that differ, before and after.

Objects are compared key by key; a list that differs is kept as a whole, because places in lists move.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.editing.sheet import FlowDraft
from engine.errors import EditError
from engine.model.values import Json

_DOCUMENT, _TRANSLATIONS = "document", "translations"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One place that differs. The keys of `path` lead to it, from `document` or `translations` on."""

    path: tuple[str, ...]
    before: Json
    """What stood there; None is nothing."""
    after: Json
    is_order: bool = False
    """True where the keys of an object stand in another order: `before` and `after` are the keys."""


def compare(old: FlowDraft, new: FlowDraft) -> tuple[Change, ...]:
    """The places in which two drafts differ."""
    return tuple(_compare((), _whole(old), _whole(new)))


def invert(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that lead back."""
    return tuple(
        Change(path=each.path, before=each.after, after=each.before, is_order=each.is_order)
        for each in reversed(changes)
    )


def redo(draft: FlowDraft, changes: Sequence[Change]) -> FlowDraft:
    """Make the changes on a draft. Raises EditError when one of the places says something else by now."""
    whole = copy.deepcopy(_whole(draft))
    for change in changes:
        if not change.is_order:
            _write(_holder(whole, change), change)
    for change in changes:
        if change.is_order:
            _sort(_under(whole, change.path), change.after)
    return FlowDraft(document=whole[_DOCUMENT], translations=whole[_TRANSLATIONS])


def to_json(changes: Sequence[Change]) -> list[Json]:
    """The changes as they are kept."""
    return [
        {"path": list(each.path), "before": each.before, "after": each.after, "is_order": each.is_order}
        for each in changes
    ]


def from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The changes as they were kept."""
    return tuple(
        Change(path=tuple(each["path"]), before=each["before"], after=each["after"], is_order=each["is_order"])
        for each in data
    )


def _whole(draft: FlowDraft) -> dict[str, Any]:
    return {_DOCUMENT: draft.document, _TRANSLATIONS: draft.translations}


def _compare(path: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _compare((*path, key), before, after)
        elif not _is_same(before, after):
            yield Change(path=(*path, key), before=copy.deepcopy(before), after=copy.deepcopy(after))
    if _put_after(old, new) != list(new) or _put_after(new, old) != list(old):
        yield Change(path=path, before=list(old), after=list(new), is_order=True)


def _put_after(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The order of keys that comes about by itself: what stays, then what is new."""
    return [*(key for key in old if key in new), *(key for key in new if key not in old)]


def _is_same(one: Json, other: Json) -> bool:
    """Equal as JSON: True is no 1, and the order of keys within a list's entries counts too."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return bool(one == other)


def _under(whole: dict[str, Any], path: Sequence[str]) -> Any:
    here: Any = whole
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    return here


def _holder(whole: dict[str, Any], change: Change) -> dict[str, Any]:
    """What holds the place. Raises EditError when the place says something else than before the change."""
    holder = _under(whole, change.path[:-1])
    if isinstance(holder, dict) and _is_same(holder.get(change.path[-1]), change.before):
        return holder
    raise EditError(
        f"“{' / '.join(change.path[1:])}” was changed again since.",
        "Undo that later change first, or change it by hand.",
    )


def _write(holder: dict[str, Any], change: Change) -> None:
    if change.after is None:
        del holder[change.path[-1]]
    else:
        holder[change.path[-1]] = copy.deepcopy(change.after)


def _sort(held: Any, order: Sequence[str]) -> None:
    """Put the keys of an object in an order; those it does not name come after."""
    if isinstance(held, dict):
        rest = dict(held)
        held.clear()
        held.update({key: rest.pop(key) for key in order if key in rest})
        held.update(rest)
