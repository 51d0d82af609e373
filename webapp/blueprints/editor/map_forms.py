"""Forms of the map as operations: what is dragged there may mean several exits at once, or not say which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from engine.editing import Operation, Together, exits_of, read_operation
from engine.errors import EditError
from webapp.blueprints.editor.forms import read_form


class WhichWayError(EditError):
    """A step was led to another one that has several ways on: it has to be said which."""

    def __init__(self, called: str) -> None:
        super().__init__(f"{called} has several ways on.", "Say which of them leads there, and press “Lead there”.")


def read_map_form(document: Callable[[], Mapping[str, Any]]) -> Operation:
    """The operation in the form. Raises FormError for none of ours, WhichWayError where an exit has to be chosen.

    The document is looked up only where the form does not say which way it is about.
    """
    form = request.form
    exits = [name for name in form.getlist("exit") if name]
    if form.get("op") == "connect":
        return _connect(document, form.get("node", ""), exits, form.get("to", ""))
    if form.get("op") == "add-node":
        given = {name: form[name].strip() for name in ("type", "text", "after", "fact_type") if form.get(name)}
        first = bool(form.get("first"))
        return read_operation(
            {"op": "add-node", **given, "exit": "".join(exits[:1]), "also": exits[1:], "first": first}
        )
    return read_form()


def _connect(document: Callable[[], Mapping[str, Any]], node: str, exits: list[str], to: str) -> Operation:
    if not exits and (found := document()["nodes"].get(node)) is not None:
        exits = exits_of(found)
        if len(exits) > 1:
            raise WhichWayError("This step")
    steps = [read_operation({"op": "connect", "node": node, "exit": exit, "to": to}) for exit in exits or ["next"]]
    return Together(steps=tuple(steps))
