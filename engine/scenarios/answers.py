"""Recognises what kind of answers a question had, from the answers alone.

Dates and plain numbers are recognised; several values joined by commas are a selection; all else is a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.model.values import Json
from engine.scenarios.naming import Names, readable

_OTHER = "other"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,13})(\.\d{1,6})?")
_COMMA_JOINED = re.compile(r"[^\s,]+(,[^\s,]+)+")


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """The kind of a question's answers. `options` holds the ids of what can be chosen, by original."""

    type: str
    options: dict[str, str]
    has_other: bool = False
    """True when a person may also say that it is something else."""

    def fact(self, name: str, label: str) -> dict[str, Json]:
        """The fact for a question of this kind."""
        fact: dict[str, Json] = {"type": self.type, "label": label}
        if self.options:
            fact["options"] = [
                {"id": id, "label": readable(original), "imported_as": original}
                for original, id in self.options.items()
            ]
        if self.has_other:
            fact["options"].append({"id": _OTHER, "label": "Something else"})
        return {**fact, "imported_as": name}

    def literal(self, answer: str) -> Json:
        """An original answer as it stands in a condition."""
        if self.type == "choices":
            chosen = {self.options[part] for part in answer.split(",")}
            return [id for id in self.options.values() if id in chosen]
        if self.type == "choice":
            return self.options[answer]
        if self.type in ("integer", "decimal"):
            number = Decimal(answer)
            return int(number) if number == number.to_integral_value() else float(number)
        return answer

    def with_other(self) -> Recognised:
        """The same with one more option, for answers that were not listed."""
        return self if _OTHER in self.options.values() else replace(self, has_other=True)

    @property
    def is_closed(self) -> bool:
        """Whether the answers seen are all the answers there can be."""
        return self.type == "choice"


def recognise(answers: Sequence[str]) -> Recognised:
    """The kind that fits all of `answers`; a question without any is one for free text."""
    if not answers:
        return Recognised(type="text", options={})
    if all(_is_date(answer) for answer in answers):
        return Recognised(type="date", options={})
    if all(_NUMBER.fullmatch(answer) for answer in answers):
        whole = all(Decimal(answer) == Decimal(answer).to_integral_value() for answer in answers)
        return Recognised(type="integer" if whole else "decimal", options={})
    several = any(_COMMA_JOINED.fullmatch(answer) for answer in answers)
    parts = [part for answer in answers for part in (answer.split(",") if several else [answer])]
    names = Names("answer")
    return Recognised(
        type="choices" if several else "choice", options={part: names.id_of(part) for part in dict.fromkeys(parts)}
    )


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
