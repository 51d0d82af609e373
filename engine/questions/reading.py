"""Reads what people type: text without what nobody can see, digits of any script, and numbers as they are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.model.inputs import Raw
from engine.model.values import Number

MAX_DIGITS = 15
"""Numbers are exact up to here; more digits than this are no amount anybody has."""
MAX_TYPED = 60
MAX_SAVED = 4000
"""Characters of a saved number: a calculated fraction may be long, and Python refuses more in one number."""
_KEPT_CONTROLS = "\n\t"
_MINUS = str.maketrans("−‒–﹣－", "-----")
_COMMAS = str.maketrans("،﹐", ",,")
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<body>[0-9.,'’٬٫ ]*[0-9][0-9.,'’٬٫ ]*)")
_GROUPED = (
    r"(?P<whole>\d+|[1-9]\d{{0,2}}(?P<group>[{group}])(?:\d{{2,3}}(?P=group))*\d{{3}}|)(?:[{decimal}](?P<part>\d*))?"
)
_POINT = re.compile(_GROUPED.format(group=",'’٬ ", decimal=".٫"))
_COMMA = re.compile(_GROUPED.format(group=".'’٬ ", decimal=",٫"))


def clean(text: str, *, lines: bool = False) -> str:
    """Trimmed and composed, without control characters and half characters; on one line unless `lines`."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cs"} or letter in _KEPT_CONTROLS
    )
    return text.strip() if lines else " ".join(text.split())


def single(raw: Raw, part: str = "") -> str:
    """The one string typed into a field, cleaned; empty when nothing was."""
    typed = raw.get(part) or ("",)
    return clean(typed[0])


def plain(text: str) -> str:
    """Digits of any script as 0 to 9, full-width signs as plain ones, and no invisible characters."""
    text = unicodedata.normalize("NFKC", text).translate(_MINUS)
    shown = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in shown)


def digits(text: str) -> int | None:
    """A short whole number without sign or separators."""
    text = plain(text).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One reading of a number that was typed."""

    value: Number
    places: int
    is_own: bool = True
    """Whether it is read by the reader's own custom."""
    is_plain: bool = True
    """Whether nothing but its custom could make it mean something else: `1.000,50` is plain, `1,5` is not."""


def read_number(text: str, decimal_separator: str) -> tuple[Typed, ...]:
    """What `text` can say as a number, the reading of those who write decimals with `decimal_separator` first.

    `1,500` says fifteen hundred or one and a half: who reads it decides. `1.000,50` says one thing everywhere.
    """
    found = _NUMBER.fullmatch(" ".join(plain(text[:MAX_TYPED]).translate(_COMMAS).split()))
    if len(text) > MAX_TYPED or found is None or sum(letter.isdecimal() for letter in found["body"]) > MAX_DIGITS:
        return ()
    body, sign = found["body"].strip(), -1 if found["sign"] == "-" else 1
    own, other = (_COMMA, _POINT) if decimal_separator == "," else (_POINT, _COMMA)
    readings = [_read(own, body, is_own=True), _read(other, body, is_own=False)]
    by_value = {reading.value: reading for reading in reversed(readings) if reading}
    return tuple(replace(by_value[value], value=sign * value) for value in reversed(by_value))


def _read(custom: re.Pattern[str], body: str, *, is_own: bool) -> Typed | None:
    found = custom.fullmatch(body)
    if found is None or not (found["whole"] or found["part"]):
        return None
    whole = re.sub(r"\D", "", found["whole"]) or "0"
    part = found["part"] or ""
    number = Fraction(int(whole + part), 10 ** len(part))
    return Typed(
        value=number.numerator if number.denominator == 1 else number,
        places=len(part),
        is_own=is_own,
        is_plain=found["part"] is None or bool(found["group"]) or not whole.strip("0"),
    )


def decimal_text(value: Number, *, places: int = 0) -> str:
    """`1234.50`: every digit, with at least `places`; a fraction such as `1/3` when its decimals never end."""
    sign = "-" if value < 0 else ""
    exact: Fraction = Fraction(value) * (-1 if value < 0 else 1)
    while places <= 2 * MAX_DIGITS and (exact * 10**places).denominator != 1:
        places += 1
    scaled = exact * 10**places
    if scaled.denominator != 1:
        return f"{sign}{exact}"
    text = str(scaled.numerator).rjust(places + 1, "0")
    return sign + (f"{text[:-places]}.{text[-places:]}" if places else text)


def exact_number(data: object) -> Number:
    """A JSON number, or a string such as `1234.50` or `1/3`. Raises ValueError for anything else."""
    if type(data) is int:
        return data
    if isinstance(data, bool) or not isinstance(data, int | float | str):
        raise ValueError(f"not a number: {data!r}")
    text = str(data)
    if len(text) > MAX_SAVED or not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d{1,3})?|-?\d+/0*[1-9]\d*", text, re.ASCII):
        raise ValueError(f"not a number: {text[:80]!r}")
    number = Fraction(text)
    return number.numerator if number.denominator == 1 else number
