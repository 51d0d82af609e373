"""What a question node and a question of a page have in common: a fact, the words that ask for it, its validators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from engine.model.flow import Text, Validator
from engine.model.prompts import Refusal
from engine.model.values import Value
from engine.nodes.base import Expression, Visit, present


class Asking(Protocol):
    """One question, wherever it stands."""

    @property
    def fact(self) -> str:
        """The fact that the answer fills."""

    @property
    def prompt(self) -> Text: ...

    @property
    def hint(self) -> Text: ...

    @property
    def help(self) -> Text: ...

    @property
    def optional(self) -> bool: ...

    @property
    def validators(self) -> tuple[Validator, ...]: ...

    def pointer(self, *parts: str) -> str:
        """The JSON pointer, by id, of something in this question."""


def refuse(asking: Asking, visit: Visit, value: Value) -> Refusal | None:
    """The first reason not to take `value`: the fact's domain, then the validators in order."""
    refusal = visit.domain_refusal(asking.fact, value)
    if refusal is not None or not asking.validators:
        return refusal
    supposed = visit.supposing(asking.fact, value)
    for validator in asking.validators:
        place = asking.pointer("validators", validator.id)
        if supposed.truth(f"{place}/when"):
            return Refusal(code=validator.id, message=validator.message, pointer=f"{place}/message")
    return None


def checks_of(asking: Asking) -> tuple[Expression, ...]:
    """The conditions of the question's validators."""
    return tuple(
        Expression(pointer=asking.pointer("validators", each.id, "when"), source=each.when)
        for each in asking.validators
    )


def words_of(asking: Asking) -> Mapping[str, Text]:
    """The question's texts, by their pointer within it."""
    own = present({"prompt": asking.prompt, "hint": asking.hint, "help": asking.help})
    return {**own, **{f"validators/{each.id}/message": each.message for each in asking.validators}}
