"""The sentence for each refusal. English templates are the message ids of every other language.

A key is `type.code.variant`, `type.code`, `code.variant` or `code`; the first of these that is there wins.
Each sentence says how to mend the answer.
"""

from __future__ import annotations

from engine.model.flow import Fact
from engine.model.prompts import Refusal
from engine.model.words import Shown, Words
from engine.questions.base import fact_types, value_from_json
from engine.questions.options import say

REFUSALS: dict[str, str] = {
    "required": "Enter an answer",
    "not-an-option": "Select one of the answers shown",
    "not-a-number": "Enter a number, for example {number_example}",
    "unclear-number": "Enter the number with digits only, for example {number_example}",
    "too-low": "Enter {minimum} or more",
    "too-high": "Enter {maximum} or less",
    "too-early": "Enter a date on or after {earliest}",
    "too-late": "Enter a date on or before {latest}",
    "too-late.today": "Enter a date that is today or in the past",
    "too-early.today": "Enter a date that is today or in the future",
    "too-long": "Enter {count} characters or fewer",
    "too-short": "Enter {count} characters or more",
    "pattern": "Check what you entered and enter it in the format that is asked for",
    "boolean.required": "Select {yes} or {no}",
    "boolean.not-an-option": "Select {yes} or {no}",
    "choice.required": "Select one answer",
    "choices.required": "Select at least one answer",
    "choices.not-an-option": "Select only answers that are shown",
    "choices.too-few": "Select at least {count} answers",
    "choices.too-few.one": "Select at least one answer",
    "choices.too-many": "Select {count} answers or fewer",
    "choices.too-many.one": "Select one answer only",
    "choices.exclusive": "Select “{option}” only, or select the other answers without it",
    "place.required": "Select a place from the list",
    "place.not-an-option": "Select a place from the list",
    "integer.required": "Enter a number, for example {number_example}",
    "integer.not-whole": "Enter a whole number, without decimals",
    "decimal.required": "Enter a number, for example {number_example}",
    "too-many-places": "Enter a number with {count} decimal places or fewer",
    "too-many-places.one": "Enter a number with one decimal place or none",
    "too-many-places.zero": "Enter a whole number, without decimals",
    "money.required": "Enter an amount of money, for example {number_example}",
    "money.not-a-number": "Enter an amount of money, for example {number_example}",
    "money.unclear-number": "Enter the amount without separators between the thousands, for example {number_example}",
    "money.too-many-places": "Enter an amount with no more than {count} digits for cents",
    "money.too-low": "Enter an amount of {minimum} or more",
    "money.too-high": "Enter an amount of {maximum} or less",
    "date.required": "Enter a date, for example {date_example}",
    "date.missing-part.day": "Enter the day as well",
    "date.missing-part.month": "Enter the month as well",
    "date.missing-part.year": "Enter the year as well",
    "date.not-a-day": "Enter a day between 1 and 31",
    "date.no-such-date": "Enter a day that exists in that month",
    "not-a-month": "Enter a month between 1 and 12, or its name",
    "short-year": "Enter the year with four digits, for example {year_example}",
    "not-a-year": "Enter the year with four digits, for example {year_example}",
    "month.required": "Enter a month and year, for example {month_example}",
    "month.missing-part.month": "Enter the month as well",
    "month.missing-part.year": "Enter the year as well",
    "month.too-early": "Enter {earliest} or a later month",
    "month.too-late": "Enter {latest} or an earlier month",
    "month.too-late.today": "Enter this month or a month in the past",
    "month.too-early.today": "Enter this month or a month in the future",
    "year.required": "Enter a year, for example {year_example}",
    "year.too-low": "Enter {minimum} or a later year",
    "year.too-high": "Enter {maximum} or an earlier year",
    "email.required": "Enter an email address, for example name@example.com",
    "email.not-an-email": "Enter an email address in the right format, for example name@example.com",
    "email.too-long": "Enter a shorter email address",
    "phone.required": "Enter a phone number, for example {phone_example}",
    "phone.not-a-phone": "Enter a phone number with its area code, for example {phone_example}",
    "phone.has-extension": "Enter the phone number without an extension",
    "postcode.required": "Enter a ZIP code or postcode",
    "postcode.not-a-postcode": "Enter a postcode in the right format",
    "postcode.not-a-postcode.us": "Enter a ZIP code with 5 digits, for example 12207",
    "address.required": "Enter an address",
    "address.required.line": "Enter the street address or the nearest crossing",
    "address.required.city": "Enter the city or town",
    "address.required.postcode": "Enter the ZIP code or postcode",
    "address.not-a-postcode": "Enter the ZIP code or postcode in the right format",
    "address.not-a-spot": "Choose the spot again, or describe where it is",
    "address.too-long": "Enter {count} characters or fewer",
    "file.required": "Choose a file",
    "file.not-a-file": "Choose the file again",
    "file.wrong-kind": "Choose a file of one of these kinds: {kinds}",
    "file.too-large": "Choose a file smaller than {megabytes} MB",
    "list.required": "Add at least one entry",
    "list.not-a-list": "Check the entries and try again",
    "list.not-a-member": "Check “{what}” of entry {position}",
    "list.too-few": "Add at least {count} entries",
    "list.too-few.one": "Add at least one entry",
    "list.too-many": "Keep {count} entries or fewer",
    "list.too-many.one": "Keep one entry only",
    "contact-needed": "Enter at least one way to reach you",
    "refused": "Check your answer and try again",
}

