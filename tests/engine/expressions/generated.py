"""Random expressions that the check accepts, and random answers within the facts' domains, some of them missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from engine.expressions import MAX_SIZE
from tests.engine.expressions.building import a_scope, whole

SCOPE = a_scope(
    {
        "facts": {
            "yes": {"type": "boolean"},
            "sure": {"type": "boolean"},
            "people": {"type": "integer", "minimum": 1, "maximum": 8},
            "change": {"type": "integer", "minimum": -3, "maximum": 3},
            "share": {"type": "decimal", "places": 2, "minimum": -2, "maximum": 2},
            "income": {"type": "money", "minimum": 0, "maximum": 9000},
            "balance": {"type": "money", "minimum": -50, "maximum": 50},
            "born": {"type": "date", "latest": {"today": "+0d"}},
            "start": {"type": "date"},
            "month": {"type": "month"},
            "colour": {"type": "choice", "options": ["red", "green", "blue"]},
            "hue": {"type": "choice", "options": ["green", "grey"]},
            "needs": {"type": "choices", "options": ["food", "heat", "rent"]},
            "name": {"type": "text", "max_length": 20},
            "members": {
                "type": "list",
                "facts": {
                    "age": {"type": "integer", "minimum": 0, "maximum": 99},
                    "pay": {"type": "money", "minimum": 0},
                    "well": {"type": "boolean"},
                    "current": {"type": "integer"},
                },
            },
        },
        "tables": {
            "limit": {"by": "people", "rows": [[1, 100], [2, 150.5], [3, 200]], "beyond": {"add": 40, "per": 1}},
            "sparse": {"by": "integer", "rows": [[0, 1], [2, 3]]},
            "band": {"by": "money", "match": "band", "gives": "decimal", "rows": [[0, 0.1], [20, 0.15], [5000, 0.2]]},
            "onward": {"by": "money", "match": "band", "rows": [[-10, 5], [30, 6]], "beyond": {"add": 2, "per": 15}},
            "rate": {"by": "date", "match": "date", "gives": "money", "rows": [["2025-10-01", 9], ["2026-10-01", 10]]},
            "office": {
                "by": "colour",
                "gives": "text",
                "rows": [["red", "green"], ["green", "grey"], ["blue", "green"]],
            },
            "few": {"by": "colour", "gives": "integer", "rows": [["red", 4]]},
        },
        "holidays": {"state": ["2026-01-01", "2026-05-25", "2026-07-03", "2026-11-26", "2026-12-25"]},
    }
)

DAYS = st.dates(date(1940, 1, 1), date(2060, 12, 31))
ROUNDINGS = ["half-up", "half-even", "half-down", "up", "down"]
CENT = Fraction(1, 100)


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Answers to some of the facts; a skipped one holds None."""
    today = st.dates(date(2024, 1, 1), date(2028, 12, 31))
    return today.flatmap(
        lambda day: st.one_of(
            st.fixed_dictionaries({"today": st.just(day), **_answers(day)}),
            st.fixed_dictionaries(
                {"today": st.just(day), **_answers(day)},
            ).flatmap(_forgotten),
        )
    )


