"""Free text, on one line or several."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.limits import impossible
from engine.questions.patterns import find_trap
from engine.questions.reading import clean, plain

DEFAULT_LENGTH = 500


class TextType(FactType[str]):
    """What people write, trimmed and without control characters. The end of a line counts as one character."""

    name: ClassVar[str] = "text"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"max_length", "min_length", "pattern", "lines"})
    is_typed_freely: ClassVar[bool] = True

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        typed = typed_text(raw, lines=_has_lines(fact))
        return _as_patterned(fact, typed) or refuse(fact, "required")

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        most, fewest = most_characters(fact), int(fact.domain.get("min_length") or 0)
        if len(value) > most:
            return refuse(fact, "too-long", count=most)
        if len(value) < fewest:
            return refuse(fact, "too-short", count=fewest)
        pattern = fact.domain.get("pattern")
        if pattern and not _compiled(str(pattern)).fullmatch(value):
            return refuse(fact, "pattern")
        return None

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        return string(data)

    def format(self, fact: Fact, value: str, words: Words) -> str:
        return value

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        has_lines = _has_lines(fact)
        return FieldSpec(
            widget="textarea" if has_lines else "text",
            fact=fact.id,
            type=self.name,
            value=typed_text(raw or {}, lines=has_lines),
            max_length=most_characters(fact),
            width=0 if has_lines or most_characters(fact) > 20 else 20,
            spellcheck=has_lines,
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        issues = []
        if int(fact.domain.get("min_length") or 0) > most_characters(fact):
            what = f"The fact “{fact.id}” asks for more characters than it takes."
            issues.append(impossible(f"{pointer}/min_length", what, "Make min_length at most max_length."))
        trap = find_trap(str(fact.domain.get("pattern") or ""))
        if trap:
            what = f"The pattern of the fact “{fact.id}” cannot be used: {trap}."
            issues.append(impossible(f"{pointer}/pattern", what, "Write a simpler pattern."))
        return issues


def most_characters(fact: Fact) -> int:
    return int(fact.domain.get("max_length") or DEFAULT_LENGTH)


def typed_text(raw: Raw, *, lines: bool) -> str:
    typed = raw.get("") or ("",)
    return clean(typed[0], lines=lines)


def string(data: Json) -> str:
    """A JSON string that is not empty. Raises ValueError."""
    if not isinstance(data, str) or not data:
        raise ValueError(f"not a text: {data!r}")
    return data


def _as_patterned(fact: Fact, typed: str) -> str:
    """The first spelling of what was typed that fits: `md 123456` is MD-123456. As typed when none does."""
    pattern = str(fact.domain.get("pattern") or "")
    if not pattern or len(typed) > 2 * most_characters(fact):
        return typed
    spelt = (typed, typed.upper(), plain(typed), plain(typed).upper())
    spaced = (each for text in spelt for each in (text, text.replace(" ", "-"), text.replace(" ", "")))
    return next((each for each in spaced if _compiled(pattern).fullmatch(each)), _without_marks(pattern, typed))


def _without_marks(pattern: str, typed: str) -> str:
    """Only the letters and digits in capitals, if these fit; else as typed."""
    bare = "".join(letter for letter in plain(typed).upper() if letter.isalnum())
    return bare if _compiled(pattern).fullmatch(bare) else typed


def _has_lines(fact: Fact) -> bool:
    return int(fact.domain.get("lines") or 1) > 1


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


fact_types.register("text")(TextType())
