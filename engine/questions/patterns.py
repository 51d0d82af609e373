"""Refuses regular expressions that could be made slow by what somebody types.

Python's matcher goes back and tries again, so a repeated group with a choice or a repetition inside it can take
longer than anybody waits. Such patterns, and the features that are only of use to programmers, are not allowed.
"""

from __future__ import annotations

import re

MAX_PATTERN = 200
MAX_OPEN_REPEATS = 2
FAR = 50
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<special>\(\?(?!:))|(?P<open>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<either>\|)|(?P<repeat>[*+?]|\{(?P<low>\d*)(?P<comma>,)(?P<high>\d*)\}|\{(?P<times>\d+)\})|(?P<plain>.)",
    re.DOTALL,
)


def find_trap(pattern: str) -> str:
    """Why `pattern` is not allowed; empty when it is."""
    if len(pattern) > MAX_PATTERN:
        return f"it is longer than {MAX_PATTERN} characters"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as mistake:
        return f"it is no regular expression ({mistake})"
    return _find_slow_part(pattern)


def _find_slow_part(pattern: str) -> str:
    open_repeats = 0
    bends = [False]
    """For each group that is open: whether it can match in several ways."""
    closed = False
    for token in _TOKEN.finditer(pattern):
        if token["special"] or (token["escape"] and token[0][1:].isdigit()):
            return "it looks ahead or behind, or refers back to a group"
        if token["repeat"]:
            most = _most(token)
            if closed and most != 1:
                return "it repeats a group that itself holds a repetition or a choice"
            open_repeats += most is None
            bends[-1] = bends[-1] or not token["times"]
        bends[-1] = bends[-1] or bool(token["either"])
        closed = False
        if token["open"]:
            bends.append(False)
        elif token["close"] and len(bends) > 1:
            closed = bends.pop()
            bends[-1] = bends[-1] or closed
    return f"it has more than {MAX_OPEN_REPEATS} open repetitions" if open_repeats > MAX_OPEN_REPEATS else ""


def _most(repeat: re.Match[str]) -> int | None:
    """How often at most; None when there is no end, or one too far off to matter."""
    if repeat["times"]:
        return int(repeat["times"])
    if repeat["comma"]:
        return int(repeat["high"]) if repeat["high"] and int(repeat["high"]) <= FAR else None
    return 1 if repeat[0] == "?" else None
