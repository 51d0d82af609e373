"""What a form offers for a fact: comparisons by its type, and what it can be compared with besides a written value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.editing.conditions.names import TODAY, Names


class Takes(StrEnum):
    """What a comparison needs besides the fact."""

    NOTHING = "nothing"
    OPTIONS = "options"
    """One or several of the fact's options."""
    VALUE = "value"
    """A written number or date, another fact, or an amount."""
    NUMBER = "number"
    """A written number."""
    SPAN = "span"
    """A written number of days, weeks, months or years."""
    WORDS = "words"
    """A written text."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One way to compare: its words, and what it needs."""

    words: str
    takes: Takes = Takes.NOTHING


def _all(takes: Takes, words: Mapping[str, str]) -> dict[str, Comparison]:
    return {name: Comparison(words=said, takes=takes) for name, said in words.items()}


_ANSWERED: Final = _all(Takes.NOTHING, {"answered": "is answered", "unanswered": "is not answered"})
_BOOLEAN: Final = _all(Takes.NOTHING, {"yes": "is yes", "no": "is no"})
_NUMBER: Final = _all(
    Takes.VALUE,
    {
        "==": "is",
        "!=": "is not",
        ">=": "is at least",
        "<=": "is at most",
        ">": "is more than",
        "<": "is less than",
    },
)
_CHOICE: Final = _all(Takes.OPTIONS, {"one-of": "is one of", "none-of": "is none of"})
_CHOICES: Final = {
    **_all(Takes.OPTIONS, {"any-of": "includes any of", "all-of": "includes all of", "without": "includes none of"}),
    **_all(Takes.NUMBER, {"count>=": "has at least this many", "count<": "has fewer than"}),
}
_DAY: Final = _all(
    Takes.VALUE,
    {
        "not-before": "is on or after",
        "not-after": "is on or before",
        "before": "is before",
        "after": "is after",
        "==": "is",
    },
)
_SPAN: Final = _all(
    Takes.SPAN,
    {
        "ago<=": "is at most so long ago",
        "ago<": "is less than so long ago",
        "ago>=": "is at least so long ago",
        "ago>": "is more than so long ago",
        "ahead<=": "is at most so far ahead",
        "ahead<": "is less than so far ahead",
        "ahead>=": "is at least so far ahead",
        "ahead>": "is more than so far ahead",
    },
)
_AGE: Final = _all(
    Takes.NUMBER,
    {
        "age>=": "makes an age of at least",
        "age<": "makes an age of less than",
        "age<=": "makes an age of at most",
        "age>": "makes an age of more than",
    },
)
_LIST: Final = _all(
    Takes.NUMBER,
    {
        "count>=": "has at least this many",
        "count<=": "has at most this many",
        "count==": "has exactly this many",
        "count>": "has more than",
        "count<": "has fewer than",
    },
)
_TEXT: Final = _all(Takes.WORDS, {"==": "is", "!=": "is not"})
_BY_TYPE: Final[Mapping[str, Mapping[str, Comparison]]] = {
    "boolean": _BOOLEAN,
    "choice": _CHOICE,
    "place": _CHOICE,
    "choices": _CHOICES,
    "list": _LIST,
    **dict.fromkeys(("integer", "decimal", "money", "year"), _NUMBER),
    "date": {**_DAY, **_SPAN, **_AGE},
    "month": _DAY,
    **dict.fromkeys(("text", "postcode"), _TEXT),
}


def comparisons(type: str) -> Mapping[str, Comparison]:
    """How a fact of a type can be compared. Whether it is answered can be asked of every fact."""
    return {**_BY_TYPE.get(type, {}), **_ANSWERED}


def others_for(names: Names, fact: str) -> dict[str, str]:
    """What a fact can be compared with instead of a written value, and its words."""
    kind = names.kind(fact)
    others = {TODAY: "the day of the journey"} if kind == "date" else {}
    for name in names.facts:
        if name != fact and names.kind(name) == kind:
            others[f"fact:{name}"] = f"“{names.called(name)}”"
    return {**others, **dict(amounts_for(names, kind))}


def amounts_for(names: Names, kind: str) -> Iterator[tuple[str, str]]:
    """The amounts that go with a kind of fact, by what they are looked up by."""
    for table, data in names.tables.items():
        if kind not in _given(str(data.get("gives", ""))):
            continue
        for key in _keys(names, str(data["by"])):
            called = names.called(key) if key != TODAY else "the day of the journey"
            yield f"amount:{table}@{key}", f"{table.replace('_', ' ')}, by “{called}”"


def _given(gives: str) -> tuple[str, ...]:
    """The kinds of fact that amounts of a type can be held against; a plain number is any of them."""
    by_type = {"": ("number", "money"), "integer": ("number",), "decimal": ("number",)}
    return by_type.get(gives, (gives,))


def _keys(names: Names, by: str) -> list[str]:
    """Facts by which a table can be looked up: the one it names, or all of the type that it names."""
    if by in names.facts:
        return [by]
    found = [name for name, fact in names.facts.items() if fact.get("type") == by]
    return [*([TODAY] if by == "date" else []), *found]
