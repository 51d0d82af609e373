"""What a flow promises, one by one: whose journeys, what holds of them, and whether it is proved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from engine.definition import Speaker
from engine.editing import (
    ConditionError,
    ConflictError,
    Group,
    LineFault,
    Names,
    Operation,
    SetValue,
    Together,
    faults_made,
    fresh,
    read_condition,
    read_operation,
    same,
    write_condition,
)
from engine.errors import EditError, ExpressionError
from webapp.blueprints.editor import conditions
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.part_sheet import sentence_of
from webapp.blueprints.editor.refusals import Refusal
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView

_NEW: Final = "+"
_WHEN, _THEN = "p0", "p1"
_KINDS: Final = {
    "outcome": "they end at one of these",
    "visits": "they come past this step",
    "never": "they never come to this step",
    "condition": "this holds at their end",
}


@dataclass(kw_only=True)
class Promised:
    """A promise while its form is open."""

    shown: DraftView
    name: str
    when: Group = field(default_factory=Group)
    kind: str = "outcome"
    outcomes: tuple[str, ...] = ()
    node: str = ""
    condition: Group = field(default_factory=Group)
    seen: str = "null"
    """The promise that the designer saw, as JSON."""
    refusal: Refusal = field(default_factory=Refusal)
    faults: Mapping[str, tuple[LineFault, ...]] = field(default_factory=dict)
    """By what the names of a condition's fields begin with."""

    @property
    def is_new(self) -> bool:
        return self.name == _NEW

    @property
    def document(self) -> Mapping[str, Any]:
        return self.shown.draft.document

    @property
    def names(self) -> Names:
        return Names.of(self.document)

    @property
    def stands(self) -> Mapping[str, Any]:
        """As it is in the draft."""
        found = (each for each in self.document.get("promises", ()) if each.get("id") == self.name)
        return next(found, {})

    def written(self) -> dict[str, Any] | None:
        """The promise without its name; None where something is missing, which is then told."""
        faults: dict[str, tuple[LineFault, ...]] = {}
        when = self._condition(self.when, _WHEN, faults) if self.when.parts else None
        then: Any = {"outcome": list(self.outcomes), "visits": self.node, "never": self.node}.get(self.kind)
        if self.kind == "condition":
            then = self._condition(self.condition, _THEN, faults)
        elif not then:
            self.refusal.what = "Choose what is promised."
            self.refusal.fix = "Tick an end." if self.kind == "outcome" else "A promise is about a step of the flow."
        self.faults = faults
        if faults:
            self.refusal.what, self.refusal.fix = "This was not kept yet.", "Mend what is marked below."
        if self.refusal:
            return None
        return {**({} if when is None else {"when": when}), "then": {self.kind: then}}

    def _condition(self, group: Group, root: str, faults: dict[str, tuple[LineFault, ...]]) -> Any:
        try:
            condition = write_condition(group, self.names)
            Speaker.build(self.document).condition(condition)
        except ConditionError as refused:
            faults[root] = refused.faults
            return None
        except ExpressionError as refused:
            faults[root] = (LineFault(at="", what=refused.message),)
            return None
        return condition


@bp.get("/<slug>/promises/<name>")
@requires(Permission.EDIT_FLOWS)
def promise(slug: str, name: str) -> Response:
    """One promise, or the form of a new one."""
    return _show(_open(slug, name))


@bp.post("/<slug>/promises/<name>")
@requires(Permission.EDIT_FLOWS)
def save_promise(slug: str, name: str) -> Response:
    """Keep it; or change its conditions and show the form again."""
    promised = _posted(_open(slug, name))
    asked = request.form.get("act", "look" if "look" in request.args else "")
    if asked:
        where, _, does = asked.partition(":")
        if where == _WHEN:
            promised.when = conditions.act(promised.when, does)[0]
        elif where == _THEN:
            promised.condition = conditions.act(promised.condition, does)[0]
        return _show(promised)
    written = promised.written()
    if written is not None and (twin := _twin(promised, written)):
        promised.refusal = Refusal(
            what=f"This is promised already: {twin}", fix="Change it, or go back without saving."
        )
        written = None
    if written is None:
        return _show(promised, status=422)
    operation = _operation(promised, written)
    if not operation.steps:
        return see_other(url_for("editor.about", slug=slug, done="Nothing was changed.", _anchor="flow-promises"))
    try:
        promised.refusal.add(faults_made(promised.shown.draft, operation), ())
        if promised.refusal:
            return _show(promised, status=422)
        with unit_of_work() as uow:
            done = publishing.edit(uow, slug, operation, actor=current_actor(), now=now())
    except ConflictError as conflict:
        promised.refusal.conflict(conflict, json.dumps(conflict.theirs, ensure_ascii=False))
        promised.seen = json.dumps(promised.stands, ensure_ascii=False)
        return _show(promised, status=422)
    except EditError as refused:
        promised.refusal = Refusal(what=refused.what, fix=refused.fix)
        return _show(promised, status=422)
    return see_other(url_for("editor.about", slug=slug, done=done.said[:300], _anchor="flow-promises"))


