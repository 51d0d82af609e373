"""Says what a walk shows and what a goal is, in the words of the flow's own labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from engine.analysis.walks.boundaries import Comparison, Lookup
from engine.analysis.walks.goals import Aim, Goal
from engine.analysis.walks.planning import Walk
from engine.definition import Release
from engine.definition.wording import Wording
from engine.expressions import Typed, evaluate
from engine.expressions.typed import GUARD, TODAY
from engine.expressions.types import Kind
from engine.model.values import Values
from engine.model.words import Words

_LONGEST = 300
_TELLING = (Aim.BOUNDARY, Aim.ROW, Aim.RULE, Aim.EXIT, Aim.OUTCOME, Aim.LANGUAGE)
_SIDE: Mapping[int, str] = {-1: "just under", 0: "exactly", 1: "just over"}
_DAY_SIDE: Mapping[int, str] = {-1: "the day before", 0: "on", 1: "the day after"}
_MONTH_SIDE: Mapping[int, str] = {-1: "the month before", 0: "in", 1: "the month after"}

_UNITS: Mapping[str, str] = {
    "days_between": " days",
    "weeks_between": " weeks",
    "months_between": " months",
    "years_between": " years",
    "age": " years",
    "workdays_between": " working days",
}


class Titles:
    """The words for one release, in its own language."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.wording = Wording(release, Words(release.flow.language))

    def title(self, walk: Walk) -> str:
        """What happens on a walk: what it is there to show, and how it ends."""
        title = f"{self.shown(walk)}: {self.ending(walk)}"
        return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"

    def shown(self, walk: Walk) -> str:
        """What a walk is there to show: the most telling of its goals."""
        known = walk.way.known
        goals = sorted(walk.shows, key=lambda goal: (_TELLING.index(goal.aim), goal.holds is False))
        return next(filter(None, (self._shown(goal, known) for goal in goals)), "") or self._asked(walk)

    def ending(self, walk: Walk) -> str:
        """Where a walk ends, or waits."""
        if walk.way.refused:
            return "the answer is refused"
        nodes = self.release.flow.nodes
        passed = [step.node for step in walk.way.steps if nodes[step.node].outcome]
        places = ", then ".join(f"“{self.node(name)}”" for name in (*passed, walk.way.node))
        return f"ends at {places}" if nodes[walk.way.node].outcome else f"stops at {places}"

    def node(self, name: str) -> str:
        """A node by its title, or by its id in words."""
        title = getattr(self.release.flow.nodes[name], "title", "")
        return title if isinstance(title, str) and title else _readable(name)

    def sentence(self, goal: Goal) -> str:
        """A goal by itself."""
        if goal.aim is Aim.EXIT:
            return f"Exit “{goal.name}” of node “{goal.node}” is taken"
        if goal.aim is Aim.OUTCOME:
            return f"Somebody ends at “{goal.node}”"
        if goal.aim is Aim.LANGUAGE:
            return f"A journey in the language “{goal.name}” comes to its end"
        if goal.comparison is not None:
            return f"{self._compared(goal.comparison, goal.side, goal.row)} in {place(goal.pointer)}"
        if goal.lookup is not None:
            row = self._row(goal.lookup, goal.row)
            return f"The table “{goal.lookup.table.id}” gives its {row} in {place(goal.pointer)}"
        if goal.aim is Aim.ROW:
            return f"Row “{goal.name}” of node “{goal.node}” decides"
        return f"{_upper(place(goal.pointer))} {'holds' if goal.holds else 'does not hold'}"

    def _shown(self, goal: Goal, known: Values) -> str:
        """What a goal looks like with these answers; empty where that says nothing."""
        if goal.comparison is not None:
            return self._boundary(goal.comparison, goal.side, known)
        if goal.lookup is not None:
            return self._facts(goal.lookup.key, known)
        if goal.aim in (Aim.ROW, Aim.RULE) and goal.events[0][0] is not Aim.EXIT:
            return self._condition(goal, known)
        if goal.aim is Aim.EXIT:
            return f"{self.node(goal.node)}, {goal.name}"
        return ""

    def _condition(self, goal: Goal, known: Values) -> str:
        pointer = goal.pointer if goal.aim is Aim.RULE else f"{goal.pointer}/when"
        because = self.wording.text(f"{pointer.removesuffix('/when')}/because", known) if goal.holds else ""
        return because.rstrip(".") or self._facts(self.release.typed[pointer], known)

    def _boundary(self, comparison: Comparison, side: int, known: Values) -> str:
        left = self._side(comparison.left, evaluate(comparison.left, known), known)
        right = self._value(comparison.right, comparison.left, evaluate(comparison.right, known))
        said = f"{left}, {_sides(comparison)[side]} {right}"
        context = self._facts(comparison.source.key, known) if comparison.source else ""
        return f"{context}, {said}" if context else said

    def _compared(self, comparison: Comparison, side: int, row: int | None) -> str:
        """A boundary without answers."""
        limit = comparison.right
        given = f"“{self._name(limit)}”" if limit.reads else self._value(limit, comparison.left, evaluate(limit, {}))
        within = f" ({self._row(comparison.source, row)})" if comparison.source and row is not None else ""
        return f"“{self._name(comparison.left)}” is {_sides(comparison)[side]} {given}{within}"

    def _row(self, lookup: Lookup, row: int | None) -> str:
        keys = lookup.table.keys
        if row is None or row >= len(keys):
            return f"rows beyond {self._value(lookup.key, lookup.key, keys[-1])}"
        return f"row for {self._value(lookup.key, lookup.key, keys[row])}"

    def _facts(self, typed: Typed, known: Values) -> str:
        """The answers that an expression reads."""
        read = [name for depth, name in sorted(typed.reads) if depth == 0]
        names = [name for name in read if name != TODAY] or read
        said = [f"{self._label(name)} {self._fact(name, known.get(name))}" for name in names if name in known]
        return ", ".join(said)

    def _side(self, typed: Typed, value: Any, known: Values) -> str:
        """A side with its value; where it is worked out, with what it is worked out from."""
        if _bare(typed).op == "var":
            return f"{self._name(typed)} {self._value(typed, typed, value)}"
        unit = _UNITS.get(_bare(typed).op, "")
        return f"{self._facts(typed, known)} ({self._value(typed, typed, value)}{unit})"

    def _name(self, typed: Typed) -> str:
        """What a side of a comparison is called: by the facts it reads."""
        names = [name for depth, name in sorted(typed.reads) if depth == 0]
        others = [name for name in names if name != TODAY]
        return ", ".join(self._label(name) for name in others or names) or "the value"

    def _label(self, name: str) -> str:
        return self.wording.label(name, {}) if name in self.release.flow.facts else _readable(name)

    def _fact(self, name: str, value: Any) -> str:
        if name not in self.release.flow.facts:
            return value.isoformat() if isinstance(value, date) else str(value)
        return self.wording.value(name, value)

    def _value(self, typed: Typed, like: Typed, value: Any) -> str:
        """A value as the fact on either side would say it."""
        for side in (typed, like):
            if side.op == "var" and side.data[0] == 0 and side.data[1] in self.release.flow.facts:
                return self.wording.value(side.data[1], value)
        if isinstance(value, date):
            return value.isoformat()
        if Kind.MONEY in (typed.type.kind, like.type.kind) and isinstance(value, int | Fraction):
            return f"{float(value) / 100:,.2f}"
        return f"{float(value):g}" if isinstance(value, Fraction) else str(value)

    def _asked(self, walk: Walk) -> str:
        """The answers of a walk that shows nothing by itself."""
        answers = walk.person.answers
        said = [f"{self._label(fact)} {self._fact(fact, answers.get(fact))}" for fact in walk.way.asked]
        return ", ".join(said) or "No answers"


def _sides(comparison: Comparison) -> Mapping[int, str]:
    kind = comparison.left.type.kind
    return _MONTH_SIDE if kind is Kind.MONTH else _DAY_SIDE if kind is Kind.DATE else _SIDE


def place(pointer: str) -> str:
    """What a pointer points at, in words."""
    if pointer.startswith("/facts/"):
        return f"the answers that “{pointer.removeprefix('/facts/')}” can have"
    parts = pointer.split("/nodes/", 1)[-1].split("/")
    nouns = {"rules": "rule", "validators": "check", "rows": "row", "conditions": "condition", "set": "fact"}
    at = next((number for number in range(len(parts) - 2, 0, -1) if parts[number] in nouns), 0)
    if not at:
        return f"node “{'/'.join(parts)}”"
    return f"{nouns[parts[at]]} “{parts[at + 1]}” of node “{'/'.join(parts[:at])}”"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bare(typed: Typed) -> Typed:
    return _bare(typed.args[0]) if typed.op == GUARD else typed


def _readable(name: str) -> str:
    words = name.split("/")[-1].replace("-", " ").replace("_", " ").replace(".", " ")
    return words[:1].upper() + words[1:]
