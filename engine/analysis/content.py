"""Whether people will understand what a flow says: hard and long sentences, two questions in one, rules without a word.

What can be measured is measured: English by the grade of Flesch and Kincaid, Spanish by the score of Fernández Huerta
(`engine.analysis.reading`). For other languages no measure is known here that would be fair, and none is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.analysis.links import dead_links
from engine.analysis.reading import ease, grade, sentences, words
from engine.model.flow import Text
from engine.model.issue import Issue, Severity
from engine.nodes import DecisionNode, HandoffNode, Node, PageNode, QuestionNode, TableNode

LEAST_WORDS: Final = 30
"""Of fewer words a measure says nothing."""
MOST_IN_PROMPT: Final = 20
MOST_IN_LABEL: Final = 15
_TWO_QUESTIONS: Final = re.compile(r"[?؟].*[?؟]", re.DOTALL)
_TWO_IN_ONE: Final = {"en": re.compile(r"\band/or\b", re.IGNORECASE), "es": re.compile(r"\by/o\b", re.IGNORECASE)}


@dataclass(frozen=True)
class Measure:
    """How one language is measured. `is_hard` takes whole sentences."""

    name: str
    score: Callable[[list[str]], float]
    is_hard: Callable[[float], bool]
    wanted: str
    longest: int
    """Words in a sentence."""


MEASURES: Final = {
    "en": Measure("the Flesch-Kincaid grade", grade, lambda score: score > 9, "9 or below", 25),
    "es": Measure("the Fernández Huerta score", ease, lambda score: score < 60, "60 or above", 30),
}
"""Grade 9, and 60 for Spanish, are what somebody of 14 reads with ease; Spanish takes more words for a thought."""


@dataclass(frozen=True)
class Reading:
    """How hard some texts are to read, by the measure of their language."""

    name: str
    score: float
    wanted: str
    is_hard: bool


def reading_of(language: str, texts: Sequence[Text]) -> Reading | None:
    """How hard these texts are together; None where they have too few words, or nothing measures their language."""
    measure = MEASURES.get(language.partition("-")[0])
    read = [sentence for text in texts for form in _forms(text) for sentence in sentences(form)]
    if measure is None or sum(len(words(each)) for each in read) < LEAST_WORDS:
        return None
    score = measure.score(read)
    return Reading(name=measure.name, score=score, wanted=measure.wanted, is_hard=measure.is_hard(score))


@checks.register("content")
def find_hard_words(there: FlowGraph) -> Iterator[Issue]:
    """What is hard to understand in the flow's own texts."""
    yield from find_content_faults(there.flow.language, there.flow.texts)


def find_content_faults(language: str, texts: Mapping[str, Text]) -> Iterator[Issue]:
    """What is hard to understand in texts of one language, by their pointers."""
    for pointer, text in texts.items():
        for form in _forms(text):
            yield from _measured(language, pointer, form)
            yield from _too_much(language, pointer, form)
            if "](" in form:
                yield from dead_links(pointer, form)


def _forms(text: Text) -> Sequence[str]:
    return [text] if isinstance(text, str) else [form for key, form in text.items() if key != "by"]


def _measured(language: str, pointer: str, text: str) -> Iterator[Issue]:
    measure = MEASURES.get(language.partition("-")[0])
    if measure is None or len(text.split()) <= measure.longest:
        return  # too short for any of it, as most texts are
    read = sentences(text)
    if not read:
        return
    longest = max(read, key=lambda each: len(words(each)))
    if len(words(longest)) > measure.longest:
        what = f"A sentence of {len(words(longest))} words: “{_beginning(longest)}”"
        yield _warning("long-sentence", pointer, what, f"Make two of it: {measure.longest} words are enough.")
    if sum(len(words(each)) for each in read) < LEAST_WORDS:
        return
    score = measure.score(read)
    if measure.is_hard(score):
        what = (
            f"The text at “{pointer}” is hard to read: {measure.name} is {score:.0f}, and should be {measure.wanted}."
        )
        yield _warning("hard-to-read", pointer, what, "Take shorter words and shorter sentences.")


def _too_much(language: str, pointer: str, text: str) -> Iterator[Issue]:
    """Prompts that ask two things, and prompts and labels that are too long to take in."""
    kind = pointer.rsplit("/", 1)[-1]
    count = len(words(text)) if kind in ("prompt", "label") else 0
    if kind == "prompt":
        pair = _TWO_IN_ONE.get(language.partition("-")[0])
        if _TWO_QUESTIONS.search(text) or (pair and pair.search(text)):
            what = f"This asks two things at once: “{text}”"
            yield _warning("compound-question", pointer, what, "Ask one thing, or make two questions of it.")
        if count > MOST_IN_PROMPT:
            what = f"A question of {count} words: “{_beginning(text)}”"
            fix = f"Ask it in {MOST_IN_PROMPT} words or fewer; a hint may say the rest."
            yield _warning("long-prompt", pointer, what, fix)
    elif kind == "label" and count > MOST_IN_LABEL:
        what = f"A label of {count} words: “{_beginning(text)}”"
        yield _warning("long-label", pointer, what, f"{MOST_IN_LABEL} words are enough; a hint may say the rest.")


@checks.register("silent-rule")
def find_silent_rules(there: FlowGraph) -> Iterator[Issue]:
    """Rules on the way to a handoff that do not say why: the agent would read a bare id in the packet."""
    handoffs = {node.id for node in there.flow.nodes.values() if isinstance(node, HandoffNode)}
    leading = handoffs.union(*(nx.ancestors(there.graph, each) for each in handoffs & there.reachable))
    for node in there.flow.nodes.values():
        for group, rule, target in _silent(node) if node.id in there.reachable else ():
            if target in leading:
                what = f"Rule “{rule}” of node “{node.id}” does not say why: staff would read only its id."
                fix = "Give it a “because”: one sentence for the person and the agent."
                yield _note("silent-rule", node.pointer(group, rule), what, fix)


def _silent(node: Node) -> Iterator[tuple[str, str, str]]:
    """Where each rule without a “because” stands, its id, and where it leads."""
    if isinstance(node, QuestionNode | PageNode | DecisionNode):
        yield from ((each.group, each.id, each.next) for each in node.branches.rules if not each.because)
    if isinstance(node, TableNode):
        yield from (("rows", each.id, node.id) for each in node.rows if not each.because)


def _beginning(text: str) -> str:
    said = text.split()
    return " ".join(said[:12]) + (" …" if len(said) > 12 else "")


def _warning(rule: str, pointer: str, what: str, fix: str) -> Issue:
    return Issue(rule=rule, severity=Severity.WARNING, pointer=pointer, what=what, fix=fix)


def _note(rule: str, pointer: str, what: str, fix: str) -> Issue:
    return Issue(rule=rule, severity=Severity.NOTE, pointer=pointer, what=what, fix=fix)
