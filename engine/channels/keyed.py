"""What the keys of a telephone can say: numbers, amounts, days and numbers of telephones, and names spelt on them.

A row of keys becomes the line that would have been typed, so that reading an answer stays one thing on every channel.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.channels.page import Choice, Field
from engine.channels.typed import MOST_CHOICES
from engine.model.words import Words

POINT = "*"
"""Between two digits this key is the decimal point."""
_LETTERS = {
    letter: key
    for key, letters in zip("23456789", ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), strict=True)
    for letter in letters
}
_WIDTHS = {"day": 2, "month": 2, "year": 4}
_WITH_POINT = frozenset({"decimal", "money"})
_NUMBERS = frozenset({"integer", *_WITH_POINT})
_DAYS = frozenset({"date", "month"})
_KEYED = frozenset({*_NUMBERS, *_DAYS, "year", "phone"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of keys, read: the line it stands for, how it is said back, and how many keys were wanted if too few."""

    line: str
    shown: str
    wanted: int = 0


def can_be_keyed(field: Field) -> bool:
    """Whether digits can say such an answer at all."""
    return field.type in _KEYED or (field.type == "postcode" and field.inputmode == "numeric")


def has_point(field: Field) -> bool:
    return field.type in _WITH_POINT


def read_row(keys: str, field: Field, words: Words) -> Row:
    """What the keys stand for in a field of this type."""
    if field.type in _DAYS:
        return _day(keys, field, words)
    if field.type in _NUMBERS:
        return _number(keys, field, words)
    return Row(line=keys, shown=" ".join(keys))


def _number(keys: str, field: Field, words: Words) -> Row:
    line = keys.replace(POINT, words.decimal_separator)
    if keys.count(POINT) > 1 or not keys.replace(POINT, "").isdecimal():
        return Row(line=line, shown=" ".join(line))
    number = Fraction(keys.replace(POINT, ".").strip(".") or "0")
    whole, cents = divmod(number * 100, 100)
    if field.type == "money" and cents and cents.denominator == 1:
        said = f"{words.number(int(whole))}{words.decimal_separator}{int(cents):02}"
    else:
        said = words.number(int(number) if number.denominator == 1 else number)
    return Row(line=line, shown=f"{field.prefix}{said} {field.suffix}".strip())


def _day(keys: str, field: Field, words: Words) -> Row:
    """Two keys for the day and the month, four for the year, in the reader's order."""
    order = [part.name for part in field.parts]
    wanted = sum(_WIDTHS[name] for name in order)
    if len(keys) != wanted or not keys.isdecimal():
        return Row(line="", shown="", wanted=wanted)
    parts, at = {}, 0
    for name in order:
        parts[name] = keys[at : at + _WIDTHS[name]]
        at += _WIDTHS[name]
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts.get("day", "1")))
    except ValueError:
        return Row(line=" ".join(parts.values()), shown="")
    return Row(line=" ".join(parts.values()), shown=words.date(day) if "day" in parts else words.month(day))


def many_of(keys: str, choices: Sequence[Choice]) -> list[Choice] | None:
    """Several options by their numbers, each of as many digits as the last has; None when one is none of them."""
    width = len(str(len(choices)))
    if not keys.isdecimal() or len(keys) % width:
        return None
    numbers = [int(keys[at : at + width]) for at in range(0, len(keys), width)]
    if not all(0 < number <= len(choices) for number in numbers):
        return None
    return [choices[number - 1] for number in dict.fromkeys(numbers)]


def is_spelt(choices: Sequence[Choice]) -> bool:
    """Whether a list is so long that the beginning of a name is spelt; only where the names have Latin letters."""
    return len(choices) > MOST_CHOICES and all(keys_of(choice.label) for choice in choices)


def spelt(keys: str, choices: Sequence[Choice]) -> list[Choice]:
    """The options of which a word begins with letters on these keys, those that begin so themselves first."""
    found = [choice for choice in choices if any(keys_of(word).startswith(keys) for word in choice.label.split())]
    return sorted(found, key=lambda choice: not keys_of(choice.label).startswith(keys))


def keys_of(name: str) -> str:
    """The keys on which the letters and digits of a name stand; nothing for other alphabets."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    keys = (letter if letter in "0123456789" else _LETTERS.get(letter, "") for letter in bare)
    return "".join(keys)
