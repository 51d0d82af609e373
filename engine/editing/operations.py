"""The one set of changes that a draft takes: every surface of the editor sends these, and nothing else.

An operation is a value: it can be sent as JSON, kept, and done again on a newer draft.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from engine.editing.deltas import Change, compare
from engine.editing.sheet import FlowDraft, Sheet
from engine.model.values import Json
from engine.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Done:
    """What an operation did, for people, and where to look next."""

    said: str
    """One sentence in the past: “Added the question … .”"""
    focus: str = ""
    """The pointer of what was changed."""
    renamed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Pointers of nodes and facts that have another name now: scenarios and comments go along."""
    made: FlowDraft | None = None
    """A flow of its own that came out, if one did."""


class Operation(ABC):
    """One change of a draft."""

    op: ClassVar[str] = ""
    """Its name in JSON."""

    @abstractmethod
    def run(self, sheet: Sheet) -> Done:
        """Write the change on the sheet. Raises EditError when it cannot be made."""


operations: Registry[type[Operation]] = Registry("operation")


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A draft after an operation."""

    draft: FlowDraft
    done: Done
    changes: tuple[Change, ...]
    """What is different: enough to undo it."""


def apply(draft: FlowDraft, operation: Operation) -> Edited:
    """The draft as it is after an operation; the one that was given stays. Raises EditError."""
    sheet = Sheet(draft)
    done = operation.run(sheet)
    edited = sheet.done()
    return Edited(draft=edited, done=done, changes=compare(draft, edited))


def read_operation(data: Mapping[str, Json]) -> Operation:
    """The operation in `{"op", …}`. Raises ValueError for one that the sender got wrong."""
    name = data.get("op")
    if not isinstance(name, str) or name not in operations:
        raise ValueError(f"“{name}” is no operation; there are: {', '.join(operations)}.")
    kind = operations[name]
    given = {key: value for key, value in data.items() if key != "op"}
    hints = get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]  # all are dataclasses
    unknown = given.keys() - fields.keys()
    if unknown:
        raise ValueError(f"“{name}” takes no {', '.join(sorted(unknown))}.")
    for key, field in fields.items():
        if key not in given and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise ValueError(f"“{name}” needs {key}.")
        if key in given:
            given[key] = _read(name, key, given[key], hints[key])
    return kind(**given)


def write_operation(operation: Operation) -> dict[str, Json]:
    """The operation as JSON, without what is left at its default."""
    fields = dataclasses.fields(operation)  # type: ignore[arg-type]  # all are dataclasses
    values = {field.name: getattr(operation, field.name) for field in fields}
    defaults = {field.name: field.default for field in fields}
    return {
        "op": type(operation).op,
        **{
            key: list(value) if isinstance(value, tuple) else value
            for key, value in values.items()
            if value != defaults[key]
        },
    }


def _read(name: str, key: str, value: Json, hint: Any) -> Any:
    if get_origin(hint) is tuple and get_args(hint)[0] is str:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise ValueError(f"{key} of “{name}” is a list of names.")
    if hint in (str, bool, int) and type(value) is not hint:
        raise ValueError(f"{key} of “{name}” is not {hint.__name__}.")
    return value
