"""Forms of the editor as operations: what each form may send, and how its fields are read."""

from __future__ import annotations

from typing import Any, Final

from flask import request

from engine.editing import Operation, read_operation

_FIELDS: Final = {
    "add-node": ("type", "text", "after", "exit", "fact", "fact_type"),
    "remove-node": ("node", "instead"),
    "rename-node": ("node", "to"),
    "move-node": ("node", "after"),
    "connect": ("node", "exit", "to"),
    "disconnect": ("node", "exit"),
    "start-with": ("node",),
    "remove-entry": ("pointer",),
    "move-entry": ("pointer", "to"),
    "add-options": ("pointer", "lines"),
    "set": ("pointer", "value", "was"),
    "duplicate": ("nodes",),
    "remove-nodes": ("nodes", "instead"),
    "extract": ("nodes", "flow", "title"),
}
"""The operations that a form sends as they are. Others are put together by their own routes."""
_NUMBERS: Final = frozenset({("move-entry", "to")})
_LISTS: Final = frozenset({("duplicate", "nodes"), ("remove-nodes", "nodes"), ("extract", "nodes")})
_AS_IT_IS: Final = frozenset({("set", "was")})
"""What stood there before is compared letter by letter."""


class FormError(Exception):
    """A form that none of our pages has."""


def read_form() -> Operation:
    """The operation in the form. Raises FormError when it is none of ours."""
    op = request.form.get("op", "")
    if op not in _FIELDS:
        raise FormError(op)
    given: dict[str, Any] = {"op": op}
    for name in _FIELDS[op]:
        value = request.form.get(name, "")
        value = value if (op, name) in _AS_IT_IS else value.strip()
        if (op, name) in _LISTS:
            given[name] = request.form.getlist(name)
        elif value and (op, name) in _NUMBERS:
            if not value.isdecimal():
                raise FormError(name)
            given[name] = int(value)
        elif value:
            given[name] = value
    try:
        return read_operation(given)
    except ValueError as error:
        raise FormError(op) from error
