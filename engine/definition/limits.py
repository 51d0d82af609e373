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
    level = [document]
    for _ in range(MAX_DEPTH + 1):
        below: list[Json] = []
        for value in level:
            kind = type(value)
            if kind is str:
                continue
            if kind is dict:
                for key in value:
                    if type(key) is not str:
                        return False
                below += value.values()
            elif kind is list:
                below += value
            elif kind is int or kind is float:
                if _number_fault(value):
                    return False
            elif kind is not bool and value is not None:
                return False
        level = below
    if level:
        return False
    try:
        return len(json.dumps(document, ensure_ascii=False).encode()) <= MAX_BYTES
    except UnicodeEncodeError:
        return False


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
    if abs(value) >= 10**MAX_DIGITS:
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