def _forgotten(answers: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The answers with some left out or skipped."""
    names = st.lists(st.sampled_from(sorted(set(answers) - {"today"})), min_size=1, max_size=12)
    skipped = names.map(lambda found: {**answers, **dict.fromkeys(found)})
    absent = names.map(lambda found: {name: value for name, value in answers.items() if name not in found})
    return st.one_of(skipped, absent)


def _answers(today: date) -> dict[str, st.SearchStrategy[Any]]:
    member = st.fixed_dictionaries(
        {},
        optional={
            "age": st.one_of(st.none(), st.integers(0, 99)),
            "pay": st.integers(0, 9999),
            "well": st.booleans(),
            "current": st.integers(-5, 5),
        },
    )
    answers: dict[str, st.SearchStrategy[Any]] = {
        "yes": st.booleans(),
        "sure": st.booleans(),
        "people": st.integers(1, 8),
        "change": st.integers(-3, 3),
        "share": st.integers(-200, 200).map(lambda cents: whole(cents * CENT)),
        "income": st.integers(0, 900_000),
        "balance": st.integers(-5000, 5000),
        "born": st.dates(date(1940, 1, 1), today),
        "start": DAYS,
        "month": DAYS.map(lambda day: day.replace(day=1)),
        "colour": st.sampled_from(["red", "green", "blue"]),
        "hue": st.sampled_from(["green", "grey"]),
        "needs": st.sets(st.sampled_from(["food", "heat", "rent"])).map(lambda found: tuple(sorted(found))),
        "name": st.text("abc ", max_size=20),
        "members": st.lists(member, max_size=3).map(tuple),
    }
    return answers


def _write(draw: st.DrawFn, kind: str, depth: int, inside: str = "") -> Any:
    """One expression of a kind. `inside` names the list operator's frame: members, needs or numbers."""

    def sub(of: str, frame: str = inside) -> Any:
        return _write(draw, of, depth - 1, frame)

    def one(*found: Any) -> Any:
        return draw(st.sampled_from(found))

    leaf = depth <= 0 or draw(st.integers(0, 5)) == 0
    return (_leaf if leaf else _tree)(kind, sub, one, inside, draw)


def _leaf(kind: str, sub: Any, one: Any, inside: str, draw: st.DrawFn) -> Any:
    named = {
        "boolean": ["yes", "sure"],
        "number": ["people", "change", "share"],
        "whole": ["people", "change"],
        "money": ["income", "balance"],
        "date": ["born", "start", "today"],
        "choice": ["colour"],
        "text": ["name"],
    }[kind]
    if inside == "members":
        named = named + {"boolean": ["well"], "whole": ["age", "current"], "number": ["age"], "money": ["pay"]}.get(
            kind, []
        )
    if inside == "numbers" and kind == "number":
        named = [*named, ""]
    literals = {
        "boolean": [True, False],
        "number": [0, 1, 2.5, -3, 0.01],
        "whole": [0, 1, -2, 7],
        "money": [],
        "date": [],
        "choice": [],
        "text": ["", "a", "bc"],
    }[kind]
    return one(*[{"var": name} for name in named for _ in (0, 1)], *literals)


def _tree(kind: str, sub: Any, one: Any, inside: str, draw: st.DrawFn) -> Any:
    grown = {
        "boolean": _boolean,
        "number": _number,
        "whole": _whole,
        "money": _money,
        "date": _date,
        "choice": _choice,
        "text": _text,
    }[kind](sub, one, inside)
    return one(*grown)() if draw(st.integers(0, 9)) else {"if": [sub("boolean"), sub(kind), sub(kind)]}


def _boolean(sub: Any, one: Any, inside: str) -> list[Any]:
    compare = ["<", "<=", ">", ">=", "==", "!="]
    fact = ["yes", "people", "income", "start", "needs", "members"]

    def pair(kind: str) -> Any:
        return lambda: {one(*compare): [sub(kind), sub(kind)]}

    def triple(kind: str) -> Any:
        return lambda: {one("<", "<=", ">", ">="): [sub(kind), sub(kind), sub(kind)]}

    grown = [
        *[lambda: {one("and", "or"): [sub("boolean"), sub("boolean")]}] * 3,
        *[lambda: {one("and", "or"): [sub("boolean"), sub("boolean"), sub("boolean")]}] * 2,
        lambda: {"if": [{"answered": one(*fact)}, sub("boolean"), sub("boolean")]},
        lambda: {"if": [{"!": {"answered": one(*fact)}}, sub("boolean"), sub("boolean")]},
        lambda: {"and": [{"answered": one(*fact)}, sub("boolean"), sub("boolean")]},
        lambda: {"or": [sub("boolean"), {"!": {"answered": one(*fact)}}, sub("boolean")]},
        lambda: {one("!", "!!"): sub("boolean")},
        lambda: {one("==", "!="): [sub("boolean"), sub("boolean")]},
        lambda: {"answered": one(*fact)},
        pair("number"),
        pair("money"),
        pair("date"),
        triple("number"),
        triple("money"),
        lambda: {one("<", ">="): [sub("money"), one(5, 20.25, 0.001)]},
        lambda: {one("before", "after", "not-before", "not-after"): [sub("date"), sub("date"), "2026-06-30"]},
        lambda: {one("==", "!="): [sub("choice"), one("red", "green")]},
        lambda: {one("==", "!="): [{"lookup": ["office", sub("choice")]}, {"var": "hue"}]},
        lambda: {"in": [sub("choice"), one(["red"], ["red", "blue"], ["red", "green", "blue"])]},
        lambda: {"in": [one("food", "rent"), {"var": "needs"}]},
        lambda: {"in": [sub("number"), one([1], [1, 2.5], [0, 1, 2, -3], [1, {"var": "people"}])]},
        lambda: {"in": [sub("text"), sub("text")]},
        lambda: {"==": [sub("text"), "a"]},
        lambda: {"==": [{"var": "month"}, "2026-11"]},
    ]
    many = ["some", "all", "none"]
    if inside == "members":
        grown += [
            lambda: {one(*many): [[1, 2.5, sub("number")], sub("boolean", "numbers")]},
            lambda: {one(*many): [{"var": "needs"}, {"and": [{"==": [{"var": ""}, "food"]}, sub("boolean")]}]},
            lambda: {">": [{"count": [[1, 2, 3], {"<": [{"var": ""}, sub("number")]}]}, 1]},
        ]
    if not inside:
        grown += [
            lambda: {one(*many): [{"var": "members"}, sub("boolean", "members")]},
            lambda: {one(*many): [{"filter": [{"var": "members"}, {"var": "well"}]}, sub("boolean", "members")]},
            lambda: {one(*many): [{"var": "needs"}, {"in": [{"var": ""}, ["food", "heat"]]}]},
            lambda: {one(*many): [[1, 2.5, sub("number")], sub("boolean", "numbers")]},
            lambda: {"in": [2, {"map": [[1, 2, sub("number")], sub("number", "numbers")]}]},
        ]
    return grown


def _whole(sub: Any, one: Any, inside: str) -> list[Any]:
    between = ["days_between", "weeks_between", "months_between", "years_between"]
    grown = [
        lambda: {one("+", "-", "*", "min", "max", "%"): [sub("whole"), sub("whole")]},
        lambda: {"round": [sub("number"), 0, one(*ROUNDINGS)]},
        lambda: {one("floor", "ceil"): [sub("number")]},
        lambda: {one(*between): [sub("date"), sub("date")]},
        lambda: {"age": [sub("date"), sub("date")]},
        lambda: {"age": {"var": "born"}},
        lambda: {"weekday": sub("date")},
        lambda: {"workdays_between": [sub("date"), sub("date"), "state"]},
        lambda: {"year_of": [sub("date"), "10-01"]},
        lambda: {"count": {"missing": ["yes", "people", "name"]}},
        lambda: {"lookup": [one("few"), sub("choice")]},
    ]
    if not inside:
        grown += [
            lambda: {"count": [{"var": "members"}, sub("boolean", "members")]},
            lambda: {"count": {"var": "needs"}},
            lambda: {"sum": [{"var": "members"}, sub("whole", "members")]},
        ]
    return grown


def _number(sub: Any, one: Any, inside: str) -> list[Any]:
    grown = [
        lambda: {one("+", "-", "*", "min", "max", "/", "%"): [sub("number"), sub("number")]},
        lambda: {"/": [sub("number"), one(2, 3, 0.25)]},
        lambda: {"-": sub("number")},
        lambda: {"/": [sub("money"), sub("money")]},
        lambda: {"round": [sub("number"), one(-1, 0, 1, 2), one(*ROUNDINGS)]},
        lambda: {"lookup": ["band", sub("money")]},
        lambda: {"lookup": ["sparse", sub("whole")]},
        lambda: sub("whole"),
    ]
    if not inside:
        step = {"+": [{"var": "accumulator"}, {"*": [{"var": "current"}, {"var": "share"}]}]}
        grown.append(lambda: {"reduce": [[1, 2, sub("number")], step, sub("number")]})
        ages = {"+": [{"var": "accumulator"}, {"var": "current.age"}, {"var": "current.current"}]}
        grown.append(lambda: {"reduce": [{"var": "members"}, ages, 0]})
    return grown


def _money(sub: Any, one: Any, inside: str) -> list[Any]:
    grown = [
        lambda: {one("+", "-", "min", "max"): [sub("money"), sub("money")]},
        lambda: {one("+", "-", "min", "max", "%"): [sub("money"), one(5, 0.5, 12.34)]},
        lambda: {"*": [sub("money"), sub("number")]},
        lambda: {"/": [sub("money"), sub("number")]},
        lambda: {"round": [sub("money"), one(-1, 0, 1, 2), one(*ROUNDINGS)]},
        lambda: {one("floor", "ceil"): [sub("money"), one(0, 2)]},
        lambda: {"+": [sub("money"), {"lookup": ["limit", sub("whole")]}]},
        lambda: {"max": [{"lookup": ["onward", sub("money")]}, sub("money")]},
        lambda: {"lookup": ["rate", sub("date")]},
    ]
    if not inside:
        grown += [
            lambda: {"sum": [{"var": "members"}, sub("money", "members")]},
            lambda: {"reduce": [{"var": "members"}, {"+": [{"var": "accumulator"}, {"var": "current.pay"}]}, 1.5]},
        ]
    return grown


def _date(sub: Any, one: Any, inside: str) -> list[Any]:
    return [
        lambda: {"plusTime": [sub("date"), one(-40, 1, 31, 200), one("day", "week", "month", "year")]},
        lambda: {"plusTime": [sub("date"), sub("whole"), one("day", "week", "month", "year")]},
        lambda: {"plus_workdays": [sub("date"), one(-7, 0, 1, 12), "state"]},
        lambda: {"plus_workdays": [sub("date"), sub("whole")]},
        lambda: {one("min", "max"): [sub("date"), sub("date")]},
    ]


def _choice(sub: Any, one: Any, inside: str) -> list[Any]:
    return [lambda: {"if": [sub("boolean"), sub("choice"), one("red", "blue")]}]


def _text(sub: Any, one: Any, inside: str) -> list[Any]:
    return [
        lambda: {"cat": [sub("text"), sub("text"), sub("whole")]},
        lambda: {"substr": [sub("text"), one(0, 1, -2), one(1, 3, -1)]},
    ]


@st.composite
def expressions(draw: st.DrawFn) -> Any:
    """Any expression over SCOPE, small enough to be accepted."""
    kind = draw(st.sampled_from(["boolean"] * 5 + ["number", "whole", "money", "date", "choice", "text"]))
    found = _write(draw, kind, draw(st.integers(0, 4)))
    return found if _size(found) <= MAX_SIZE else {"var": "yes"}


def _size(found: Any) -> int:
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return 1 + sum(map(_size, parts))
