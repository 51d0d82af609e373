"""A ZIP code or another country's postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import HOME, Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.reading import plain, single
from engine.questions.text import string


@dataclass(frozen=True)
class Custom:
    """How one country writes its codes, once what was typed has lost its spaces and hyphens."""

    pattern: str
    example: str
    split_at: int = 0
    """Where the sign that parts the code stands, from the end when negative; 0: nowhere."""
    sign: str = " "


_FIVE = r"\d{5}"
CUSTOMS = {
    "US": Custom(r"\d{5}(\d{4})?", "12207", 5, "-"),
    "CA": Custom(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d", "K1A 0B1", -3),
    "GB": Custom(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|GIR0AA", "SW1A 1AA", -3),
    "MX": Custom(_FIVE, "06000"),
    "DE": Custom(_FIVE, "10115"),
    "ES": Custom(_FIVE, "28013"),
    "FR": Custom(_FIVE, "75001"),
    "IT": Custom(_FIVE, "00184"),
    "GT": Custom(_FIVE, "01001"),
    "AU": Custom(r"\d{4}", "2600"),
    "IN": Custom(r"[1-9]\d{5}", "110001"),
    "CN": Custom(r"\d{6}", "100000"),
    "BR": Custom(r"\d{8}", "70040-010", -3, "-"),
    "NL": Custom(r"[1-9]\d{3}[A-Z]{2}", "2511 BT", -2),
}
"""Countries not named here: two to ten letters and digits, spaced as typed."""
_OTHER = re.compile(r"[A-Z0-9](?:[ -]?[A-Z0-9]){1,9}")
_LOOKALIKES = str.maketrans("OQIL", "0011")


class PostcodeType(FactType[str]):
    """`12207` or `12207-1234` in the US; as the fact's country writes it elsewhere, in capitals."""

    name: ClassVar[str] = "postcode"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"country"})
    operators: ClassVar[tuple[str, ...]] = ("==", "!=", "in", "answered", "substr")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        country = country_of(fact)
        refusal = refuse(fact, "not-a-postcode", country=country)
        return read_postcode(text, country) or offer(refusal, *_perhaps(text, country))

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        country = country_of(fact)
        return None if read_postcode(value, country) else refuse(fact, "not-a-postcode", country=country)

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        return string(data)

    def format(self, fact: Fact, value: str, words: Words) -> str:
        return value

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        custom = CUSTOMS.get(country_of(fact))
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            inputmode="numeric" if custom and custom.example.isdecimal() else "text",
            autocomplete="postal-code",
            width=10,
        )


def read_postcode(text: str, country: str) -> str:
    """The code as its country writes it; empty when it is none. `country` may be empty: any."""
    text = " ".join(plain(text).upper().split())
    custom = CUSTOMS.get(country)
    if custom is None:
        return text if _OTHER.fullmatch(text) else ""
    bare = re.sub(r"[ -]", "", text)
    if not re.fullmatch(custom.pattern, bare, re.ASCII) or len(text) > len(bare) + 2:
        return ""
    head, tail = bare[: custom.split_at], bare[custom.split_at :]
    return f"{head}{custom.sign}{tail}" if custom.split_at and tail else bare


def _perhaps(text: str, country: str) -> tuple[str, ...]:
    """A code whose first zero was lost, as spreadsheets do, or in which a letter was typed for a digit."""
    bare = re.sub(r"[ -]", "", plain(text).upper())
    digits = bare.translate(_LOOKALIKES)
    tries = [f"0{bare}" if country == "US" and bare.isdecimal() and len(bare) == 4 else "", digits]
    if country == "CA":
        tries.append("".join(sign if at % 2 == 0 else digits[at] for at, sign in enumerate(bare)))
    found = (read_postcode(each, country) for each in tries)
    return tuple(dict.fromkeys(each for each in found if each))


def postcode_example(fact: Fact) -> str:
    custom = CUSTOMS.get(country_of(fact))
    return custom.example if custom else "1010"


def country_of(fact: Fact) -> str:
    return str(fact.domain.get("country") or HOME)


fact_types.register("postcode")(PostcodeType())
