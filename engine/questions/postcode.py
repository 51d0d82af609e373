"""A ZIP code or another country's postcode."""

from __future__ import annotations

import re
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import HOME, Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.reading import plain, single
from engine.questions.text import string

_ZIP = re.compile(r"(\d{5})(?:[- ]?(\d{4}))?", re.ASCII)
_OTHER = re.compile(r"[A-Z0-9](?:[ -]?[A-Z0-9]){1,9}")


class PostcodeType(FactType[str]):
    """`12207` or `12207-1234` in the US; letters, digits, spaces and hyphens elsewhere, in capitals."""

    name: ClassVar[str] = "postcode"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"country"})
    operators: ClassVar[tuple[str, ...]] = ("==", "!=", "in", "answered", "substr")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        country = _country(fact)
        return read_postcode(text, country) or refuse(fact, "not-a-postcode", country=country)

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        country = _country(fact)
        return None if read_postcode(value, country) else refuse(fact, "not-a-postcode", country=country)

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        return string(data)

    def format(self, fact: Fact, value: str, words: Words) -> str:
        return value

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            inputmode="numeric" if _country(fact) == "US" else "text",
            autocomplete="postal-code",
            width=10,
        )


def read_postcode(text: str, country: str) -> str:
    """The code as its country writes it; empty when it is none. `country` may be empty: any."""
    text = " ".join(plain(text).upper().split())
    if country != "US":
        return text if _OTHER.fullmatch(text) else ""
    found = _ZIP.fullmatch(text)
    return "-".join(part for part in found.groups() if part) if found else ""


def _country(fact: Fact) -> str:
    return str(fact.domain.get("country") or HOME)


fact_types.register("postcode")(PostcodeType())
