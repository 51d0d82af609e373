"""The changes that a form with fields asks for: only what was changed there, each with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.editing import Kind, Operation, SetValue, as_typed, find_value, read_typed
from engine.errors import EditError
from webapp.blueprints.editor.fields import Field


@dataclass(kw_only=True)
class Read:
    """What a form says: changes, and by field what could not be read."""

    changes: list[Operation] = field(default_factory=list)
    refused: dict[str, EditError] = field(default_factory=dict)


def read_fields(document: Mapping[str, Any], fields: Iterable[Field], form: Mapping[str, Any]) -> Read:
    """The changes of existing parts. Fields that the form does not have stay."""
    read = Read()
    groups: dict[str, list[Field]] = {}
    there = [each for each in fields if f"was-{each.name}" in form]
    for each in there:
        new, was = typed(each, form), tidy(form[f"was-{each.name}"])
        if new == was:
            continue
        if each.group:
            groups[each.group] = [one for one in there if one.group == each.group]
            continue
        value = _value(each, new, read)
        if each.name in read.refused:
            continue
        now = find_value(document, each.pointer)
        # What was seen is kept as it stands in the document, not as it was spelled in the form.
        seen = now if tidy(as_typed(each.kind, now)) == was else _value(each, was, Read())
        read.changes.append(SetValue(pointer=each.pointer, value=value, was=seen))
    for group, members in groups.items():
        if any(isinstance(each, SetValue) and each.pointer == group for each in read.changes):
            continue  # the name of an entry was chosen instead
        now = find_value(document, group)
        seen = now if _is_as_seen(now, members, form) else whole(members, form, Read(), "was-")
        read.changes.append(SetValue(pointer=group, value=whole(members, form, read), was=seen))
    return read


def _is_as_seen(now: Any, members: Sequence[Field], form: Mapping[str, Any]) -> bool:
    inner = now if isinstance(now, Mapping) else {}
    return all(tidy(as_typed(each.kind, inner.get(each.key))) == tidy(form[f"was-{each.name}"]) for each in members)


def whole(members: Sequence[Field], form: Mapping[str, Any], read: Read, before: str = "") -> dict[str, Any] | None:
    """A group as the form has it; None where nothing is filled in."""
    said = {each.key: _value(each, typed(each, form, before), read) for each in members}
    return {key: value for key, value in said.items() if value is not None} or None


def new_entry(fields: Iterable[Field], form: Mapping[str, Any]) -> tuple[dict[str, Any], Read]:
    """An entry that is not there yet, as the form has it."""
    read = Read()
    entry: dict[str, Any] = {}
    groups: dict[str, tuple[str, list[Field]]] = {}
    for each in fields:
        if each.group:
            groups.setdefault(each.group, (each.group.rpartition("/")[2], []))[1].append(each)
            continue
        value = _value(each, typed(each, form), read)
        if value is not None:
            entry[each.key] = value
    for key, members in groups.values():
        value = whole(members, form, read)
        if value is not None:
            entry[key] = value
    return entry, read


def _value(each: Field, text: str, read: Read) -> Any:
    try:
        return read_typed(each.kind, text, each.label)
    except EditError as refused:
        read.refused[each.name] = refused
        return None


def typed(each: Field, form: Mapping[str, Any], before: str = "") -> str:
    """What stands in a field of the form."""
    name = f"{before}{each.name}"
    if each.kind is Kind.SEVERAL and not before and hasattr(form, "getlist"):
        return "\n".join(form.getlist(name))
    return tidy(form.get(name, ""))


def tidy(text: str) -> str:
    """A browser sends other line ends than a file has."""
    return text.replace("\r\n", "\n").strip()
