"""Cuts an expression of another tool into its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.scenarios.decision_tables.refusal import NotSupportedError

MOST_CHARACTERS = 5_000
_PIECES = (
    ("space", r"\s+"),
    ("number", r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"),
    ("text", r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""),
    ("template", r"`[^`]*`"),
    ("name", r"[^\W\d]\w*"),
    ("sign", r"\.\.|\?\?|\*\*|==|!=|<=|>=|&&|\|\||[-+*/%^<>=!?:,.()\[\]{}#$@]"),
)
_PIECE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PIECES))
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class Token:
    """One word. `kind` is number, text, template, name, sign or end."""

    kind: str
    text: str


def tokens_of(source: str, names: Iterable[str] = ()) -> list[Token]:
    """The words of `source`, with an end. `names` are those that hold spaces or signs, known beforehand."""
    if len(source) > MOST_CHARACTERS:
        raise NotSupportedError(f"it is longer than {MOST_CHARACTERS} characters")
    long_names = sorted(filter(None, names), key=len, reverse=True)
    found: list[Token] = []
    at = 0
    while at < len(source):
        known = next((name for name in long_names if _stands_at(source, at, name)), None)
        if known is not None:
            found.append(Token("name", known))
            at += len(known)
            continue
        piece = _PIECE.match(source, at)
        if piece is None or piece.lastgroup is None:
            raise NotSupportedError(f"“{source[at]}” in “{source.strip()}” cannot be read")
        if piece.lastgroup != "space":
            found.append(Token(piece.lastgroup, piece.group()))
        at = piece.end()
    return [*found, Token("end", "")]


def _stands_at(source: str, at: int, name: str) -> bool:
    before = source[at - 1] if at else " "
    after = source[at + len(name) : at + len(name) + 1]
    return source.startswith(name, at) and not _goes_on(before) and not _goes_on(after)


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"


def unquoted(text: str) -> str:
    """What stands between the quotes of a written text."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text[1:-1])
