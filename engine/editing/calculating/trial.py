"""Works a calculation out for example answers, as a journey would; or says what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from engine.expressions import Typed, evaluate, facts_read
from engine.expressions.scope import Scope
from engine.expressions.typed import GUARD, TODAY
from engine.expressions.types import Kind, member_facts
from engine.model.flow import Fact
from engine.model.prompts import Refusal
from engine.model.words import Words
from engine.questions import Context, fact_types, read_answer, refusal_sentence

MEMBERS: Final = 3
"""Members of a list that an example may have."""
_FACT_OF: Final = {Kind.NUMBER: "decimal", Kind.DATE: "date", Kind.MONTH: "month", Kind.MONEY: "money"}
Typing = Mapping[str, tuple[str, ...]]
"""What was typed, by the names of the examples."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """One answer that a calculation reads: of the flow, or of a member of a list."""

    name: str
    """`income`, or `household.0.age`."""
    fact: Fact
    number: int = 0
    """Of the member, from 1; 0 for an answer of the flow."""
    list: str = ""
    """What the member's list is called."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came out."""

    result: str = ""
    """As people read it; empty where it is not known."""
    why: str = ""
    """Why it is not."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Examples that the facts do not hold, each with its reason."""


def examples_for(typed: Typed, scope: Scope) -> Iterator[Example]:
    """The answers that a calculation reads, those of a list's members for a few of them. `today` is none of them."""
    inner = frozenset(_inner(typed))
    for name in sorted(facts_read(typed) - {TODAY}):
        fact = scope.facts[name]
        if fact.type != "list":
            yield Example(name=name, fact=fact)
            continue
        members = member_facts(fact)
        read = {each: about for each, about in members.items() if each in inner} or members
        for number in range(MEMBERS):
            for each, about in read.items():
                said = _plain(fact) or name
                yield Example(name=f"{name}.{number}.{each}", fact=about, number=number + 1, list=said)


def reads_today(typed: Typed) -> bool:
    """Whether it matters on which day the journey began."""
    return TODAY in facts_read(typed)


def try_out(typed: Typed, scope: Scope, typing: Typing, *, fills: str, today: date) -> Tried:
    """The calculation with these answers; those left empty are not answered."""
    words, refused = Words("en"), {}
    values: dict[str, Any] = {TODAY: today}
    members: dict[str, dict[int, dict[str, Any]]] = {}
    context = Context(today=today, values=values, locale="en")
    for each in examples_for(typed, scope):
        typed_in = tuple(part for part in typing.get(each.name, ()) if part.strip())
        if not typed_in:
            continue
        value = read_answer(each.fact, {"": typed_in}, context)
        if isinstance(value, Refusal):
            refused[each.name] = refusal_sentence(value, each.fact, words)
        elif each.number:
            listed, _, name = each.name.split(".")
            members.setdefault(listed, {}).setdefault(each.number, {})[name] = value
        else:
            values[each.name] = value
    if refused:
        return Tried(refused=refused, why="Some of the examples are no answers that people can give.")
    for name, found in members.items():
        values[name] = tuple(found[number] for number in sorted(found))
    return _worked_out(typed, values, scope.facts.get(fills), words)


def _worked_out(typed: Typed, values: Mapping[str, Any], fact: Fact | None, words: Words) -> Tried:
    value = evaluate(typed, values)
    if value is not None:
        return Tried(result=_said(value, typed, fact, words))
    if typed.op == GUARD:
        beyond = evaluate(typed.args[0], values)
        if beyond is not None:
            said = _said(beyond, typed, fact, words)
            return Tried(why=f"It comes to {said}, which its fact cannot hold: it stays not known.")
    missing = sorted(facts_read(typed) - values.keys())
    if missing:
        return Tried(why="Not known: something that it needs is not answered.")
    return Tried(why="Not known: it divides by zero, or looks something up that its table does not have.")


def _said(value: Any, typed: Typed, fact: Fact | None, words: Words) -> str:
    """The value as people read it, even where its own fact could not hold it."""
    if fact is None:
        kind = _FACT_OF.get(typed.type.kind)
        if kind is None:
            return str(value)
        fact = Fact(id="result", type=kind)
    said: str = fact_types[fact.type].format(fact, value, words)
    return said


def _inner(typed: Typed) -> Iterator[str]:
    """The names that are read of members."""
    if typed.op == "var" and typed.data[0]:
        yield str(typed.data[1])
    for each in typed.args:
        yield from _inner(each)


def _plain(fact: Fact) -> str:
    return fact.label if isinstance(fact.label, str) else ""
