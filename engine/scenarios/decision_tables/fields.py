"""What a foreign document speaks of, by its paths there: each becomes a fact, whose type its uses tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from engine.model.values import Json, Number
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.naming import Names, readable

NUMBER, BOOLEAN, TEXT, SELECTION, DATE, LIST = "number", "boolean", "text", "selection", "date", "list"
ASKED_PLACES = 6
MOST_PLACES = 9
"""Decimal places of a number that is asked for, and of one that is worked out."""
_WORDS = {NUMBER: "a number", BOOLEAN: "yes or no", TEXT: "text", SELECTION: "a list", DATE: "a date", LIST: "rows"}
OTHER, NOTHING = "\0other", "\0nothing"
"""Stand for a text that the document does not name, and for none at all."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LABELS = {OTHER: "Something else", NOTHING: "Nothing"}
_IDS = {OTHER: "something-else", NOTHING: "nothing"}


@dataclass(eq=False)
class Field:
    """One fact to be. What is not known yet is learnt from how it is used."""

    id: str
    original: str
    label: str
    is_asked: bool
    kind: str = ""
    texts: dict[str, None] = field(default_factory=dict)
    """What it can be, when it is text or a list of texts."""
    is_closed: bool = False
    """Whether the document says that it can be nothing else."""
    is_optional: bool = False
    is_filled: bool = False
    """Whether a step is known that fills it."""
    is_counted: bool = False
    """Whether only the length of a list is asked for."""
    numbers: list[Number] = field(default_factory=list)
    """All that it can be, when that is written numbers."""
    members: dict[str, Field] = field(default_factory=dict)
    most: int = 1
    alike: list[Field] = field(default_factory=list)
    """Fields of the same kind, because they are compared with each other."""
    sources: frozenset[Field] = frozenset()
    """What it is worked out from."""
    can_fail: bool = False
    """Whether there can be none although everything it is worked out from is there."""

    @property
    def is_unsure(self) -> bool:
        """Whether there can be no value."""
        return self.is_optional or self.can_fail or any(each.is_unsure for each in self.sources)

    def use(self, kind: str) -> None:
        """Learns what kind of value this is. Raises NotSupportedError when it has been used as another."""
        if self.kind and self.kind != kind:
            raise NotSupportedError(
                f"“{self.original}” is used as {_WORDS[kind]} here and as {_WORDS[self.kind]} elsewhere"
            )
        self.kind = kind
        for other in self.alike:
            if other.kind != kind:
                other.use(kind)

    def offer(self, texts: Iterable[str]) -> None:
        """Learns texts that it can be, or is compared with."""
        new = [text for text in texts if text not in self.texts]
        self.texts.update(dict.fromkeys(new))
        for other in self.alike if new else ():
            other.offer(new)

    def join(self, other: Field) -> None:
        """The two are compared, so they are of one kind."""
        self.alike.append(other)
        other.alike.append(self)
        for one, two in ((self, other), (other, self)):
            if one.kind:
                two.use(one.kind)
            two.offer(one.texts)

    @property
    def places(self) -> int:
        """Decimal places that are enough for it."""
        if self.numbers:
            return max(places_of(number) for number in self.numbers)
        return ASKED_PLACES if self.is_asked else MOST_PLACES

    def fact(self, options: Names) -> dict[str, Json]:
        """The fact, once everything has been read."""
        if self.is_counted and self.kind:
            raise NotSupportedError(f"of “{self.original}” both the length and what is in it are used")
        shape = self._shape(options)
        return {
            **shape,
            "label": self.label,
            "imported_as": f"len({self.original})" if self.is_counted else self.original,
        }

    def _shape(self, options: Names) -> dict[str, Json]:
        if self.is_counted:
            return {"type": "integer", "minimum": 0, "maximum": 1000}
        if self.kind in (TEXT, SELECTION) and self.texts:
            offered = [*self.texts, OTHER] if self.is_asked and not self.is_closed else list(self.texts)
            offered += [NOTHING] * (len(offered) < 2)  # there have to be two to choose from
            kind = "choice" if self.kind == TEXT else "choices"
            return {"type": kind, "options": [option_of(text, options) for text in offered]}
        if self.kind == NUMBER:
            return self._number()
        if self.kind == LIST:
            members = {each.id: each.fact(options) for each in self.members.values()}
            return {"type": "list", "maximum": self.most, "facts": members}
        if self.kind == SELECTION:
            raise NotSupportedError(f"nothing says what “{self.original}” can hold")
        return {"type": self.kind or "text"}

    def _number(self) -> dict[str, Json]:
        if not self.numbers:
            return {"type": "decimal", "places": self.places}
        low, high = plain_number(min(self.numbers)), plain_number(max(self.numbers))
        if self.places == 0:
            return {"type": "integer", "minimum": low, "maximum": high}
        return {"type": "decimal", "places": self.places, "minimum": low, "maximum": high}


