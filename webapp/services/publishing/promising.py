"""What a flow promises, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.definition import Speaker
from engine.editing import Sheet
from engine.errors import ExpressionError
from webapp.services.publishing.drafting import DraftView


@dataclass(frozen=True, kw_only=True)
class ShownPromise:
    """One promise."""

    name: str
    sentence: str


def say_promises(shown: DraftView) -> tuple[ShownPromise, ...]:
    """Every promise as a sentence."""
    document, sheet = shown.draft.document, Sheet(shown.draft)
    speaker = Speaker.build(document)
    return tuple(
        ShownPromise(name=str(each.get("id", "")), sentence=_sentence(sheet, each, speaker))
        for each in document.get("promises", ())
    )


def _sentence(sheet: Sheet, promise: Mapping[str, Any], speaker: Speaker) -> str:
    who = f"When {_when(promise['when'], speaker)}, the journey" if "when" in promise else "Every journey"
    return f"{who} {_kept(sheet, promise.get('then', {}))}."


def _when(condition: Any, speaker: Speaker) -> str:
    try:
        return speaker.condition(condition)
    except ExpressionError:  # the check tells what is wrong with it
        return "its condition holds"


def _kept(sheet: Sheet, then: Mapping[str, Any]) -> str:
    if "outcome" in then:
        return "ends at " + " or ".join(sheet.called(str(name)) for name in then["outcome"])
    if "visits" in then:
        return f"comes past {sheet.called(str(then['visits']))}"
    if "never" in then:
        return f"never comes to {sheet.called(str(then['never']))}"
    return "ends as its condition says"
