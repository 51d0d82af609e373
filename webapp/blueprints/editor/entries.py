"""Entries of lists: adding one, taking one away, moving it, and where its list is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    Kind,
    Operation,
    SetValue,
    Together,
    find_value,
    fresh,
    name_of,
    properties_at,
    read_operation,
    same,
    split,
)
from engine.errors import EditError, ExpressionError
from webapp.blueprints.editor.fields import Field
from webapp.blueprints.editor.forms import FormError, read_form
from webapp.blueprints.editor.lists import owner_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor
from webapp.http.database import unit_of_work
from webapp.http.htmx import see_other
from webapp.http.wiring import now
from webapp.services import publishing

_NAMED_BY = ("label", "prompt", "title", "because", "message", "fact")


def adding(document: Mapping[str, Any], pointer: str, entry: Mapping[str, Any]) -> list[Operation]:
    """Add an entry to the list at a pointer. The first rule of a step makes its way on the way of all others."""
    entry = dict(entry)
    has_id = any(each.key == "id" for each in properties_at(document, f"{pointer}/+"))
    if has_id and "id" not in entry:
        taken = {str(name_of(each)) for each in find_value(document, pointer) or ()}
        said = next((str(entry[key]) for key in _NAMED_BY if isinstance(entry.get(key), str)), "")
        entry = {"id": fresh(said, taken, split(pointer)[-1].removesuffix("s")), **entry}
    steps = [read_operation({"op": "add-entry", "pointer": pointer, "entry": entry})]
    group, name = owner_of(pointer)
    node = document[group].get(name, {})
    if split(pointer)[2:] == ("rules",) and "next" in node:
        here = f"/nodes/{name}"
        steps.append(read_operation({"op": "set", "pointer": f"{here}/next"}))
        steps.append(read_operation({"op": "set", "pointer": f"{here}/otherwise", "value": node["next"]}))
    return steps


def removing(document: Mapping[str, Any], pointer: str) -> Operation:
    """Take an entry away. Without rules, a step goes on where all others went."""
    removal = read_operation({"op": "remove-entry", "pointer": pointer})
    group, name = owner_of(pointer)
    node = document[group].get(name, {})
    steps = [removal]
    is_last = split(pointer)[2:3] == ("rules",) and len(node.get("rules", ())) == 1
    if is_last and node.get("type") in ("question", "page") and "otherwise" in node:
        here = f"/nodes/{name}"
        gone = [key for key in ("otherwise", "unknown") if key in node]
        steps += [read_operation({"op": "set", "pointer": f"{here}/{key}"}) for key in gone]
        steps.append(read_operation({"op": "set", "pointer": f"{here}/next", "value": node["otherwise"]}))
    return Together(steps=tuple(steps), said=f"Took “{split(pointer)[-1]}” away.")


def renaming(changes: Sequence[Operation]) -> list[Operation]:
    """The changes of an entry, a new name last: all others find it by the old one."""
    others: list[Operation] = []
    renamed: list[Operation] = []
    for each in changes:
        if isinstance(each, SetValue) and len(split(each.pointer)) > 3 and each.pointer.endswith("/id"):
            whole = each.pointer.removesuffix("/id")
            renamed.append(read_operation({"op": "rename-entry", "pointer": whole, "to": each.value or ""}))
        else:
            others.append(each)
    return [*others, *renamed]


def rewriting(document: Mapping[str, Any], pointer: str, condition: Any, was: Any) -> list[Operation]:
    """Another condition; nothing where it says the same as before."""
    if same(condition, was):
        return []
    return [SetValue(pointer=pointer, value=condition, was=was)]


def check_values(
    document: Mapping[str, Any], pointer: str, steps: Sequence[Operation], refusal: Refusal, fields: Sequence[Field]
) -> None:
    """Hold calculations against the facts they fill."""
    speaker = Speaker.build(document)
    for each in fields:
        if each.kind is not Kind.CALCULATION or each.name in refusal.fields:
            continue
        value, fact = _written(each.pointer, steps), _written(f"{pointer}/fact", steps)
        fact = fact or (find_value(document, f"{pointer}/fact") if not pointer.endswith("+") else "")
        if value is None:
            continue
        try:
            speaker.typed(value, fact if each.key == "value" and isinstance(fact, str) else "")
        except ExpressionError as error:
            refusal.unread({each.name: EditError(error.message)})


def _written(pointer: str, steps: Sequence[Operation]) -> Any:
    """What the changes write at a pointer."""
    for step in steps:
        if isinstance(step, SetValue) and step.pointer == pointer:
            return step.value
        entry = getattr(step, "entry", None)
        if isinstance(entry, Mapping) and pointer.rpartition("/")[0].endswith("/+"):
            return entry.get(pointer.rpartition("/")[2])
    return None


def change(slug: str, refused: Callable[[Refusal], Response]) -> Response:
    """Move or take away the entry that a small form names, or add several; go back to where the list is shown."""
    try:
        operation = read_form()
    except FormError:
        abort(400)
    pointer = request.form.get("pointer", "")
    try:
        with unit_of_work() as uow:
            document = publishing.get_draft(uow, slug, actor=current_actor()).draft.document
            if request.form["op"] == "remove-entry":
                operation = removing(document, pointer)
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except EditError as error:
        return refused(Refusal(what=error.what, fix=error.fix))
    if request.endpoint == "editor.save":  # a step shows the answers of its fact too: its writer stays there
        return see_other(f"{request.path}?{urlencode({'done': done.said[:300]})}#{split(pointer)[2]}")
    return see_other(address_of(slug, pointer, done=done.said[:300]))


def address_of(slug: str, pointer: str, **values: Any) -> str:
    """The page that shows the list an entry stands in."""
    steps = split(pointer)
    if len(steps) > 4:
        return url_for("editor.part", slug=slug, place=pointer.rpartition("/")[0].rpartition("/")[0][1:], **values)
    if steps[0] == "nodes":
        return url_for("editor.step", slug=slug, node=steps[1], **values, _anchor=steps[2])
    if steps[0] == "facts":
        return url_for("editor.fact", slug=slug, fact=steps[1], **values, _anchor=steps[2])
    return url_for("editor.outline", slug=slug, **values)
