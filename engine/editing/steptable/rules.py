"""Ways on as rules: what stands under “if answer” as a condition, and who goes on where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.editing.conditions import Group, Line, Names, find_option, write_condition
from engine.editing.steptable.columns import RowProblem, Step, Way, fold, split_answers
from engine.editing.steptable.kinds import NUMBERS, REST, is_yes
from engine.errors import EditError
from engine.model.values import Json

_SIGNS: Final = {"=": "==", "≤": "<=", "≥": ">="}
_COMPARISON: Final = re.compile(r"(<=|>=|<|>|=|≤|≥)\s*(.+)")
_AMOUNT: Final = r"\$?\s*[\d.,]+"
_SPAN: Final = re.compile(rf"({_AMOUNT})\s*[-–]\s*({_AMOUNT})")
_OR_MORE: Final = re.compile(rf"({_AMOUNT}) or (more|less)")
_DAYS: Final = {"<=": "not-after", ">=": "not-before", "<": "before", ">": "after"}


def ways_as_rules(step: Step, fact: str, definition: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Json]:
    """`next`, or `rules` with `otherwise`. Raises StepProblem of the first row that is wrong."""
    rest = [way for way in step.ways if fold(way.when) in REST]
    told = [way for way in step.ways if fold(way.when) not in REST]
    if len(rest) > 1:
        raise StepProblem(rest[1], f"Row {rest[0].row} says already where every other answer of “{step.name}” leads.")
    if not told:
        return {"next": names[fold(rest[0].to)]}
    conditions = [(way, condition_of(way, fact, definition)) for way in told]
    if not rest:
        _check_whole(step, told, definition)
    otherwise = rest[0] if rest else told[-1]
    kept = [(way, condition) for way, condition in conditions if way is not otherwise]
    rules = [
        {"id": f"rule-{number}", "when": condition, "next": names[fold(way.to)]}
        for number, (way, condition) in enumerate(kept, 1)
    ]
    if not rules:
        return {"next": names[fold(otherwise.to)]}
    return {"rules": rules, "otherwise": names[fold(otherwise.to)]}


class StepProblem(Exception):
    """One row that cannot be a rule."""

    def __init__(self, way: Way, what: str) -> None:
        self.problem = RowProblem(row=way.row, what=what)
        super().__init__(what)


def condition_of(way: Way, fact: str, definition: Mapping[str, Any]) -> Json:
    """The condition that a cell of “if answer” says of a fact. Raises StepProblem."""
    names = Names({fact: definition})
    try:
        return write_condition(_group(way.when, fact, names), names)
    except EditError as error:
        raise StepProblem(way, f"{error.what} {error.fix}".strip()) from None


def _group(said: str, fact: str, names: Names) -> Group:
    kind = str(names.facts[fact]["type"])
    if kind == "boolean":
        holds = is_yes(said)
        if holds is None:
            raise EditError(f"“{said}” is neither yes nor no.")
        return Group(parts=(Line(fact=fact, comparison="yes" if holds else "no"),))
    if kind in ("choice", "choices"):
        chosen = tuple(find_option(names, fact, part) for part in split_answers(said))
        return Group(parts=(Line(fact=fact, comparison="one-of" if kind == "choice" else "any-of", chosen=chosen),))
    if kind in NUMBERS or kind == "date":
        return Group(parts=tuple(_compared(said, fact, is_day=kind == "date")))
    what = f"What people write for “{names.called(fact)}” cannot be compared with “{said}”."
    raise EditError(what, "Leave it empty.")


def _compared(said: str, fact: str, *, is_day: bool) -> Iterator[Line]:
    between = None if is_day else _SPAN.fullmatch(said)
    if between:
        yield Line(fact=fact, comparison=">=", value=between[1])
        yield Line(fact=fact, comparison="<=", value=between[2])
        return
    ending = _OR_MORE.fullmatch(fold(said))
    found = _COMPARISON.fullmatch(said.strip())
    if ending:
        sign, value = (">=" if ending[2] == "more" else "<="), ending[1]
    else:
        sign, value = (found[1], found[2]) if found else ("=", said)
    sign = _SIGNS.get(sign, sign)
    yield Line(fact=fact, comparison=_DAYS.get(sign, sign) if is_day else sign, value=value.strip())


def _check_whole(step: Step, told: list[Way], definition: Mapping[str, Any]) -> None:
    """Without a row for every other answer, the rows have to name them all. Raises StepProblem."""
    if definition["type"] == "boolean":
        missing = [
            word for word, holds in (("yes", True), ("no", False)) if holds not in {is_yes(w.when) for w in told}
        ]
    elif definition["type"] == "choice":
        named = {fold(part) for way in told for part in split_answers(way.when)}
        missing = [str(option["label"]) for option in definition["options"] if fold(str(option["label"])) not in named]
    else:
        missing = ["every other answer"]
    if missing:
        said = ", ".join(f"“{word}”" for word in missing) if missing != ["every other answer"] else missing[0]
        what = f"No row of “{step.name}” says where {said} leads. Add one; “if answer” may be empty for all others."
        raise StepProblem(told[-1], what)
