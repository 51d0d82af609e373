"""What facts, options and written values are called where they stand in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from engine.definition.wording import Wording
from engine.expressions import Typed
from engine.expressions.types import Kind
from engine.model.flow import Fact
from engine.model.words import Words


@dataclass(frozen=True)
class Callings:
    """Names and values in one reader's words."""

    wording: Wording
    words: Words
    names: Mapping[str, str]
    """What the inputs of tables are called that are worked out, and facts that go by another name here."""
    frames: tuple[Typed, ...] = ()
    """The lists that are gone through at this place, the outermost first."""

    def written(self, value: Any, kind: Kind, beside: Typed) -> str:
        """A written value as people read it."""
        if kind is Kind.MONEY:
            return self._amount(value, self.currency(beside))
        if kind is Kind.NUMBER:
            return self._number(value, beside)
        if kind is Kind.BOOLEAN:
            return self.words.sentence("yes" if value else "no")
        if isinstance(value, date):
            return self.words.month(value) if kind is Kind.MONTH else self.words.date(value)
        if isinstance(value, tuple):
            return self.several([self.quoted(self._option(each, beside)) for each in value])
        return self.quoted(self._option(str(value), beside) if kind is Kind.CHOICE else str(value))

    def _amount(self, cents: int | Fraction, currency: str) -> str:
        """An amount; where a rule is written with parts of a cent, the number of its currency."""
        if isinstance(cents, int):
            return self.words.money(cents, currency)
        return f"{self.words.number(Fraction(cents, 100))} {currency}"

    def name(self, key: tuple[int, str]) -> str:
        """What a fact, a fact of a member, or an input of a table is called."""
        depth, name = key
        if not depth and name in self.names:
            return self.names[name]
        fact = self._fact(key)
        if fact is not None:
            return self.quoted(str(self._label(fact)) or name)
        if depth or not name:
            return self.words.sentence("the item")
        if name == "today":
            return self.words.sentence("the day of the journey")
        return self.quoted(name)

    def yes_or_no(self, typed: Typed, holds: bool) -> str:
        """What the two answers to a yes-or-no question are called."""
        fact = self._fact(typed.data) if typed.op == "var" else None
        own = fact.domain.get("yes" if holds else "no") if fact else None
        return self.quoted(str(own)) if own else self.words.sentence("yes" if holds else "no")

    def quoted(self, text: str) -> str:
        """A name or label that stands in a sentence."""
        return f"“{self.words.in_order(text, is_typed=True)}”"

    def _fact(self, key: tuple[int, str]) -> Fact | None:
        depth, name = key
        if not depth:
            return self.wording.find_fact(name)
        source = self._list_of(self.frames[depth - 1])
        return source.domain.get("facts", {}).get(name) if source and source.type == "list" else None

    def _list_of(self, typed: Typed) -> Fact | None:
        """The fact whose members these are, also where some were left out."""
        while typed.op != "var" and typed.args:
            typed = typed.args[0]
        return self._fact(typed.data) if typed.op == "var" else None

    def _label(self, fact: Fact) -> str:
        if isinstance(fact.label, str):
            return fact.label
        return str(fact.label.get("other", ""))

    def _option(self, option: str, beside: Typed) -> str:
        """An option's label: of the fact it is held against, else of any fact that has it."""
        near = [fact for fact in self._facts_in(beside) if fact.option(option)]
        for fact in near or self.wording.facts.values():
            found = fact.option(option)
            if found is not None:
                return str(found.label) or option
        return option

    def _facts_in(self, typed: Typed) -> list[Fact]:
        """The facts that are named here; those of members only where it is known which list they are of."""
        if typed.op == "var":
            depth, name = typed.data
            if depth > len(self.frames):
                return []
            found = self._list_of(self.frames[depth - 1]) if depth and not name else self._fact(typed.data)
            return [found] if found else []
        return [fact for each in typed.args for fact in self._facts_in(each)]

    def currency(self, beside: Typed) -> str:
        found = (fact.domain.get("currency") for fact in self._facts_in(beside) if fact.type == "money")
        return str(next((each for each in found if each), "USD"))

    def _number(self, value: int | Fraction, beside: Typed) -> str:
        """A number; a year without separators."""
        if any(fact.type == "year" for fact in self._facts_in(beside)):
            return str(value)
        return self.words.number(value)

    def several(self, texts: Sequence[str]) -> str:
        """Things one after the other."""
        return self.words.several(texts)
