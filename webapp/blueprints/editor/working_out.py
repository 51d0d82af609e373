"""The calculation of a part while its form is open: in words, as JSON with what stands in its way, and tried out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from engine.definition import Speaker
from engine.editing import (
    CalculationError,
    Example,
    Kept,
    Names,
    PartFault,
    Term,
    Tried,
    Wanted,
    blame,
    examples_for,
    read_calculation,
    reads_today,
    try_out,
    wanted_for,
    write_calculation,
)
from engine.errors import ExpressionError
from engine.model import Fact
from webapp.blueprints.editor import calculation_acts, calculation_form
from webapp.blueprints.editor.calculation_form import ROOT, ShownTerm, root_of
from webapp.blueprints.editor.check_words import answers_of, by_labels

_TRY = "try:"


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a calculation fills that is no fact of the flow itself, and what its fields' names begin with."""

    root: str
    fact: Fact
    wanted: Wanted
    called: str


@dataclass(kw_only=True)
class WorkedOut:
    """A calculation, the fact that it fills, and what was found out about it."""

    document: Mapping[str, Any]
    term: Term
    fills: str
    names: Names
    here: str = ""
    """The id of the place where the designer goes on."""
    faults: tuple[PartFault, ...] = ()
    tried: Tried | None = None
    typing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: str = ""
    """The day to try it on, as typed."""
    target: Target | None = None

    @classmethod
    def of(cls, document: Mapping[str, Any], expression: Any, fills: str, target: Target | None = None) -> WorkedOut:
        """As it stands in the draft."""
        names = Names.of(document)
        wanted = target.wanted if target else wanted_for(names, fills)
        term = read_calculation(expression, names, wanted)
        return cls(document=document, term=term, fills=fills, names=names, target=target)

    @classmethod
    def posted(cls, document: Mapping[str, Any], form: Any, fills: str, target: Target | None = None) -> WorkedOut:
        """As the form has it."""
        names = Names.of(document)
        wanted = target.wanted if target else wanted_for(names, fills)
        root = target.root if target else ROOT
        term = calculation_form.settle(calculation_form.read_form(form, root), names, wanted)
        typing = {key.removeprefix(_TRY): tuple(form.getlist(key)) for key in form if key.startswith(_TRY)}
        today = form.get("today", "")[:10]
        return cls(document=document, term=term, fills=fills, names=names, typing=typing, today=today, target=target)

    @cached_property
    def speaker(self) -> Speaker:
        """Says it, and holds it against its types."""
        return Speaker.build(self.document)

    @property
    def wanted(self) -> Wanted:
        return self.target.wanted if self.target else wanted_for(self.names, self.fills)

    @property
    def root(self) -> str:
        """What the names of its fields begin with."""
        return self.target.root if self.target else ROOT

    @property
    def _filled(self) -> str | Fact:
        return self.target.fact if self.target else self.fills

    @property
    def shown(self) -> ShownTerm:
        return calculation_form.show(self.term, self.names, self.wanted, root=self.root)

    def act(self, asked: str, today: date) -> None:
        """What a button of the form does."""
        if asked == "try":
            self.try_out(today)
        elif asked != "look":
            self.term, self.here = calculation_acts.act(self.term, asked, self.wanted, self.root)
            self.term = calculation_form.settle(self.term, self.names, self.wanted)

    def written(self) -> Any:
        """The calculation; None where something stands in its way, which `faults` then tell."""
        expression = None
        try:
            expression = write_calculation(self.term, self.names, self.wanted)
            self.speaker.typed(expression, self._filled)
        except CalculationError as refused:
            self.faults = refused.faults
            return None
        except ExpressionError as refused:
            at = blame(self.term, self.names, self.wanted, refused.pointer)
            self.faults = (_in_plain_words(at, self._by_labels(refused.message)),)
            return None
        return expression

    def _by_labels(self, message: str) -> str:
        """What the check says, with what the facts are called."""
        filled = (self.fills, self.names.called(self.fills))
        if self.target:
            filled = (self.target.fact.id, self.target.called)
        return by_labels(message, self.names, filled, answers_of(self.names))

    @property
    def preview(self) -> str:
        """In words; empty while something is missing."""
        try:
            expression = write_calculation(self.term, self.names, self.wanted)
            return self._in_words(expression)
        except (CalculationError, ExpressionError):
            return ""

    @property
    def examples(self) -> list[Example]:
        """What can be typed to try it."""
        try:
            typed = self.speaker.typed(write_calculation(self.term, self.names, self.wanted), self._filled)
        except (CalculationError, ExpressionError):
            return []
        return list(examples_for(typed, self.speaker.scope))

    @property
    def is_dated(self) -> bool:
        """Whether it matters on which day it is tried."""
        try:
            return reads_today(self.speaker.typed(write_calculation(self.term, self.names, self.wanted), self._filled))
        except (CalculationError, ExpressionError):
            return False

    def try_out(self, today: date) -> None:
        """Work it out for the examples of the form."""
        expression = self.written()
        if expression is None:
            self.tried = Tried(why="It cannot be tried yet: mend what is marked above.")
            return
        typed = self.speaker.typed(expression, self._filled)
        try:
            day = date.fromisoformat(self.today) if self.today else today
        except ValueError:
            self.tried = Tried(why=f"“{self.today}” is no day: write it as {today.isoformat()}.")
            return
        self.tried = try_out(typed, self.speaker.scope, self.typing, fills=self.fills, today=day)

    def said(self, shown: ShownTerm) -> dict[str, str]:
        """What is kept as it is, in words, by its place."""
        found = {} if not isinstance(shown.term, Kept) else {shown.at: self._sentence(shown.term.expression)}
        for part in shown.parts:
            found |= self.said(part)
        return found

    def faults_by_place(self) -> dict[str, PartFault]:
        return {each.at: each for each in self.faults if each.when < 0}

    def faults_of_condition(self, at: str, when: int) -> dict[str, PartFault]:
        """Those of one condition, by the place within it."""
        return {each.line: each for each in self.faults if each.at == at and each.when == when}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """For the summary: the id of each place that has to be mended, and what is wrong there."""
        return [(self._id_of(each), f"{each.what} {each.fix}".strip()) for each in self.faults]

    def _in_words(self, expression: Any) -> str:
        """In words; one of the answers of another flow's fact as that calls it."""
        called = dict(self.wanted.options).get(expression) if isinstance(expression, str) else None
        said = self.speaker.value(expression, self._filled)
        return f"“{called}”" if called else said

    def _id_of(self, fault: PartFault) -> str:
        if fault.when >= 0:
            root = root_of(fault.at, fault.when, self.root)
            return f"{root}-{fault.line.replace('.', '-')}".strip("-")
        return "-".join((self.root, *filter(None, fault.at.split("."))))

    def _sentence(self, expression: Any) -> str:
        try:
            return self.speaker.value(expression)
        except ExpressionError:
            return json.dumps(expression, ensure_ascii=False)


def _in_plain_words(at: str, message: str) -> PartFault:
    """What the check says, without what it would have one write as JSON."""
    what, written, _ = message.partition(": {")
    fix = "Choose “rounded” around it." if written else ""
    return replace(PartFault(at=at, what=f"{what}." if written else what), fix=fix)
