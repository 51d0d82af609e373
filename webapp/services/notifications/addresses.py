"""Reads an email address with the same type that reads it as an answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engine.model import Fact, Refusal
from engine.questions import Context, fact_types, refusal_sentence

if TYPE_CHECKING:
    from engine.model import Words

_FACT = Fact(id="email", type="email")


class AddressRefusedError(Exception):
    """What was typed is no address. `sentence` says how to mend it, in the reader's language."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__("no email address")


def read_address(typed: str, *, words: Words, now: datetime) -> str:
    """The address as it is written to. Raises AddressRefusedError."""
    context = Context(today=now.date(), values={}, locale=words.language)
    kind = fact_types[_FACT.type]
    parsed = kind.parse(_FACT, {"": (typed,)}, context)
    refusal = parsed if isinstance(parsed, Refusal) else kind.check(_FACT, parsed, context)
    if refusal is not None:
        raise AddressRefusedError(refusal_sentence(refusal, _FACT, words))
    return str(parsed)
