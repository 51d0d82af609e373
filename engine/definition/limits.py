"""The limits of a document that a schema cannot say, checked first: nothing later meets a monster.

How many nodes, facts, rules, options, rows and characters there may be stands in the schemas; schemas/README.md
lists all limits in one place.
"""

from __future__ import annotations

import json
import math

from engine.definition.messages import Reporter
from engine.definition.schema import Path
from engine.model.issue import Issue
from engine.model.values import Json

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_DIGITS = 15
_TOO_LONG = 10**MAX_DIGITS
_LONGEST_ESCAPE = 6
"""What a byte of a text may take in JSON: \\u0000."""
_LONGEST_REST = 32
"""What any other value, and all that stands around a text, may take."""


def check_plain(document: Json) -> list[Issue]:
    """What makes a document unfit for any other check: too deep, too large, or not plain JSON."""
    if _is_plain(document):
        return []
    report = Reporter(document)
    issues: list[Issue] = []
    waiting: list[tuple[Path, Json]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_DEPTH:
            return [report.issue("too-deep", path[:2], *_too_deep(report, path))]
        fault = _fault(value)
        if fault:
            issues.append(report.issue("not-plain", path, f"{report.at(path)} {fault}"))
        elif isinstance(value, dict):
            waiting += [((*path, key), item) for key, item in value.items()]
            bad_keys = [key for key in value if not isinstance(key, str) or _is_broken(key)]
            issues += [report.issue("not-plain", path, f"{report.at(path)} has a broken key.") for _ in bad_keys[:1]]
        elif isinstance(value, list):
            waiting += [((*path, index), item) for index, item in enumerate(value)]
    return issues or _too_large(report)


def _is_plain(document: Json) -> bool:
    """The same as a quick yes: level by level and without paths, which only a fault needs."""
    level: list[Json] = [document]
    texts: list[str] = []
    parts = 0
    for _ in range(MAX_DEPTH + 1):
        below: list[Json] = []
        parts += len(level)
        texts += [value for value in level if type(value) is str]
        for value in [value for value in level if type(value) is not str]:
            kind = type(value)
            if kind is dict:
                texts += value
                below += value.values()
            elif kind is list:
                below += value
            elif kind is int or kind is float:
                if not (kind is int and -_TOO_LONG < value < _TOO_LONG) and _number_fault(value):
                    return False
            elif kind is not bool and value is not None:
                return False
        level = below
    return not level and _is_short(document, texts, parts)


def _is_short(document: Json, texts: list[str], parts: int) -> bool:
    """Whether the document can be stored: first by a length that it cannot exceed, which is quicker than its own."""
    try:
        characters = len("".join(texts).encode())
    except (TypeError, UnicodeEncodeError):  # a key that is no text, half of a surrogate pair
        return False
    return characters * _LONGEST_ESCAPE + (len(texts) + parts) * _LONGEST_REST <= MAX_BYTES or not _too_large(
        Reporter(document)
    )


def _too_deep(report: Reporter, path: Path) -> tuple[str, str]:
    return f"{report.at(path[:2])} has more than {MAX_DEPTH} levels inside one another.", ""


def _too_large(report: Reporter) -> list[Issue]:
    size = len(json.dumps(report.document, ensure_ascii=False).encode())
    if size <= MAX_BYTES:
        return []
    return [report.issue("too-many", (), f"The flow has {size:,} bytes, but may have at most {MAX_BYTES:,}.")]


def _fault(value: Json) -> str:
    """Why a single value is not plain JSON; empty when it is."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    if isinstance(value, str):
        return "contains a broken character." if _is_broken(value) else ""
    if isinstance(value, int | float):
        return _number_fault(value)
    return "is not JSON."


def _number_fault(value: int | float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "is not a number that can be calculated with."
    if abs(value) >= _TOO_LONG:
        return f"is a number with more than {MAX_DIGITS} digits."
    if isinstance(value, int):
        return ""
    mantissa = repr(abs(value)).split("e")[0].replace(".", "").strip("0")
    if len(mantissa) > MAX_DIGITS:
        return f"is {value}, but numbers have at most {MAX_DIGITS} digits."
    return ""


def _is_broken(text: str) -> bool:
    """Half of a surrogate pair cannot be stored, hashed or shown."""
    return any("\ud800" <= character <= "\udfff" for character in text)
