"""How a table of amounts is looked up and what it gives: choices in words, for its form and for a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from engine.editing import Kind, Names
from webapp.blueprints.editor.fields import Field, fields_at
from webapp.blueprints.editor.labels import label_of

_NUMBERS: Final = ("integer", "decimal", "money", "year")
_DAYS: Final = ("date", "month")
_KINDS: Final = (*_NUMBERS, *_DAYS, "boolean")
"""Kinds of fact whose values are known without the fact."""
_FACTS: Final = frozenset({*_KINDS, "choice", "place", "text", "email", "phone", "postcode"})
_GIVES: Final = ("money", "integer", "decimal")
_NUMBER: Final = "number"
_MATCHES: Final[Mapping[str, str]] = {
    "value": "By the same value",
    "band": "By bands",
    "date": "By date",
}
_ANY_NUMBER: Final = "A number or an amount, as it is used"
_HINTS: Final[Mapping[str, str]] = {
    "by": "The answer that tells which row counts.",
    "match": "By the same value, a row counts only for what stands in it. By bands, it counts from its number on, up to"
    " the next row. By date, it counts from its day on, until the day of the next row.",
    "gives": "What kind of thing each amount is.",
}
_PAST_THE_END: Final[Mapping[str, str]] = {
    "add": "How much more it is for each step past the last row.",
    "per": "How far a step goes: 1 for each one more.",
}

Sets = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def fields_of_table(document: Mapping[str, Any], name: str) -> list[Field]:
    """What can be written about a table besides its rows."""
    table = document["tables"][name]
    return [_in_words(each, document, table) for each in fields_at(document, f"/tables/{name}") if each.key != "rows"]


def keys_of_tables(document: Mapping[str, Any], chosen: str = "") -> Sets:
    """What amounts can be looked up by: facts by their labels, kinds of fact; and what is `chosen` as it stands."""
    names = Names.of(document)
    labels = {name: names.called(name) for name, fact in names.facts.items() if fact["type"] in _FACTS}
    alike = {said for said in labels.values() if list(labels.values()).count(said) > 1}
    facts = tuple((name, f"{said} ({name})" if said in alike else said) for name, said in labels.items())
    kinds = tuple((kind, label_of(kind, "types")) for kind in _KINDS if kind not in names.facts)
    sets = [("A fact", facts), ("Any fact of a kind", kinds)]
    if chosen and chosen not in {key for _, some in sets for key, _ in some}:
        sets.append(("As it stands", ((chosen, key_called(document, chosen)),)))
    return tuple((heading, some) for heading, some in sets if some)


def key_called(document: Mapping[str, Any], by: str) -> str:
    """What amounts are looked up by: the label of a fact, a kind in words."""
    names = Names.of(document)
    if by in names.facts:
        return names.called(by)
    if by == _NUMBER:
        return label_of("decimal", "types")
    return label_of(by, "types")


def kinds_given() -> tuple[tuple[str, str], ...]:
    """What a new table can give."""
    return tuple((kind, label_of(kind, "types")) for kind in _GIVES)


def misfits_of(document: Mapping[str, Any], name: str, changed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields that do not go together as they were changed, with why."""
    if not {"by", "match"} & changed.keys():
        return
    table = {**document["tables"][name], **changed}
    by = str(table.get("by", ""))
    type = str(document.get("facts", {}).get(by, {}).get("type", by))
    at = f"at:/tables/{name}/match"
    if by not in {key for _, some in keys_of_tables(document, str(document["tables"][name]["by"])) for key, _ in some}:
        yield f"at:/tables/{name}/by", "Choose the answer, or the kind of answer, that tells which row counts."
        return
    called = key_called(document, by)
    if table.get("match") == "band" and type not in (*_NUMBERS, _NUMBER):
        yield at, f"Bands are of numbers or amounts, and “{called}” is neither. Choose another way to find a row."
    if table.get("match") == "date" and type not in _DAYS:
        yield at, f"A row by date needs a day to look up, and “{called}” is none. Choose another way to find a row."


def _in_words(field: Field, document: Mapping[str, Any], table: Mapping[str, Any]) -> Field:
    """A field of the table itself with its choices in words; any other stays as it is."""
    if field.group.endswith("/beyond"):
        return replace(field, hint=_PAST_THE_END.get(field.key, field.hint))
    if field.group or field.key not in _HINTS:
        return field
    said = replace(field, hint=_HINTS[field.key], kind=Kind.CHOICE)
    if field.key == "by":
        sets = keys_of_tables(document, field.value)
        return replace(said, sets=sets, choices=tuple(each for _, some in sets for each in some))
    if field.key == "gives":
        kinds = tuple((value, label_of(value, "types")) for value, _ in field.choices)
        return replace(said, choices=kinds, usual=_ANY_NUMBER)
    if field.value == "value":  # it is written though it goes without saying: then it stays
        return replace(said, choices=tuple(_MATCHES.items()), is_needed=True)
    others = tuple(each for each in _MATCHES.items() if each[0] != "value")
    return replace(said, choices=others, usual=_MATCHES["value"])
