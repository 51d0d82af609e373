"""From the form of a step that runs another flow to the changes of the draft, with what stands in their way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.editing import AddFact, Operation, SetValue, Translate, fresh, same
from webapp.blueprints.editor.running_form import BACK, KEYS, NEW, Running

_TAKEN = "“{own}” receives “{other}” already: each fact is filled once."


@dataclass(kw_only=True)
class Changes:
    """What the form asks for."""

    steps: list[Operation] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    """By the name of a field."""
    made: set[str] = field(default_factory=set)
    """The names of new facts."""


def changes_of(running: Running) -> Changes:
    """The changes; with faults, none of them can be made. Raises ValueError for a form that none of our pages has."""
    changes = Changes()
    seen = json.loads(running.seen) or {}
    if not isinstance(seen, dict):
        raise ValueError("what was seen is no step")
    if running.callee is None:
        changes.faults["flow"] = "Choose the flow that is run." if not running.flow else "There is no such flow now."
        return changes
    values = {"flow": running.flow, "release": running.release or None, **_handed(running)}
    values["outputs"] = _outputs(running, changes)
    values |= _counted(running, changes) if running.is_repeated else _ways(running)
    if not changes.faults:
        here = f"/nodes/{running.node}"
        changes.steps += [
            SetValue(pointer=f"{here}/{key}", value=values[key], was=seen.get(key))
            for key in KEYS
            if key in values and values[key] != seen.get(key)
        ]
    return changes


def _handed(running: Running) -> dict[str, Any]:
    """What the flow is handed. What says the same as before stays as it was written."""
    before = running.data.get("inputs") or {}
    inputs = {}
    for each in running.handed:
        inputs[each.fact] = _kept(before.get(each.fact), each.worked.written())
    ordered = {fact: inputs[fact] for fact in (*before, *inputs) if fact in inputs}
    return {"inputs": ordered or None}


def _outputs(running: Running, changes: Changes) -> dict[str, str] | None:
    """Own facts, each with the one that fills it; new ones are made."""
    outputs: dict[str, str] = {}
    called = {each.fact: each for each in running.backs()}
    for given, own in running.outputs:
        back = next(each for each in running.backs() if (each.fact, each.own) == (given, own))
        if back.misfit:
            changes.faults[f"{BACK}{given}"] = back.misfit
            continue
        name = own if own != NEW else _new_fact(running, given, changes)
        if name in outputs:
            said = _TAKEN.format(own=back.own_called, other=called[outputs[name]].called)
            changes.faults[f"{BACK}{given}"] = said
        outputs[name] = given
    if running.is_repeated and not outputs:
        changes.faults["outputs"] = "Say what is kept of each member: let at least one answer fill something."
    before = running.data.get("outputs") or {}
    ordered = {own: outputs[own] for own in (*before, *outputs) if own in outputs}
    return ordered or ({} if running.is_repeated else None)


def _new_fact(running: Running, given: str, changes: Changes) -> str:
    """The name of a new fact like the other flow's; its words in other languages come along."""
    callee = running.callee
    assert callee is not None, "only a flow that is there gives anything"
    taken = {*running.own, *running.document["facts"], *changes.made, "today"}
    called, like = callee.names.called(given), callee.like(given)
    name = given if given not in taken else fresh(called, taken, "answer").replace("-", "_")
    changes.made.add(name)
    here = f"/facts/{name}"
    if running.is_repeated:
        here = f"/facts/{running.filled}/facts/{name}"
        changes.steps.append(SetValue(pointer=here, value=like, was=None))
    else:
        changes.steps.append(AddFact(type=str(like["type"]), label=called, name=name, like=like))
    changes.steps += _translations(running, given, here)
    return name


def _translations(running: Running, given: str, here: str) -> Iterator[Operation]:
    assert running.callee is not None, "as above"
    for place, language, text in running.callee.translated(given):
        if language in running.languages:
            yield Translate(pointer=f"{here}{place}", language=language, text=text)


def _ways(running: Running) -> dict[str, Any]:
    """Where the ends lead: one way for all, or those that are named and one for the rest."""
    exits = [{"id": each.name, "next": to} for each in running.endings if (to := running.ways.get(each.name))]
    general = running.rest or None
    if exits:
        return {"exits": exits, "otherwise": general, "next": None}
    return {"exits": None, "otherwise": None, "next": general}


def _counted(running: Running, changes: Changes) -> dict[str, Any]:
    values: dict[str, Any] = {"fact": running.filled}
    if running.filled not in running.lists:
        changes.faults["fact"] = "Choose the list that is filled."
    if not running.is_counted:
        return {**values, "count": None}
    assert running.count is not None, "a step that repeats has a place for it"
    return {**values, "count": _kept(running.data.get("count"), running.count.written())}


def _kept(before: Any, written: Any) -> Any:
    """A calculation as it was written before, where it says the same."""
    return before if before is not None and same(written, before) else written
