"""Says a condition or a calculation in words: “People in the home” is at most 4.

For designers and everybody who checks their work: the same words on the drawn map, in the printed book and in
reports. Nothing is left out, so that the sentence can be held against the law it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.definition.calculations import Calculations
from engine.definition.callings import Callings
from engine.definition.wording import Wording
from engine.expressions import Typed
from engine.expressions.types import CALENDAR, Kind
from engine.model.words import Words

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_SAME_AS = {"===": "==", "!==": "!=", "before": "<", "not-after": "<=", "after": ">", "not-before": ">="}
_NUMBERS = {"<": "less than {value}", "<=": "at most {value}", ">": "more than {value}", ">=": "at least {value}"}
_DATES = {"<": "before {value}", "<=": "on or before {value}", ">": "after {value}", ">=": "on or after {value}"}
_EQUAL = {"==": "{value}", "!=": "not {value}"}
_BETWEEN = {
    "<": "more than {low} and less than {high}",
    "<=": "from {low} to {high}",
    ">": "less than {low} and more than {high}",
    ">=": "from {high} to {low}",
}
_BETWEEN_DATES = {
    "<": "after {low} and before {high}",
    "<=": "from {low} to {high}",
    ">": "before {low} and after {high}",
    ">=": "from {high} to {low}",
}
_QUANTIFIED = {
    "some": "for at least one of {items}: {condition}",
    "all": "for each of {items}: {condition}",
    "none": "for none of {items}: {condition}",
}


@dataclass(frozen=True)
class Clause:
    """A condition in words; or several, of which all (`and`) or one (`or`) must hold."""

    text: str = ""
    joiner: str = ""
    parts: tuple[Clause, ...] = ()
    is_several: bool = False
    """Whether the text itself joins things by “and” or “or”."""


@dataclass(frozen=True)
class Saying:
    """Words for the conditions of one flow. Its facts are called as `wording` has them, the rest is in `words`.

    Facts in `unsaid` are left out where they are what a condition is about: “at most 4”.
    """

    wording: Wording
    words: Words
    names: Mapping[str, str]
    """What the inputs of tables are called that are worked out, and facts that go by another name here."""
    unsaid: frozenset[str] = frozenset()
    frames: tuple[Typed, ...] = ()
    """The lists that are gone through at this place, the outermost first."""

    def condition(self, typed: Typed) -> str:
        """The whole condition as one sentence without a full stop."""
        return self.flat(self.clause(typed))

    def short(self, typed: Typed, *facts: str) -> str:
        """The condition where it is plain that it is about these facts: on an exit of their question, in a cell."""
        return replace(self, unsaid=frozenset(facts)).condition(typed)

    def short_opposite(self, typed: Typed, *facts: str) -> str:
        """The same of its opposite."""
        return self.flat(replace(self, unsaid=frozenset(facts)).clause(typed, holds=False))

    def value(self, typed: Typed) -> str:
        """A calculation in words; a condition that fills a fact included."""
        is_condition = typed.type.kind is Kind.BOOLEAN and typed.op not in ("literal", "if", "lookup")
        return self.condition(typed) if is_condition else self._values.say(typed)

    def flat(self, clause: Clause, *, is_inner: bool = False) -> str:
        """A clause on one line; what is joined within another gets brackets."""
        if not clause.parts:
            return f"({clause.text})" if is_inner and clause.is_several else clause.text
        joined = self._join(clause.joiner, [self.flat(part, is_inner=True) for part in clause.parts])
        return f"({joined})" if is_inner else joined

    def clause(self, typed: Typed, *, holds: bool = True) -> Clause:
        """The condition as it is built; with `holds` false, its opposite."""
        op = typed.op
        if op in ("and", "or"):
            return self._joined(typed, holds)
        if op in ("!", "!!"):
            return self.clause(typed.args[0], holds=holds if op == "!!" else not holds)
        if op == "literal":
            return Clause(self.words.sentence("always" if typed.data is holds else "never"))
        if op == "var":
            return Clause(self._yes_or_no(typed, holds))
        if op == "answered":
            return Clause(self._answered(typed, holds))
        op = _SAME_AS.get(op, op)
        if op in _EQUAL and _is_yes_or_no(typed):
            return self._agreement(typed, holds if op == "==" else not holds)
        if op in _OPPOSITE:
            return Clause(self._comparison(typed, op, holds))
        if op == "in":
            return Clause(self._membership(typed, holds), is_several=len(typed.args[1].args) > 1)
        if op in _QUANTIFIED:
            return Clause(self._quantified(typed, holds))
        return Clause(self._yes_or_no(typed, holds))

    def _joined(self, typed: Typed, holds: bool) -> Clause:
        """Of the opposite, each part is the opposite and the joiner the other one."""
        joiner = typed.op if holds else {"and": "or", "or": "and"}[typed.op]
        # “Does not include A or B” is neither of them: only where both have to be missing can it be said so.
        runs = _runs(typed.args) if holds or joiner == "and" else [[each] for each in typed.args]
        said = [self._gathered(run, joiner, holds) for run in runs]
        parts = [part for each in said for part in (each.parts if each.joiner == joiner else (each,))]
        return parts[0] if len(parts) == 1 else Clause(joiner=joiner, parts=tuple(parts))

    def _gathered(self, run: Sequence[Typed], joiner: str, holds: bool) -> Clause:
        """Conditions one after the other on the same thing, said together: includes “A” or “B”."""
        if len(run) == 1:
            return self.clause(run[0], holds=holds)
        first = run[0]
        if first.op == "in":
            hay = first.args[1]
            parts = self._join(joiner if holds else "or", [self._values.say(each.args[0], beside=hay) for each in run])
            return Clause(self._including(hay, parts, holds), is_several=True)
        values = [self._values.say(each.args[1], beside=each.args[0]) for each in run]
        joined = self._join(joiner if holds else "or", values)
        return Clause(self._about(first.args[0], _EQUAL["==" if holds else "!="], value=joined), is_several=True)

    def _join(self, joiner: str, texts: Sequence[str]) -> str:
        template = "{first} and {rest}" if joiner == "and" else "{first} or {rest}"
        rest = texts[-1]
        for text in reversed(texts[:-1]):
            rest = self.words.sentence(template, first=text, rest=rest)
        return rest

    # --- one condition ---

    def _yes_or_no(self, typed: Typed, holds: bool) -> str:
        return self._about(typed, self._values.called.yes_or_no(typed, holds))

    def _agreement(self, typed: Typed, holds: bool) -> Clause:
        """`x == true`, which is just x; or two conditions held against each other."""
        left, right = typed.args
        if right.op == "literal":
            return self.clause(left, holds=right.data is holds)
        if left.op == "literal":
            return self.clause(right, holds=left.data is holds)
        template = "{first} and {second} are the same" if holds else "{first} and {second} differ"
        return Clause(self.words.sentence(template, first=self._values.say(left), second=self._values.say(right)))

    def _comparison(self, typed: Typed, op: str, holds: bool) -> str:
        if len(typed.args) == 3:
            return self._between(typed, op, holds)
        left, right = typed.args
        if not left.reads and right.reads:
            left, right, op = right, left, _MIRRORED[op]
        op = op if holds else _OPPOSITE[op]
        by_date = left.type.kind in CALENDAR
        template = _EQUAL.get(op) or (_DATES if by_date else _NUMBERS)[op]
        return self._about(left, template, value=self._values.side(right, beside=left))

    def _between(self, typed: Typed, op: str, holds: bool) -> str:
        low, middle, high = typed.args
        template = (_BETWEEN_DATES if middle.type.kind in CALENDAR else _BETWEEN)[op]
        template = template if holds else f"not ({template})"
        return self._about(
            middle, template, low=self._values.say(low, beside=middle), high=self._values.say(high, beside=middle)
        )

    def _membership(self, typed: Typed, holds: bool) -> str:
        needle, hay = typed.args
        if hay.op in ("literal", "array"):
            items = self._join("or", self._values.items(hay, beside=needle))
            return self._about(needle, "{value}" if holds else "not {value}", value=items)
        return self._including(hay, self._values.say(needle, beside=hay), holds)

    def _including(self, whole: Typed, part: str, holds: bool) -> str:
        if self._is_unsaid(whole):
            return self.words.sentence("includes {part}" if holds else "does not include {part}", part=part)
        template = "{whole} includes {part}" if holds else "{whole} does not include {part}"
        return self.words.sentence(template, whole=self._values.say(whole), part=part)

    def _answered(self, typed: Typed, holds: bool) -> str:
        said = self.words.sentence("answered" if holds else "not answered")
        if self._is_unsaid(typed):
            return said
        return self.words.sentence("{subject} is {said}", subject=self._values.called.name(typed.data), said=said)

    def _quantified(self, typed: Typed, holds: bool) -> str:
        items, condition = typed.args
        op = typed.op if holds else {"some": "none", "none": "some"}.get(typed.op, "")
        inner = replace(self, frames=(*self.frames, items), unsaid=frozenset({""})).clause(condition)
        template = _QUANTIFIED.get(op, "not for each of {items}: {condition}")
        return self.words.sentence(template, items=self._values.say(items), condition=self.flat(inner, is_inner=True))

    def _about(self, subject: Typed, template: str, **params: Any) -> str:
        """What is said of a subject, which may be plain without being named."""
        said = self.words.sentence(template, **params)
        if self._is_unsaid(subject):
            return said
        return self.words.sentence("{subject} is {said}", subject=self._values.side(subject), said=said)

    def _is_unsaid(self, typed: Typed) -> bool:
        return typed.op in ("var", "answered") and typed.data[1] in self.unsaid

    @property
    def _values(self) -> Calculations:
        return Calculations(Callings(self.wording, self.words, self.names, self.frames), self._within)

    def _within(self, typed: Typed, frames: tuple[Typed, ...]) -> str:
        """A condition within a calculation."""
        inner = replace(self, frames=frames, unsaid=frozenset({""}) if len(frames) > len(self.frames) else frozenset())
        return inner.flat(inner.clause(typed), is_inner=True)


def _runs(args: Sequence[Typed]) -> list[list[Typed]]:
    """Conditions that follow one another and can be said together."""
    runs: list[list[Typed]] = []
    for each in args:
        if runs and _subject(each) is not None and _subject(runs[-1][0]) == _subject(each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _subject(typed: Typed) -> tuple[str, object] | None:
    """What a condition of a kind that can be gathered is about: options selected, or one of several values."""
    if typed.op == "in" and typed.args[1].op == "var" and typed.args[0].op == "literal":
        return "in", typed.args[1].data
    if _SAME_AS.get(typed.op, typed.op) == "==" and typed.args[0].op == "var" and typed.args[1].op == "literal":
        return None if _is_yes_or_no(typed) else ("==", typed.args[0].data)
    return None


def _is_yes_or_no(typed: Typed) -> bool:
    return typed.args[0].type.kind is Kind.BOOLEAN
