"""What a flow promises, in words, and what is proved of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from engine.definition import Speaker
from engine.editing import Sheet
from engine.errors import ExpressionError
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.problems import Problems, list_problems
from webapp.services.publishing.step_names import title_of_article

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_BROKEN: Final = "broken-promise"


@dataclass(frozen=True, kw_only=True)
class ShownPromise:
    """One promise."""

    name: str
    sentence: str
    words: str = ""
    """Whether it is proved; empty where nobody asked."""
    why: str = ""
    """Who breaks it, or what could not be told."""
    problem: str = ""
    """The problem that shows who breaks it."""


def say_promises(uow: UnitOfWork, shown: DraftView) -> tuple[ShownPromise, ...]:
    """Every promise as a sentence."""
    document, sheet = shown.draft.document, Sheet(shown.draft)
    speaker = Speaker.build(document)

    def called(name: str) -> str:
        title = title_of_article(uow, document, document["nodes"].get(name, {}))
        return f"“{title}”" if title else sheet.called(name)

    return tuple(
        ShownPromise(name=str(each.get("id", "")), sentence=_sentence(called, each, speaker))
        for each in document.get("promises", ())
    )


def show_promises(uow: UnitOfWork, shown: DraftView, *, today: date) -> tuple[ShownPromise, ...]:
    """Every promise with what is proved of it. Never waits for the proof."""
    said = say_promises(uow, shown)
    found = list_problems(uow, shown, today=today) if said else None
    return tuple(_with_proof(each, found) for each in said) if found is not None else ()


def find_promise(uow: UnitOfWork, shown: DraftView, name: str, *, today: date) -> ShownPromise | None:
    """One of them."""
    return next((each for each in show_promises(uow, shown, today=today) if each.name == name), None)


def _with_proof(promise: ShownPromise, found: Problems) -> ShownPromise:
    pointer = f"/promises/{promise.name}"
    broken = [each for each in (*found.open, *found.waived) if each.issue.pointer == pointer]
    for each in sorted(broken, key=lambda each: each.issue.rule != _BROKEN):
        words = "Broken." if each.issue.rule == _BROKEN else "Something is wrong with it."
        return replace(promise, words=words, why=each.issue.what, problem=each.id)
    proof = found.proof
    if proof is None:
        return replace(promise, words="Being proved: look again in a moment.")
    if not proof.is_proved:
        return replace(promise, words="Not proved.", why=proof.problem)
    said = [each for each in proof.result["coverage"] if each["kind"] == "promise" and each["name"] == promise.name]
    if all(each["can"] is False for each in said):
        return replace(promise, words="Proved: it is kept, whatever people answer.")
    return replace(promise, words="Not settled.", why="The proof could not tell whether somebody breaks it.")


def _sentence(called: Callable[[str], str], promise: Mapping[str, Any], speaker: Speaker) -> str:
    who = f"When {_when(promise['when'], speaker)}, the journey" if "when" in promise else "Every journey"
    return f"{who} {_kept(called, promise.get('then', {}), speaker)}."


def _when(condition: Any, speaker: Speaker) -> str:
    try:
        return speaker.condition(condition)
    except ExpressionError:  # the check tells what is wrong with it
        return "its condition holds"


def _kept(called: Callable[[str], str], then: Mapping[str, Any], speaker: Speaker) -> str:
    if "outcome" in then:
        return "ends at " + " or ".join(called(str(name)) for name in then["outcome"])
    if "visits" in then:
        return f"comes past {called(str(then['visits']))}"
    if "never" in then:
        return f"never comes to {called(str(then['never']))}"
    try:
        return f"ends so that {speaker.condition(then.get('condition'))}"
    except ExpressionError:  # the check tells what is wrong with it
        return "ends as its condition says"
