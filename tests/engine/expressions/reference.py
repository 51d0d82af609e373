"""Writes docs/expressions.md from the table of operators: `python -m tests.engine.expressions.reference`.

Every example is evaluated when the page is written, and a test holds the committed page to this one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.expressions import MAX_DEPTH, MAX_SIZE, Operator, check, evaluate, operators
from engine.expressions.operators import (
    arithmetic,
    calendar,
    comparisons,
    facts,
    lists,
    logic,
    lookup,
    reduce,
    rounding,
    text,
    workdays,
)
from engine.expressions.typed import Typed
from tests.engine.expressions.building import a_scope, values_of
from tests.engine.expressions.portable import reference as portable

PAGE = Path(__file__).parents[3] / "docs" / "expressions.md"

SECTIONS: tuple[tuple[str, ModuleType], ...] = (
    ("Facts", facts),
    ("Logic", logic),
    ("Comparing", comparisons),
    ("Arithmetic", arithmetic),
    ("Rounding", rounding),
    ("Tables", lookup),
    ("Dates", calendar),
    ("Working days", workdays),
    ("Lists", lists),
    ("", reduce),
    ("Text", text),
)

FACTS = {
    "people": ({"type": "integer", "minimum": 1, "maximum": 20}, 3),
    "income": ({"type": "money", "currency": "USD", "minimum": 0}, "1850.00"),
    "rent": ({"type": "money", "currency": "USD", "minimum": 0}, "925.50"),
    "hours": ({"type": "decimal", "places": 2}, "37.50"),
    "renting": ({"type": "boolean"}, True),
    "shutoff": ({"type": "boolean"}, None),
    "heating": ({"type": "choice", "options": ["gas", "oil", "electric"]}, "oil"),
    "needs": ({"type": "choices", "options": ["food", "heat", "rent"]}, ["food", "heat"]),
    "birthday": ({"type": "date", "latest": {"today": "+0d"}}, "1961-03-04"),
    "applied": ({"type": "date"}, "2026-11-20"),
    "town": ({"type": "text"}, "Springfield"),
    "household": (
        {"type": "list", "facts": {"age": {"type": "integer"}, "pay": {"type": "money"}}},
        [{"age": 38, "pay": "1600.00"}, {"age": 12, "pay": "0.00"}],
    ),
}
TABLES = {
    "limit": {"by": "people", "rows": [[1, 3322], [2, 4345], [3, 5367], [4, 6390]], "beyond": {"add": 189, "per": 1}}
}
HOLIDAYS = {"state": ["2026-11-26", "2026-12-25"]}
TODAY = "2026-11-22"
ORDER = ("==", "===", "!=", "!==", "<", "<=", ">", ">=", "before", "after", "not-before", "not-after", "in")

V = {name: {"var": name} for name in (*FACTS, "today")}
EXAMPLES: dict[str, Any] = {
    "var": V["income"],
    "answered": {"answered": "shutoff"},
    "missing": {"missing": ["income", "shutoff"]},
    "and": {"and": [V["renting"], V["shutoff"]]},
    "or": {"or": [V["renting"], V["shutoff"]]},
    "!": {"!": V["renting"]},
    "!!": {"!!": V["renting"]},
    "if": {"if": [{"answered": "shutoff"}, V["shutoff"], False]},
    "==": {"==": [V["heating"], "oil"]},
    "===": {"===": [V["people"], 3]},
    "!=": {"!=": [V["heating"], "gas"]},
    "!==": {"!==": [V["renting"], True]},
    "<": {"<": [V["income"], 2000]},
    "<=": {"<=": [1, V["people"], 4]},
    ">": {">": [V["income"], {"*": [V["rent"], 2]}]},
    ">=": {">=": [V["people"], 4]},
    "in": {"in": [V["heating"], ["gas", "oil"]]},
    "before": {"before": ["2026-11-01", V["applied"], V["today"]]},
    "after": {"after": [V["applied"], V["today"]]},
    "not-before": {"not-before": [V["applied"], "2026-11-20"]},
    "not-after": {"not-after": [V["birthday"], {"plusTime": [V["today"], -60, "year"]}]},
    "+": {"+": [V["income"], V["rent"], 50]},
    "-": {"-": [V["income"], V["rent"]]},
    "*": {"*": [V["income"], 12]},
    "/": {"/": [V["rent"], V["income"]]},
    "%": {"%": [V["people"], 2]},
    "min": {"min": [V["rent"], 700]},
    "max": {"max": [{"-": [V["income"], 2000]}, 0]},
    "round": {"round": [{"*": [V["income"], 0.0765]}, 2]},
    "floor": {"floor": [V["hours"]]},
    "ceil": {"ceil": [{"/": [V["people"], 2]}]},
    "lookup": {"lookup": ["limit", V["people"]]},
    "plusTime": {"plusTime": ["2026-01-31", 1, "month"]},
    "days_between": {"days_between": [V["applied"], V["today"]]},
    "weeks_between": {"weeks_between": ["2026-10-01", V["today"]]},
    "months_between": {"months_between": ["2026-01-31", "2026-03-01"]},
    "years_between": {"years_between": [V["birthday"], V["today"]]},
    "age": {"age": [V["birthday"]]},
    "weekday": {"weekday": [V["today"]]},
    "year_of": {"year_of": [V["today"], "10-01"]},
    "plus_workdays": {"plus_workdays": [V["applied"], 5, "state"]},
    "workdays_between": {"workdays_between": [V["applied"], "2026-11-30", "state"]},
    "some": {"some": [V["household"], {"<": [V["people"], {"var": "age"}]}]},
    "all": {"all": [V["household"], {">=": [{"var": "age"}, 18]}]},
    "none": {"none": [V["needs"], {"==": [{"var": ""}, "rent"]}]},
    "filter": {"filter": [V["needs"], {"!=": [{"var": ""}, "food"]}]},
    "map": {"map": [V["household"], {"var": "age"}]},
    "count": {"count": [V["household"], {"<": [{"var": "age"}, 18]}]},
    "sum": {"sum": [V["household"], {"var": "pay"}]},
    "reduce": {"reduce": [V["household"], {"max": [{"var": "accumulator"}, {"var": "current.age"}]}, 0]},
    "cat": {"cat": [V["town"], ", household of ", V["people"]]},
    "substr": {"substr": [V["town"], 0, 6]},
}


def render() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield INTRODUCTION.format(depth=MAX_DEPTH, size=MAX_SIZE, facts=_facts(), today=TODAY).strip()
    for title, module in SECTIONS:
        if title:
            yield f"\n## {title}\n"
            yield str(module.__doc__).strip()
        yield from (line for name in _names(module) for line in _entry(operators[name]))
    yield portable.render()


def _names(module: ModuleType) -> list[str]:
    named = [name for name in operators if type(operators[name]).__module__ == module.__name__]
    return sorted(named, key=list(EXAMPLES).index)


def _entry(operator: Operator) -> Iterator[str]:
    example = EXAMPLES[operator.name]
    yield f"\n### `{operator.name}`\n"
    yield f"- Takes {operator.arguments}."
    yield f"- {operator.result}"
    yield f"- {operator.unknown}"
    yield f"- Example: `{json.dumps(example)}` is {_result(example)}."


def _result(example: Any) -> str:
    scope = a_scope(
        {"facts": {name: fact for name, (fact, _) in FACTS.items()}, "tables": TABLES, "holidays": HOLIDAYS}
    )
    answers = {name: value for name, (_, value) in FACTS.items() if value is not None}
    typed = check(example, scope, expect=None)
    return _in_words(evaluate(typed, values_of(scope, {"today": TODAY, **answers})), typed)


def _in_words(value: Any, typed: Typed) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "the list " + ", ".join(f"`{item}`" for item in value)
    if typed.type.kind == "money":
        return f"${value // 100:,}.{value % 100:02}" if isinstance(value, int) else f"{value} cents"
    return f"`{value.isoformat() if isinstance(value, date) else value}`"


def _facts() -> str:
    rows = [f"| `{name}` | {fact['type']} | {_shown(value)} |" for name, (fact, value) in FACTS.items()]
    return "\n".join(rows)


def _shown(value: Any) -> str:
    return "not answered" if value is None else f"`{json.dumps(value)}`"


INTRODUCTION = """
# Conditions and calculations