_LIMITS = ("minimum", "maximum", "earliest", "latest")


def refusal_sentence(refusal: Refusal, fact: Fact, words: Words) -> str:
    """What to tell the person: the designer's own words, else the built-in sentence of its code."""
    if refusal.message:
        return say(refusal.message)
    return words.sentence(_template(refusal, fact), **_shown_params(refusal, fact, words))


def refusal_codes(fact_type: str) -> frozenset[str]:
    """Every code by which a fact of this type may refuse an answer: what a designer can word anew."""
    return frozenset(filter(None, (_code_for(fact_type, key) for key in REFUSALS)))


def _code_for(fact_type: str, key: str) -> str:
    """The code that a key words; empty when the key is another type's."""
    first, *rest = key.split(".")
    if rest and first in fact_types:
        return rest[0] if first == fact_type else ""
    return first


def _template(refusal: Refusal, fact: Fact) -> str:
    variant = _variant(refusal)
    keys = (f"{fact.type}.{refusal.code}.{variant}", f"{fact.type}.{refusal.code}", f"{refusal.code}.{variant}")
    return next((REFUSALS[key] for key in (*keys, refusal.code) if key in REFUSALS), REFUSALS["refused"])


def _variant(refusal: Refusal) -> str:
    """What else the wording hangs on: a limit that is today, a country, a count of one, the part to look at."""
    if refusal.params.get("is_today"):
        return "today"
    count = refusal.params.get("count")
    if count in (0, 1):
        return "one" if count else "zero"
    return str(refusal.params.get("country", refusal.part)).lower()


def _shown_params(refusal: Refusal, fact: Fact, words: Words) -> dict[str, Shown]:
    """Limits as values of the fact's type, counts as numbers, and an example of each kind in the reader's manner."""
    shown: dict[str, Shown] = dict(_examples(fact, words))
    for name, value in refusal.params.items():
        if name in _LIMITS:
            shown[name] = fact_types[fact.type].format(fact, value_from_json(fact, _limit(fact, value)), words)
        elif isinstance(value, int | str):
            shown[name] = value
    return shown


def _limit(fact: Fact, value: object) -> object:
    return str(value)[:7] if fact.type == "month" else value


def _examples(fact: Fact, words: Words) -> dict[str, str]:
    date = {"day": "27", "month": "3", "year": "2026"}
    own = fact.domain
    return {
        "number_example": f"1500{words.decimal_separator}50" if fact.type in {"money", "decimal"} else "15",
        "date_example": " ".join(date[part] for part in words.date_order),
        "month_example": "3 2026",
        "year_example": "2026",
        "phone_example": "518-555-0134",
        "yes": say(own.get("yes") or "") or words.sentence("Yes"),
        "no": say(own.get("no") or "") or words.sentence("No"),
    }
