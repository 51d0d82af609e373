"""Answers portable rules, one JSON object a line: `{"rule", "data"}` in, `{"result"}` or `{"refused"}` out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from engine.expressions.portable import Refused, evaluate_portable, to_json
from engine.model.values import Json

_MOST_DIGITS = 40
"""Longer whole numbers are kept as decimals: Python takes long to read them, and refuses very long ones."""


class _UnreadableError(ValueError):
    """Why a line is no rule with its data. Its message is the refusal."""


def answer_lines(lines: Iterable[bytes], *, written_for: str = "") -> Iterator[str]:
    """One line of JSON for each line that is not empty, in order."""
    for line in lines:
        if line.strip():
            yield _write(_answer(line, written_for))


def _answer(line: bytes, written_for: str) -> Json:
    try:
        given = _read(line)
    except _UnreadableError as error:
        return {"refused": str(error)}
    answer = evaluate_portable(given["rule"], given.get("data"), written_for=written_for)
    return {"refused": answer.sentence} if isinstance(answer, Refused) else {"result": to_json(answer.value)}


def _write(answer: Json) -> str:
    """The answer as JSON; with escapes only where the data held half of a character."""
    text = json.dumps(answer, ensure_ascii=False)
    return json.dumps(answer) if any("\ud800" <= each <= "\udfff" for each in text) else text


def _read(line: bytes) -> dict[str, Json]:
    try:
        given = json.loads(
            line.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else _decimal(digits),
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )
    except RecursionError:
        raise _UnreadableError("The line has too many levels inside one another.") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise _UnreadableError("The line is not JSON. Each line is one object with “rule” and “data”.") from None
    if not isinstance(given, dict) or "rule" not in given:
        raise _UnreadableError("The line is not an object with “rule” and “data”.")
    return given


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _UnreadableError("The line holds a number too large to be read.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise _UnreadableError(f"The line holds {name}, which JSON does not have.")


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        name = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _UnreadableError(f"The name “{name[:40]}” stands twice in one object.")
    return found
