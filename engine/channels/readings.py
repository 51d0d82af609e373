"""What a refused answer may have meant: radio buttons on a page, letters to type at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from engine.channels.page import Choice, Field
from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.words import Words
from engine.questions import MEANT, fact_types


def meant_choices(refusal: Refusal, fact: Fact, words: Words) -> tuple[Choice, ...]:
    """What may have been meant, one radio button each; what was typed is checked where it may stand."""
    kind, last = fact_types[fact.type], len(refusal.meant) - 1
    return tuple(
        Choice(
            value=str(each),
            label=kind.format(fact, kind.from_json(fact, each), words),
            checked=refusal.keeps_typed and at == last,
        )
        for at, each in enumerate(refusal.meant)
    )


def lettered(choices: Sequence[Choice]) -> list[str]:
    """`a. $1,500`: numbers might be answers themselves."""
    return [f"  {letter}. {choice.label}" for letter, choice in zip(ascii_lowercase, choices, strict=False)]


def find_meant(typed: str, before: str, choices: Sequence[Choice]) -> str:
    """The reading chosen by its letter; the one that stands when the same is typed again; empty for anything else."""
    by_letter = {letter: each.value for letter, each in zip(ascii_lowercase, choices, strict=False)}
    standing = next((each.value for each in choices if each.checked), "")
    said = typed.strip()
    return by_letter.get(said.casefold(), standing if said and said == before.strip() else "")


def raw_of_meant(typed: str, field: Field) -> Raw | None:
    """The answer typed before, with the reading now chosen; None when none was."""
    meant = find_meant(typed, field.value, field.meant)
    before = {part.name: (part.value,) for part in field.parts} or {"": (field.value,)}
    return {**before, MEANT: (meant,)} if meant else None
