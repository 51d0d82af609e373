"""What the types with options share: labels, the choices of a field, and mistakes in the options."""

from __future__ import annotations

from collections.abc import Collection

from engine.model.flow import Fact, Text
from engine.model.issue import Issue
from engine.questions.base import ChoiceSpec
from engine.questions.limits import impossible


def label_of(fact: Fact, option_id: str) -> str:
    """The option's label; its id when the option is gone, as an old journey may have it."""
    found = fact.option(option_id)
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
        for option in fact.options
    )


def option_issues(fact: Fact, pointer: str, key: str = "options", fewest: int = 2) -> list[Issue]:
    """Too few options, or two with one id."""
    ids = [option.id for option in fact.options]
    issues = [
        impossible(f"{pointer}/{key}", f"The fact “{fact.id}” has two options with the id “{twice}”.", "Rename one.")
        for twice in sorted({option_id for option_id in ids if ids.count(option_id) > 1})
    ]
    if len(ids) < fewest:
        what = f"The fact “{fact.id}” has {len(ids)} options to choose from."
        issues.append(impossible(f"{pointer}/{key}", what, f"Give it at least {fewest}."))
    return issues