def _twin(promised: Promised, written: Mapping[str, Any]) -> str:
    """Another promise that says the same, in words; empty where there is none."""
    others = [each for each in promised.document.get("promises", ()) if each.get("id") != promised.name]
    name = next((each.get("id") for each in others if _says_the_same(each, written)), None)
    if name is None:
        return ""
    with unit_of_work() as uow:
        return next(each.sentence for each in publishing.say_promises(uow, promised.shown) if each.name == name)


def _says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    then = [{**each.get("then", {})} for each in (one, other)]
    for each in then:
        each.update({"outcome": sorted(each["outcome"])} if "outcome" in each else {})
    return same(one.get("when"), other.get("when")) and same(*then)


def _operation(promised: Promised, written: Mapping[str, Any]) -> Together:
    """What is another than what the designer saw."""
    if promised.is_new:
        taken = {str(each.get("id")) for each in promised.document.get("promises", ())}
        ((kind, about),) = written["then"].items()
        about = about[0] if kind == "outcome" else about if isinstance(about, str) else ""
        entry = {"id": fresh(f"{kind} {about}", taken, "promise"), **written}
        add = read_operation({"op": "add-entry", "pointer": "/promises", "entry": entry})
        return Together(steps=(add,), said="Promised it.")
    try:
        seen = json.loads(promised.seen)
    except (ValueError, RecursionError):
        abort(400)
    steps: list[Operation] = []
    for key in ("when", "then"):
        new, was = written.get(key), seen.get(key)
        if not same(new, was):
            steps.append(SetValue(pointer=f"/promises/{promised.name}/{key}", value=new, was=was))
    return Together(steps=tuple(steps), said=f"Changed the promise “{promised.name}”.")


def _open(slug: str, name: str) -> Promised:
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
    promised = Promised(shown=shown, name=name)
    stands = promised.stands
    if not stands and not promised.is_new:
        abort(404)
    ((kind, about),) = (stands.get("then") or {"outcome": []}).items()
    promised.kind = kind
    promised.seen = json.dumps(stands, ensure_ascii=False)
    promised.when = read_condition(stands["when"], promised.names) if "when" in stands else Group()
    if kind == "condition":
        promised.condition = read_condition(about, promised.names)
    elif kind == "outcome":
        promised.outcomes = tuple(about)
    else:
        promised.node = about
    return promised


def _posted(promised: Promised) -> Promised:
    """As the form has it."""
    form, names = request.form, promised.names
    return replace(
        promised,
        when=_settled(_WHEN, names),
        kind=form.get("kind", "") if form.get("kind") in _KINDS else "outcome",
        outcomes=tuple(each for each in form.getlist("outcome") if each in promised.document["nodes"]),
        node=form.get("node", "") if form.get("node") in promised.document["nodes"] else "",
        condition=_settled(_THEN, names),
        seen=form.get("seen", "null"),
    )


def _settled(root: str, names: Names) -> Group:
    """A condition of the form, with comparisons that fit what was chosen."""
    settled = conditions.settle(conditions.read_form(request.form, root), names)
    return settled if isinstance(settled, Group) else Group()


def _show(promised: Promised, *, status: int = 200) -> Response:
    document, slug = promised.document, promised.shown.slug
    with unit_of_work() as uow:
        called = publishing.name_steps(uow, promised.shown)
        state = publishing.find_promise(uow, promised.shown, promised.name, today=now().date())
    shown = {_WHEN: promised.when, _THEN: promised.condition}
    parts = {root: conditions.show(group, promised.names, root=root) for root, group in shown.items()}
    kept = {root: [each for each in conditions.each(part) if each.is_kept] for root, part in parts.items()}
    return render(
        "editor/promise.html",
        "editor/_promise.html" if wants_partial() and status == 200 else None,
        status=status,
        actor=current_actor(),
        slug=slug,
        flow_title=document.get("title", slug),
        shown=promised.shown,
        promised=promised,
        kinds=_KINDS,
        steps=called,
        ends={name: called[name] for name in publishing.ends_of(document)},
        when=parts[_WHEN],
        condition=parts[_THEN],
        said={root: {each.at: sentence_of(document, each.part.expression) for each in kept[root]} for root in kept},  # type: ignore[union-attr]  # kept
        faults={root: {each.at: each for each in promised.faults.get(root, ())} for root in parts},
        state=state,
        refusal=promised.refusal,
    )
