"""Every page that a flow can show, as each channel gets it, with nothing known yet: to be measured, not to be answered.

A placeholder stands there as a dot or two, so a text may come out somewhat longer than its sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from engine.analysis.graph import MEMBER
from engine.channels.page import Page
from engine.channels.web import show
from engine.definition.release import CompiledExpressions, Release
from engine.expressions import Typed
from engine.model.flow import Text
from engine.model.journey import ContactGiven, Journey
from engine.model.prompts import Asks, Prompt
from engine.model.words import Words
from engine.nodes import (
    CHECK,
    ArticleNode,
    EndNode,
    Flow,
    HandoffNode,
    MessageNode,
    Node,
    PageNode,
    QuestionNode,
    ResultsNode,
)

BEFORE = "before"
"""Some page that one can go back to."""


def samples(
    flow: Flow, typed: dict[str, Typed], translations: dict[str, dict[str, Text]], words: Words
) -> Iterator[tuple[str, Page]]:
    """Each page with the pointer of what it was made from, in the order of the document."""
    release = Release(
        flow=flow,
        fingerprint="",
        logic="",
        typed=typed,
        compiled=CompiledExpressions(typed),
        translations=translations,
    )
    start = datetime(2000, 1, 1, tzinfo=UTC)
    journey = Journey(id="", release="", started_at=start, today=start.date(), language=words.language)
    for node in flow.nodes.values():
        if MEMBER.sub("/1", node.id) != node.id:
            continue  # the first member of a list is asked what all are asked
        for pointer, prompt in _prompts(node):
            yield pointer, show(release, journey, prompt, words)


def _prompts(node: Node) -> Iterator[tuple[str, Prompt]]:
    here = Prompt(place=node.id, node=node.id, asks=Asks.ANSWER, back=BEFORE)
    if isinstance(node, QuestionNode):
        yield node.pointer(), here
    elif isinstance(node, PageNode):
        for each in node.questions:
            yield node.pointer("questions", each.id), replace(here, place=node.place_of(each), question=each.id)
    elif isinstance(node, MessageNode):
        yield node.pointer(), replace(here, asks=Asks.CONTINUE)
    elif isinstance(node, ArticleNode | ResultsNode):
        yield node.pointer(), replace(here, asks=Asks.SOLVED)
    elif isinstance(node, EndNode):
        yield node.pointer(), replace(here, asks=Asks.NOTHING)
    elif isinstance(node, HandoffNode):
        if node.contact.ask:
            yield node.pointer(), replace(here, asks=Asks.CONTACT)
        nobody = ContactGiven(details={}, anonymous=True)
        yield node.pointer(), replace(here, place=node.id + CHECK, asks=Asks.SEND, contact=nobody)
