"""What the types with options share: finding an option, its label, and the choices of a field."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engine.model.flow import Fact, Option, Text
from engine.model.issue import Issue
from engine.questions.base import ChoiceSpec
from engine.questions.limits import impossible


def options_of(fact: Fact) -> tuple[Option, ...]:
    """The options of a choice, or the places of a place."""
    if fact.options:
        return fact.options
    places: Iterable[dict[str, Text]] = fact.domain.get("places") or ()
    return tuple(Option(id=str(place["id"]), label=place.get("label", "")) for place in places)


def label_of(fact: Fact, option_id: str) -> str:
    """The option's label; its id when the option is gone, as an old journey may have it."""
    found = next((option for option in options_of(fact) if option.id == option_id), None)
    return say(found.label) if found and found.label else option_id


def say(text: Text) -> str:
    """A text that stands alone, in its most general form."""
    return text if isinstance(text, str) else text.get("other", "")


def choices_of(fact: Fact, checked: Collection[str]) -> tuple[ChoiceSpec, ...]:
    exclusive = fact.domain.get("exclusive")
    return tuple(
        ChoiceSpec(
            value=option.id,
            label=say(option.label) or option.id,
            hint=say(option.hint),
            checked=option.id in checked,
            exclusive=option.id == exclusive,
        )
        for option in options_of(fact)
    )


def option_issues(fact: Fact, pointer: str, key: str = "options", fewest: int = 2) -> list[Issue]:
    """Too few options, or two with one id."""
    ids = [option.id for option in options_of(fact)]
    issues = [
        impossible(f"{pointer}/{key}", f"The fact {fact.id!r} has two options with the id {twice!r}.", "Rename one.")
        for twice in sorted({option_id for option_id in ids if ids.count(option_id) > 1})
    ]
    if len(ids) < fewest:
        what = f"The fact {fact.id!r} has {len(ids)} options to choose from."
        issues.append(impossible(f"{pointer}/{key}", what, f"Give it at least {fewest}."))
    return issues