def option_of(text: str, options: Names) -> dict[str, Json]:
    """An option that stands for a text of the document."""
    if text in _LABELS:
        return {"id": _IDS[text], "label": _LABELS[text]}
    label = text.replace("{", "{{").replace("}", "}}") if " " in text else readable(text)
    shown = {"id": options.id_of(text), "label": label or "(empty)"}
    return {**shown, "imported_as": text} if 0 < len(text) <= 500 else shown


def option_id(text: str, options: Names) -> str:
    """The id of the option that stands for a text."""
    return _IDS.get(text) or options.id_of(text)


def plain_number(number: Number) -> int | float:
    """A number as it stands in a document."""
    return number if isinstance(number, int) else float(number)


def places_of(number: Number) -> int:
    """Decimal places of a written number."""
    places = 0
    while number.denominator != 1 and places < MOST_PLACES:
        number, places = number * 10, places + 1
    return places


def spaced(name: str) -> str:
    """A name with its words apart: `riskCategory` becomes `risk category`."""
    return name if " " in name else _HUMP.sub(" ", name).lower()


class Registry:
    """The fields found so far, by path, and those of the step at hand."""

    def __init__(self) -> None:
        self._names = Names("fact", reserved=("today",))
        self.options = Names("option", reserved=_IDS.values())
        self.asked: dict[tuple[str, ...], Field] = {}
        self.made: list[Field] = []
        self.touched: dict[Field, None] = {}
        self.declared: dict[tuple[str, ...], Callable[[Field], None]] = {}
        """What the document says beforehand of what is handed in."""
        self.heads: frozenset[str] | None = None
        """The first steps of all paths that are handed in, where the document lists them."""

    def ask(self, path: tuple[str, ...]) -> Field:
        """The field of what is handed in under `path`."""
        if self.heads is not None and path[0] not in self.heads:
            raise NotSupportedError(f"“{'.'.join(path)}” is no input and no decision of this document")
        if path not in self.asked:
            original = ".".join(path)
            found = Field(self._names.new_id(spaced(original)), original, readable(spaced(path[-1])), is_asked=True)
            alike = [each for each in self.asked.values() if each.label == found.label]
            for each in (found, *alike) if alike else ():
                each.label = readable(" ".join(map(spaced, each.original.split("."))))
            self.asked[path] = found
            if path in self.declared:
                self.declared[path](found)
        return self.asked[path]

    def make(self, path: tuple[str, ...], label: str, filled: Collection[Field]) -> Field:
        """A field for what a step gives under `path`: that of another way of a switch, or a new one."""
        original = ".".join(path)
        for each in self.made:
            if each.original == original and each not in filled:
                return each
        made = Field(self._names.new_id(spaced(original)), original, label, is_asked=False)
        self.made.append(made)
        return made

    def facts(self) -> Mapping[str, Json]:
        """All facts, those asked for first."""
        made = [each for each in self.made if each.is_filled]
        return {each.id: each.fact(self.options) for each in (*self.asked.values(), *made)}
