"""Answers in writing for made-up people: whatever no condition looks into, in the form that its fact asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import phonenumbers

from engine.model.flow import Fact
from engine.model.values import Json
from engine.questions import Context, fact_types, value_from_json

_WORDS = "Something to say "
_POSTCODES: Mapping[str, str] = {"CA": "K1A 0B1", "GB": "SW1A 1AA", "IE": "D02 AF30", "MX": "01000"}
_CLASSES: Mapping[str, str] = {"d": "1", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a", "b": "", "A": "", "Z": ""}
_LIKELY = "aA1 -."
_REPEAT = re.compile(r"[*+?]|\{(\d*)(,?)(\d*)\}")
_SET = re.compile(r"\[(\^?)(\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_RANGE = re.compile(r"\\.|.", re.DOTALL)


def example_of(fact: Fact) -> Any:
    """Something that can be answered to a question for a text, a way to be reached, an address or a file."""
    return value_from_json(fact, _WRITTEN[fact.type](fact))


def fitting(fact: Fact, text: str) -> str:
    """The text itself, or an example where nobody could have given it."""
    context = Context(today=date.min, values={}, locale="en")
    refused = fact_types[fact.type].check(fact, text, context)
    return str(example_of(fact)) if refused else text


def _text(fact: Fact) -> str:
    fewest = int(fact.domain.get("min_length") or 1)
    most = int(fact.domain.get("max_length") or max(fewest, len(_WORDS)))
    pattern = fact.domain.get("pattern")
    if pattern:
        return matching(str(pattern)) or "Something"
    said = (_WORDS * (fewest // len(_WORDS) + 1))[: max(fewest, min(9, most))]
    return said if said == said.strip() else f"{said.strip()}{'y' * (len(said) - len(said.strip()))}"


def _phone(fact: Fact) -> str:
    number = phonenumbers.example_number(str(fact.domain.get("region", "US")))
    if number is None:
        return "+12025550123"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _postcode(fact: Fact) -> str:
    return _POSTCODES.get(str(fact.domain.get("country", "")), "12345")


def _address(fact: Fact) -> Json:
    return {"line": "1 Main Street", "city": "Salem", "postcode": _postcode(fact)}


def _file(fact: Fact) -> Json:
    kind = next(iter(fact.domain.get("accept") or ()), "application/pdf").replace("/*", "/png")
    name = f"letter.{kind.rpartition('/')[2]}"
    return {"id": "f1", "name": name, "media_type": kind, "size": 1}


_WRITTEN: Mapping[str, Callable[[Fact], Json]] = {
    "text": _text,
    "email": lambda fact: "person@example.org",
    "phone": _phone,
    "postcode": _postcode,
    "address": _address,
    "file": _file,
}
WRITTEN = frozenset(_WRITTEN)
"""The types of which there is an example here."""


def matching(pattern: str) -> str:
    """A short text that a pattern lets through; empty when none was found."""
    try:
        said = _Reader(pattern).alternatives()
    except IndexError:
        return ""
    return said if said and re.fullmatch(pattern, said) else ""


class _Reader:
    """Reads a regular expression from left to right, and writes the first text it lets through."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def alternatives(self) -> str:
        """As far as the end of the group: the first of several ways."""
        first = self._sequence()
        while self._next() == "|":
            self._at += 1
            other = self._sequence()
            first = first or other
        return first

    def _sequence(self) -> str:
        said = ""
        while self._next() not in ("", "|", ")"):
            part = self._part()
            said += part * self._times()
        return said

    def _part(self) -> str:
        sign = self._pattern[self._at]
        if sign == "[":
            return self._one_of()
        self._at += 1
        if sign == "(":
            self._at += 2 if self._pattern.startswith("?:", self._at) else 0
            inner = self.alternatives()
            self._at += 1
            return inner
        if sign == "\\":
            self._at += 1
            escaped = self._pattern[self._at - 1]
            return _CLASSES.get(escaped, escaped)
        return {"^": "", "$": "", ".": "a"}.get(sign, sign)

    def _one_of(self) -> str:
        found = _SET.match(self._pattern, self._at)
        if found is None:
            raise IndexError
        self._at = found.end()
        if found[1]:
            return next((each for each in _LIKELY if re.fullmatch(found[0], each)), "")
        first = _RANGE.match(found[2])
        if first is None:
            raise IndexError
        return _CLASSES.get(first[0][1:], first[0][1:]) if first[0].startswith("\\") else first[0]

    def _times(self) -> int:
        """How often the part before comes: as seldom as it may, but once where it may come often."""
        found = _REPEAT.match(self._pattern, self._at)
        if found is None:
            return 1
        self._at = found.end()
        if self._next() == "?":  # a repetition that takes as little as it can
            self._at += 1
        return int(found[1] or 0) if found[0].startswith("{") else 0 if found[0] == "?" else 1

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]