*This page is written by `python -m tests.engine.expressions.reference`; change the operators, not the page.*

Conditions of rules, validators and promises, and the values of `calculate`, are written as JSON with operators, in
the manner of JsonLogic: an object with one operator and its arguments, for example `{{"<=": [{{"var": "income"}},
1500]}}`. Wherever public JsonLogic gives an answer, the answer here is the same, or the expression is refused with
a reason. Two things differ on purpose: numbers are exact, and nothing is converted silently. What is on this page up
to [Rules from elsewhere](#rules-from-elsewhere) is the dialect of flows; rules that others wrote are answered by the
one after it.

**Three values.** A fact that is not answered, or was skipped, is *unknown*, and so is what is worked out from it,
unless the rest decides: `no and unknown` is no, `yes or unknown` is yes. Only `answered` turns unknown into no.
Dividing by zero and looking up a value that a table does not have give unknown, too. After `{{"answered":
"income"}}` in the same `and`, or as the condition of an `if`, `income` is known.

**Kinds.** Every argument has a kind: yes or no, number, amount of money, date, month, text, one option, several
options, list. Things of different kinds are not compared or added. A *written* number takes the kind it is used
with: in `{{"<": [{{"var": "income"}}, 1500]}}` 1500 means $1,500.00. A table that does not say what it gives does
the same. A written text becomes a date, a month or an option; an option that does not exist is refused, with the
nearest one that does.

**Numbers** have at most 15 digits as written, and are exact: 0.1 + 0.2 is 0.3. An amount times a number is an
amount that may have fractions of a cent: `round` it to 2 places before it fills a fact. A calculated value that
lies outside the domain of the fact it fills is unknown.

**Limits.** At most {depth} levels and {size} parts to an expression; lists can be gone through inside a list, but
no deeper. Whatever is written, evaluation ends, and at once.

The examples below use these facts; `today` is {today}.

| fact | type | answer |
|---|---|---|
{facts}

The table `limit` gives 3322 for 1 person, 4345 for 2, 5367 for 3, 6390 for 4, and 189 more for each further person;
`state` is a list of holidays with 2026-11-26 and 2026-12-25.
"""

if __name__ == "__main__":
    sys.stdout.write(f"{PAGE.write_text(render(), encoding='utf-8')} characters written\n")
