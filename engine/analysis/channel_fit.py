"""What does not fit the channels on which a flow is offered, by what these channels would really send and say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.analysis.samples import samples
from engine.channels import sms, voice
from engine.channels.page import Page, PageKind
from engine.expressions import Typed
from engine.model.flow import Text
from engine.model.issue import Issue, Severity
from engine.model.words import Words
from engine.nodes import Flow


@checks.register("channel-fit")
def find_misfits(there: FlowGraph) -> Iterator[Issue]:
    """In the flow's own language: texts, menus and questions for which a channel of the flow has no room."""
    flow = there.flow
    if set(flow.channels) != {"web"}:
        yield from _misfits(flow, dict(there.typed), {}, flow.language)


def find_long_translations(
    flow: Flow, typed: Mapping[str, Typed], language: str, texts: Mapping[str, Text]
) -> Iterator[Issue]:
    """In another language only the texts are another matter: one letter may halve the room of a message."""
    if "sms" in flow.channels:
        found = _misfits(flow, dict(typed), {language: dict(texts)}, language)
        yield from (issue for issue in found if issue.rule == "sms-too-long")


def _misfits(
    flow: Flow, typed: dict[str, Typed], translations: dict[str, dict[str, Text]], language: str
) -> Iterator[Issue]:
    words = Words(language)
    for pointer, page in samples(flow, typed, translations, words):
        for channel, find in (("sms", _by_text), ("voice", _by_keys)):
            if channel in flow.channels:
                yield from find(_outermost(pointer, page.node), page, words)


def _outermost(pointer: str, node: str) -> str:
    """A page of a sub-flow is told at the node that runs it."""
    outer, is_inner, _ = node.partition("/")
    return f"/nodes/{outer}" if is_inner else pointer


def _by_text(pointer: str, page: Page, words: Words) -> Iterator[Issue]:
    if page.field is not None and page.field.widget == "file":
        yield _file(pointer, page, "sms-file", "a text message")
    text = sms.show(page, words)
    if text.segments.count > sms.MOST_SEGMENTS:
        cost = f"{text.segments.count} messages of {text.segments.alphabet}"
        yield Issue(
            rule="sms-too-long",
            severity=Severity.WARNING,
            pointer=pointer,
            what=f"What node “{page.node}” says takes {cost}, and {sms.MOST_SEGMENTS} are the most that come in well.",
            fix="Say it in fewer words, or leave “sms” out of “channels”.",
        )


def _file(pointer: str, page: Page, rule: str, carrier: str) -> Issue:
    then = "Everybody there passes it over." if page.optional else "Everybody there is passed to a person."
    return Issue(
        rule=rule,
        severity=Severity.NOTE if page.optional else Severity.WARNING,
        pointer=pointer,
        what=f"Node “{page.node}” asks for a file, which cannot be sent by {carrier}. {then}",
        fix="" if page.optional else "Make it optional, or ask for it elsewhere.",
    )


def _by_keys(pointer: str, page: Page, words: Words) -> Iterator[Issue]:
    menu = voice.show(page, words)
    if page.field is not None and page.field.widget == "file":
        yield _file(pointer, page, "voice-file", "telephone")
    elif menu.offers_person and page.kind is PageKind.CONTACT:
        yield Issue(
            rule="voice-contact",
            severity=Severity.WARNING,
            pointer=pointer,
            what=f"Node “{page.node}” asks for a way to be reached that keys cannot give.",
            fix="Let a phone number be enough.",
        )
    elif menu.offers_person:
        then = "Everybody there passes it over." if page.optional else "Everybody there is passed to a person."
        yield Issue(
            rule="voice-free-text",
            severity=Severity.NOTE if page.optional else Severity.WARNING,
            pointer=pointer,
            what=f"Node “{page.node}” asks for words of one’s own, which keys cannot say. {then}",
            fix="" if page.optional else "Make it optional, or let people choose between options.",
        )
    if menu.goes_on and page.field is not None:
        yield Issue(
            rule="voice-menu-too-long",
            severity=Severity.WARNING,
            pointer=pointer,
            what=f"Node “{page.node}” offers {len(page.field.choices)} options, but there are {voice.MOST_KEYS} keys.",
            fix="Put some together, or ask in two steps. Until then they are told in parts.",
        )
