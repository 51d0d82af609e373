"""A telephone number, kept in its international form (E.164)."""

from __future__ import annotations

import re
from typing import ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import HOME, Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.reading import plain, single

MAX_LENGTH = 40
_E164 = re.compile(r"\+[1-9]\d{4,14}", re.ASCII)
_NORTH_AMERICAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}", re.ASCII)


class PhoneType(FactType[str]):
    """Numbers without a country code belong to the fact's `region`.

    A number need only be possible, not assigned: new area codes appear faster than anybody's lists.
    """

    name: ClassVar[str] = "phone"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"region"})

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        text = single(raw)
        if not text:
            return refuse(fact, "required")
        if len(text) > MAX_LENGTH:
            return refuse(fact, "not-a-phone")
        number = _read(plain(text), _region(fact))
        if number is None or not _is_possible(number):
            return refuse(fact, "not-a-phone")
        if number.extension:
            return refuse(fact, "has-extension")
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        return None if _E164.fullmatch(value) else refuse(fact, "not-a-phone")

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        if not isinstance(data, str) or not _E164.fullmatch(data):
            raise ValueError(f"not a phone number with its country code: {data!r}")
        return data

    def format(self, fact: Fact, value: str, words: Words) -> str:
        """As written at home in the fact's region, and internationally from elsewhere."""
        number = _read(value, _region(fact))
        if number is None:
            return value
        at_home = number.country_code == phonenumbers.country_code_for_region(_region(fact))
        manner = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, manner)

    def to_raw(self, fact: Fact, value: str, words: Words) -> Raw:
        return {"": (self.format(fact, value, words),)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget="text",
            fact=fact.id,
            type=self.name,
            value=single(raw or {}),
            inputmode="tel",
            autocomplete="tel",
            max_length=MAX_LENGTH,
            width=20,
        )


def _region(fact: Fact) -> str:
    return str(fact.domain.get("region") or HOME)


def _read(text: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _is_possible(number: PhoneNumber) -> bool:
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    return number.country_code != 1 or bool(_NORTH_AMERICAN.fullmatch(str(number.national_number)))


fact_types.register("phone")(PhoneType())
