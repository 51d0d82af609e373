"""Which question a place asks: a question node's own, or one of a page asked by itself at `<page>.<question>`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.journey import Journey
from engine.model.prompts import Asks, Prompt
from engine.nodes import Asking, PageNode, PageQuestion, QuestionNode
from engine.runtime.trace import Trace, Waiting


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question that can be answered now."""

    waiting: Waiting
    asking: Asking
    page: PageNode | None = None


def find_page(release: Release, here: Trace, place: str) -> tuple[Waiting, PageNode, PageQuestion] | None:
    """The page on the path one of whose questions is asked at `place`."""
    page_place, _, question_id = place.rpartition(".")
    waiting = here.find(page_place)
    page = release.flow.nodes.get(waiting.node) if waiting else None
    question = page.find(question_id) if isinstance(page, PageNode) else None
    if waiting is None or not isinstance(page, PageNode) or question is None or question.fact in waiting.known:
        return None
    return waiting, page, question


def get_asked(release: Release, here: Trace, place: str) -> Asked:
    """The question asked at `place`. Raises NotWaitingError."""
    waiting = here.find(place)
    if waiting is not None and waiting.asks is Asks.ANSWER:
        node = release.flow.nodes[waiting.node]
        if isinstance(node, QuestionNode):
            return Asked(waiting=waiting, asking=node)
    found = find_page(release, here, place)
    if found is None:
        raise NotWaitingError(place)
    return Asked(waiting=found[0], asking=found[2], page=found[1])


def open_questions(page: PageNode, waiting: Waiting) -> tuple[PageQuestion, ...]:
    """The questions of a page that this walk does not know the answer to when it comes there."""
    return tuple(each for each in page.questions if each.fact not in waiting.known)


def narrow(release: Release, journey: Journey, prompt: Prompt) -> Prompt:
    """For a channel that asks one thing at a time: the first question of a page that wants an answer."""
    page = release.flow.nodes[prompt.node]
    if prompt.asks is not Asks.PAGE or not isinstance(page, PageNode):
        return prompt
    asked = [each for each in page.questions if each.fact not in prompt.known]
    refused = {refusal.fact for refusal in prompt.refusals}
    wanted = [each for each in asked if each.fact in refused or not _counts(journey, each)]
    return one_of(page, (wanted or asked)[0], prompt)


def find_asking(release: Release, prompt: Prompt) -> Asking | None:
    """The question that a prompt asks by itself; None when it asks for something else."""
    node = release.flow.nodes[prompt.node]
    if prompt.asks is not Asks.ANSWER:
        return None
    if isinstance(node, PageNode):
        return node.find(prompt.question)
    return node if isinstance(node, QuestionNode) else None


def one_of(page: PageNode, question: PageQuestion, prompt: Prompt) -> Prompt:
    """The prompt of a page, for one of its questions."""
    return replace(
        prompt,
        place=page.place_of(question),
        asks=Asks.ANSWER,
        question=question.id,
        given=prompt.givens.get(question.fact),
        refusals=tuple(each for each in prompt.refusals if each.fact == question.fact),
        raw=(prompt.raws or {}).get(question.id),
    )


def _counts(journey: Journey, question: PageQuestion) -> bool:
    given = journey.answers.get(question.fact)
    return given is not None and given.on_path and (given.value is not None or question.optional)
