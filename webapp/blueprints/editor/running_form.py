"""The form of a step that runs another flow: what it hands over, what comes back, and where each end leads.

Fields go by the other flow's names: `h~fact` begins those of what a fact is handed, `o:fact` is the own fact that
receives one, `e:end` the step that follows an end. What another flow has no place for goes along hidden until it is
saved: whoever chooses the first one again finds it as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from engine.definition import Speaker
from engine.editing import Callee, Ending, Names, Operand, wanted_as
from engine.model import Fact
from webapp.blueprints.editor.check_words import misfit_of
from webapp.blueprints.editor.working_out import Target, WorkedOut

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

KEYS: Final = ("fact", "flow", "release", "inputs", "count", "outputs", "next", "exits", "otherwise")
"""What the form is about, in the order in which it is written."""
NEW: Final = "+"
"""Instead of an own fact: a new one, like that of the other flow."""
HANDED: Final = "h~"
BACK: Final = "o:"
ENDING: Final = "e:"
_COUNT: Final = Target(
    root="hc",
    fact=Fact(id="count", type="integer", domain={"minimum": 0}),
    wanted=wanted_as({"type": "integer"}),
    called="how many members there are",
)


@dataclass(kw_only=True)
class Handed:
    """One fact of the other flow, and what it is handed."""

    fact: str
    is_needed: bool
    worked: WorkedOut

    @property
    def called(self) -> str:
        return self.worked.target.called if self.worked.target else self.fact

    @property
    def is_empty(self) -> bool:
        return self.worked.term == Operand()


@dataclass(frozen=True, kw_only=True)
class Back:
    """One fact of the other flow, and the own one that receives it."""

    fact: str
    called: str
    kind: str
    own: str
    own_called: str
    offered: Mapping[str, str]
    may_be_new: bool
    misfit: str
    """Why the own one cannot receive it; empty when it can."""


@dataclass(kw_only=True)
class Running:
    """What the form holds."""

    document: Mapping[str, Any]
    node: str
    speaker: Speaker
    flow: str
    release: str
    """The one that is run; empty: the newest."""
    callee: Callee | None
    languages: frozenset[str] = frozenset()
    """Those that the flow is translated into."""
    before: Callee | None = None
    """The one that the page showed until now, or that the draft runs."""
    filled: str = ""
    """For a step that repeats: the list that it fills."""
    handed: list[Handed] = field(default_factory=list)
    outputs: list[tuple[str, str]] = field(default_factory=list)
    """Facts of the other flow, each with the own one that receives it."""
    ways: dict[str, str] = field(default_factory=dict)
    """Ends of the other flow, each with the step that follows it."""
    rest: str = ""
    """The step that follows every other end."""
    count: WorkedOut | None = None
    """For a step that repeats: how many members there are."""
    is_counted: bool = False
    """Whether that is worked out; else people are asked after each."""
    seen: str = "null"
    """What the designer saw, as JSON."""
    carried: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """What the chosen flow has no place for, in words."""

    @property
    def data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.document["nodes"][self.node]
        return data

    @property
    def is_repeated(self) -> bool:
        return self.data.get("type") == "repeat"

    @property
    def endings(self) -> tuple[Ending, ...]:
        """Those after which a step can follow; a member's ends all lead to the next member."""
        return self.callee.endings if self.callee and not self.is_repeated else ()

    @property
    def own(self) -> Mapping[str, Fact]:
        """The facts that can receive what comes back: those of the flow, or of the list's members."""
        return self.speaker.members(self.filled) if self.is_repeated else self.speaker.scope.facts

    @property
    def names(self) -> Names:
        names = Names.of(self.document)
        return names.within(self.filled) if self.is_repeated else names

    @property
    def to_hand(self) -> dict[str, str]:
        """What it asks for and could be handed instead."""
        if self.callee is None:
            return {}
        there = {each.fact for each in self.handed}
        return {fact: self.callee.names.called(fact) for fact in self.callee.asked if fact not in there}

    @property
    def lists(self) -> dict[str, str]:
        """The lists that a step which repeats can fill."""
        return Names.of(self.document).lists()

    @property
    def calculations(self) -> list[WorkedOut]:
        """Everything in the form that is worked out."""
        return [*(each.worked for each in self.handed), *([self.count] if self.count else [])]

    def backs(self) -> list[Back]:
        """Every fact that could come back: those that do first."""
        if self.callee is None:
            return []
        there = {fact for fact, _ in self.outputs}
        rest = [(fact, "") for fact in self.callee.facts if fact not in there and fact not in self.callee.needed]
        return [self._back(fact, own) for fact, own in (*self.outputs, *rest)]

    def _back(self, fact: str, own: str) -> Back:
        assert self.callee is not None, "only a flow that is there has facts"
        called = {name: self.names.called(name) for name in self.callee.takers(fact, self.own)}
        twice = {said for said in called.values() if list(called.values()).count(said) > 1}
        kind = self.callee.facts[fact].type
        mine = self.own.get(own)
        misfit = "" if own in ("", NEW) or own in called else "There is no such fact any more."
        return Back(
            fact=fact,
            misfit=misfit if mine is None or not misfit else misfit_of(self.callee, fact, mine, self.names),
            called=self.callee.names.called(fact),
            kind=kind,
            own=own,
            own_called=self.names.called(own),
            offered={name: f"{said} ({name})" if said in twice else said for name, said in called.items()},
            may_be_new=not self.is_repeated or (kind != "list" and bool(self.own)),
        )

    def hand(self, fact: str, expression: Any = None, form: MultiDict[str, str] | None = None) -> None:
        """A place for a fact that is handed, as it stands or as the form has it."""
        if self.callee is None or fact not in self.callee.facts or fact in {each.fact for each in self.handed}:
            return
        target = Target(
            root=f"{HANDED}{fact}",
            fact=self.callee.facts[fact],
            wanted=self.callee.wanted(fact),
            called=self.callee.names.called(fact),
        )
        worked = self.worked(target, expression, form)
        self.handed.append(Handed(fact=fact, is_needed=fact in self.callee.needed, worked=worked))

    def worked(self, target: Target, expression: Any, form: MultiDict[str, str] | None) -> WorkedOut:
        if form is None:
            worked = WorkedOut.of(self.document, expression, "", target)
        else:
            worked = WorkedOut.posted(self.document, form, "", target)
        worked.speaker = self.speaker
        return worked


