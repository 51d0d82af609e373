"""A telephone number of any country, kept in its international form (E.164) with its extension."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import HOME, Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.reading import plain, single

MAX_LENGTH = 40
_E164 = re.compile(r"\+[1-9]\d{4,14}(;ext=\d{1,7})?", re.ASCII)
_NORTH_AMERICAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}", re.ASCII)
_WRONG = {
    ValidationResult.TOO_SHORT: "too-short",
    ValidationResult.TOO_LONG: "too-long",
    ValidationResult.INVALID_COUNTRY_CODE: "country",
}


class PhoneType(FactType[str]):
    """Numbers without a country code belong to the fact's `region`. `+15185550134;ext=12` has an extension.

    A number need only be possible, not assigned: new area codes appear faster than anybody's lists.
    """

    name: ClassVar[str] = "phone"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"region"})

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        text = plain(single(raw))
        if not text:
            return refuse(fact, "required")
        if len(text) > MAX_LENGTH:
            return refuse(fact, "not-a-phone", why="too-long")
        number = _read(text, _region(fact))
        if isinstance(number, str):
            return refuse(fact, "not-a-phone", why=number)
        if _is_possible(number):
            return _canonical(number)
        reason = _WRONG.get(phonenumbers.is_possible_number_with_reason(number), "")
        return offer(refuse(fact, "not-a-phone", why=reason), *_from_abroad(text))

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
        if isinstance(number, str):
            return value
        at_home = number.country_code == phonenumbers.country_code_for_region(_region(fact))
        return phonenumbers.format_number(
            number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        )

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
            example=phone_example(fact),
        )


def phone_example(fact: Fact) -> str:
    """A number nobody has, as it is written in the fact's region."""
    return _example_in(_region(fact))


@lru_cache(maxsize=256)
def _example_in(region: str) -> str:
    kinds = (PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    found = (phonenumbers.example_number_for_type(region, kind) for kind in kinds)
    number = next((each for each in found if each is not None), None)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else "+52 55 1234 5678"


def _region(fact: Fact) -> str:
    return str(fact.domain.get("region") or HOME)


def _read(text: str, region: str) -> PhoneNumber | str:
    """The number, or why there is none."""
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException as mistake:
        if mistake.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return "country"
        typed = sum(letter.isdecimal() for letter in text)
        if mistake.error_type == NumberParseException.TOO_LONG:
            return "too-long"
        return "too-short" if typed else "letters"


def _canonical(number: PhoneNumber) -> str:
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) + extension


def _from_abroad(text: str) -> tuple[str, ...]:
    """The number of another country whose code was typed without its plus sign."""
    number = _read(f"+{text.removeprefix('00')}", "ZZ")
    is_one = not isinstance(number, str) and phonenumbers.is_valid_number(number)
    return (_canonical(number),) if is_one and not isinstance(number, str) else ()


def _is_possible(number: PhoneNumber) -> bool:
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    return number.country_code != 1 or bool(_NORTH_AMERICAN.fullmatch(str(number.national_number)))


fact_types.register("phone")(PhoneType())
