"""Says in plain words what would change if a journey went by another day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.definition.release import Release
from engine.definition.wording import Wording
from engine.model.date_changes import DateChange, Differs
from engine.model.journey import Journey
from engine.model.values import Values
from engine.model.words import Words

SENTENCES: Final[Mapping[Differs, str]] = {
    Differs.ANSWER: "Your answer to “{question}” would no longer fit: {answer}",
    Differs.VALUE: "{label}: {after} instead of {before}",
    Differs.ASKED: "We would ask you: {question}",
    Differs.DROPPED: "We would no longer ask you: {question}",
    Differs.OUTCOME: "You would come to another result.",
    Differs.REASONS: "The result would be the same, for other reasons.",
}


def show_date_changes(
    release: Release, journey: Journey, changes: Iterable[DateChange], words: Words
) -> tuple[str, ...]:
    """One sentence for each difference that has words, in the reader's language; each once."""
    wording = Wording(release, words)
    known: Values = {fact: given.value for fact, given in journey.answers.items() if given.on_path}
    sentences = (_sentence(wording, journey, change, known) for change in changes)
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _sentence(wording: Wording, journey: Journey, change: DateChange, known: Values) -> str:
    params = {"question": _question(wording, change, known)}
    if change.differs is Differs.ANSWER:
        given = journey.answers.get(change.fact)
        params["answer"] = wording.value(change.fact, given.value if given else None)
    elif change.differs is Differs.VALUE:
        label = wording.text(f"/facts/{change.fact}/label", known)
        if not label:  # an amount between others that nobody was ever shown
            return ""
        before, after = wording.value(change.fact, change.before), wording.value(change.fact, change.after)
        params |= {"label": label, "before": before, "after": after}
    return wording.words.sentence(SENTENCES[change.differs], **params)


def _question(wording: Wording, change: DateChange, known: Values) -> str:
    """What the person was, or would be, asked: a question's own words, or what a page calls it."""
    prompt = wording.text(f"/nodes/{change.node}/prompt", known) if change.node else ""
    if prompt or not (change.fact or change.node):
        return prompt
    return wording.label(change.fact, known) if change.fact else wording.text(f"/nodes/{change.node}/title", known)