def as_it_stands(running: Running) -> Running:
    """The form as the draft has it."""
    data = running.data
    running.seen = json.dumps({key: data[key] for key in KEYS if key in data}, ensure_ascii=False)
    running.filled = str(data.get("fact", ""))
    if running.is_repeated:
        running.is_counted = "count" in data
        running.count = running.worked(_COUNT, data.get("count"), None)
    return _as_the_flow_stands(running)


def _as_the_flow_stands(running: Running) -> Running:
    """What the draft hands the chosen flow and has of it."""
    data = running.data
    running.rest = str(data.get("next") or data.get("otherwise") or "")
    if running.callee is None:
        return running
    for fact in running.callee.needed:
        running.hand(fact, data.get("inputs", {}).get(fact))
    for fact, expression in data.get("inputs", {}).items():
        running.hand(fact, expression)
    _lose(running, [fact for fact in data.get("inputs", {}) if fact not in running.callee.facts])
    for own, given in data.get("outputs", {}).items():
        _take(running, given, own)
    for each in data.get("exits", ()):
        _lead(running, str(each.get("id", "")), str(each.get("next", "")))
    return running


def as_posted(running: Running, form: MultiDict[str, str]) -> Running:
    """As the form has it. What the chosen flow has no place for goes along."""
    running.seen = form.get("seen", "null")
    running.filled = form.get("fact", str(running.data.get("fact", "")))
    if running.is_repeated:
        running.is_counted = form.get("counted") == "yes"
        running.count = running.worked(_COUNT, None, form)
    if not form.get("shown-parts"):  # the page had no flow to show the parts of
        return _as_the_flow_stands(running)
    running.rest = form.get("rest", str(running.data.get("next", "")))
    if running.callee is None:
        running.carried = [pair for pair in form.items(multi=True) if _is_of_flow(pair[0])]
        return running
    for fact in (*running.callee.needed, *form.getlist("row")):
        running.hand(fact, form=form)
    if form.get("shown") != running.flow:
        running.handed = [each for each in running.handed if each.is_needed or not each.is_empty]
        for each in running.handed:
            each.worked.faults = () if each.is_empty or each.worked.written() is not None else each.worked.faults
    gone = [fact for fact in form.getlist("row") if fact not in running.callee.facts]
    running.carried = [pair for pair in form.items(multi=True) if any(_is_about(pair, fact) for fact in gone)]
    _lose(running, [fact for fact in gone if form.get(f"{HANDED}{fact}:named") or f"{HANDED}{fact}:way" in form])
    for name, value in form.items(multi=True):
        if value and name.startswith(BACK):
            _take(running, name.removeprefix(BACK), value)
        elif value and name.startswith(ENDING):
            _lead(running, name.removeprefix(ENDING), value)
    return running


def _take(running: Running, given: str, own: str) -> None:
    """An own fact that receives what comes back."""
    if running.callee and given in running.callee.facts:
        running.outputs.append((given, own))
        return
    running.carried.append((f"{BACK}{given}", own))
    receives = f"“{running.names.called(own)}” receives nothing." if own != NEW else ""
    running.lost.append(f"It does not know “{_once_called(running, given)}”. {receives}".strip())


def _lead(running: Running, ending: str, to: str) -> None:
    """The step that follows an end."""
    if running.is_repeated:
        return
    if ending in {each.name for each in running.endings}:
        running.ways[ending] = to
        return
    running.carried.append((f"{ENDING}{ending}", to))
    ends = {each.name: each.called for each in running.before.endings} if running.before else {}
    running.lost.append(f"It does not end with “{ends.get(ending, ending.replace('-', ' '))}”: that way goes.")


def _lose(running: Running, facts: Iterable[str]) -> None:
    for fact in facts:
        running.lost.append(f"It takes no “{_once_called(running, fact)}”: what that was handed goes.")


def _once_called(running: Running, fact: str) -> str:
    """What the flow that was run until now calls a fact."""
    return running.before.names.called(fact) if running.before else fact


def _is_about(pair: tuple[str, str], fact: str) -> bool:
    name = pair[0]
    own = f"{HANDED}{fact}"
    return pair == ("row", fact) or (name.startswith(own) and name[len(own) : len(own) + 1] in (":", ".", "/"))


def _is_of_flow(name: str) -> bool:
    return name == "row" or name.startswith((HANDED, BACK, ENDING))
