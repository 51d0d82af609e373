"""The fields of a form about one part of a draft, made from what the schema says the part may hold.

Each field carries what stood there when the page was made: what somebody else changed meanwhile is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing import Kind, Property, as_typed, find_value, properties_at, split
from engine.model import Fact, Words
from engine.questions import fact_types, standard_refusals
from webapp.blueprints.editor.labels import label_of, usual

_PLURALS: Final = ("by", "zero", "one", "two", "few", "many", "other")
_LONG: Final = frozenset({"body", "help", "consent", "before", "disclaimer", "emergency", "summary"})
_LONG_KINDS: Final = frozenset({Kind.JSON, Kind.CALCULATION, Kind.LINES, Kind.PAIRS, Kind.INPUTS})
_MORE: Final = frozenset({"imported_as", "release", "source"})
"""What few designers need: it stands apart, folded."""
_ELSEWHERE: Final = frozenset({Kind.ENTRIES, Kind.CONDITION})
"""Kinds with forms of their own."""
_REFUSALS: Final = "messages"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value that can be written."""

    pointer: str
    kind: Kind
    label: str
    hint: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    sets: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """The same choices under headings."""
    usual: str = ""
    """What holds where nothing is chosen."""
    group: str = ""
    """The pointer of what is kept as a whole: a source, a text with plural forms."""
    heading: str = ""
    """Above the first field of a group."""
    is_long: bool = False
    is_needed: bool = False
    is_more: bool = False
    fold: str = ""
    """The heading under which it stands folded, where few need it."""

    @property
    def name(self) -> str:
        """Of the form's field; `was-` before it is what stood there."""
        return f"at:{self.pointer}"

    @property
    def key(self) -> str:
        return split(self.pointer)[-1]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Of several to choose, those that are."""
        return tuple(self.value.split("\n")) if self.value else ()


def fields_of(document: Mapping[str, Any], name: str) -> Iterator[Field]:
    """What can be written about a step, and about the fact that it asks for."""
    node = document["nodes"][name]
    yield from (field for field in fields_at(document, f"/nodes/{name}") if field.kind is not Kind.NODE)
    if node.get("type") == "question" and node.get("fact") in document["facts"]:
        yield from fields_at(document, f"/facts/{node['fact']}")


def fields_at(document: Mapping[str, Any], pointer: str, *, new: Mapping[str, Any] | None = None) -> Iterator[Field]:
    """The fields of the part at a pointer, or of a `new` one that is to stand there."""
    part = new if new is not None else find_value(document, pointer)
    if not isinstance(part, Mapping):
        return
    holder = split(pointer)[0] if len(split(pointer)) == 2 else ""
    for property in properties_at(document, pointer):
        if property.kind in _ELSEWHERE:
            continue
        here, value = f"{pointer}/{property.key}", part.get(property.key)
        if property.kind is Kind.TEXT and isinstance(value, Mapping):
            yield from _plural(document, here, value, holder)
        elif property.key == _REFUSALS and holder_of(pointer) == "facts":
            yield from _refusals(here, part, value, pointer)
        elif property.kind is Kind.GROUP:
            yield from _group(document, here, property, value)
        else:
            yield _field(document, here, property, value, holder)


def _field(document: Mapping[str, Any], here: str, property: Property, value: Any, holder: str) -> Field:
    choices = _choices(document, property)
    return Field(
        pointer=here,
        kind=property.kind,
        label=label_of(property.key, holder),
        hint=property.says,
        value=as_typed(property.kind, value),
        choices=choices,
        is_long=property.key in _LONG or property.kind in _LONG_KINDS,
        is_needed=property.is_needed,
        is_more=property.key in _MORE,
    )


def _choices(document: Mapping[str, Any], property: Property) -> tuple[tuple[str, str], ...]:
    if property.kind is Kind.FLAG:
        return (("", usual(property.key)), ("yes", "Yes"), ("no", "No"))
    if property.kind in (Kind.CHOICE, Kind.SEVERAL):
        return tuple((each, each.replace("_", " ").replace("-", " ")) for each in property.choices)
    if property.kind is Kind.FACT:
        return tuple((name, _called(fact, name)) for name, fact in document["facts"].items())
    if property.kind is Kind.NODE:
        return tuple((name, _called(node, name)) for name, node in document["nodes"].items())
    return ()


def _called(part: Mapping[str, Any], name: str) -> str:
    said = part.get("label") or part.get("title") or part.get("prompt")
    return said if isinstance(said, str) else name


def _plural(document: Mapping[str, Any], here: str, value: Mapping[str, Any], holder: str) -> Iterator[Field]:
    """A text with a sentence for each plural form."""
    called = label_of(split(here)[-1], holder)
    for number, form in enumerate(_PLURALS):
        kind = Kind.FACT if form == "by" else Kind.LINE
        property = Property(key=form, kind=kind, says="", is_needed=form in ("by", "other"))
        field = _field(document, f"{here}/{form}", property, value.get(form), holder)
        yield _grouped(field, here, called if not number else "")


def holder_of(pointer: str) -> str:
    """The group that a part stands in: facts, for one of the flow and for one of a list's members."""
    return split(pointer)[-2] if len(split(pointer)) > 1 else ""


def _refusals(here: str, fact: Mapping[str, Any], value: Any, pointer: str) -> Iterator[Field]:
    """Own words for each way in which an answer is refused, with those that hold otherwise."""
    own = value if isinstance(value, Mapping) else {}
    type, name = str(fact.get("type")), split(pointer)[-1]
    standard = standard_refusals(Fact(id=name, type=type, domain=fact), Words("en")) if type in fact_types else {}
    for code in dict.fromkeys((*standard, *own)):
        kind = Kind.JSON if isinstance(own.get(code), Mapping) else Kind.LINE
        yield Field(
            pointer=f"{here}/{code}",
            kind=kind,
            label=label_of(code, _REFUSALS),
            hint=f"Otherwise: “{standard[code]}”" if code in standard else "",
            value=as_typed(kind, own.get(code)),
            group=here,
            fold=label_of(_REFUSALS),
        )


def _group(document: Mapping[str, Any], here: str, property: Property, value: Any) -> Iterator[Field]:
    """Properties that stand together; instead of them, where it may be, the name of an entry."""
    heading = label_of(property.key)
    named = tuple(document.get(property.may_name, {})) if property.may_name else ()
    if named or isinstance(value, str):
        choices = tuple((name, _called(document.get("sources", {}).get(name, {}), name)) for name in named)
        choice = Property(key=property.key, kind=Kind.CHOICE, says="One of the flow’s sources, or its own below.")
        text = value if isinstance(value, str) else None
        field = _field(document, here, choice, text, "")
        yield _with(field, choices=choices, label=f"{heading}: one of the flow’s")
    inner = value if isinstance(value, Mapping) else {}
    for number, each in enumerate(property.inner):
        field = _field(document, f"{here}/{each.key}", each, inner.get(each.key), property.key)
        yield _grouped(field, here, heading if not number else "", is_more=property.key in _MORE)


def _grouped(field: Field, group: str, heading: str, *, is_more: bool = False) -> Field:
    return _with(field, group=group, heading=heading, is_more=is_more)


def _with(field: Field, **values: Any) -> Field:
    return Field(**{**{key: getattr(field, key) for key in field.__dataclass_fields__}, **values})
