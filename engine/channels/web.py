"""The web channel: a prompt becomes a page. What is posted back, `engine.channels.form` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.channels.asking import Own, page, question
from engine.channels.contact import CONTACT_LABELS, contact_error, contact_meant
from engine.channels.page import (
    ContactField,
    FieldError,
    Line,
    Member,
    Page,
    PageKind,
    Reason,
)
from engine.channels.results import show_results
from engine.definition.release import Release
from engine.definition.wording import Wording, question_text
from engine.model.flow import Rule
from engine.model.journey import Journey
from engine.model.prompts import Asks, MemberPath, PathStep, Prompt
from engine.model.words import Words
from engine.nodes import (
    CONTACT_FACTS,
    SENT,
    ArticleNode,
    EndNode,
    HandoffNode,
    MessageNode,
    MoreNode,
    PageNode,
    ResultsNode,
)
from engine.nodes.base import Node
from engine.questions import fact_types

SOLVED_NEEDED = "Select yes if this answered your question"


def show(release: Release, journey: Journey, prompt: Prompt, words: Words) -> Page:
    """What one waiting place looks like, every sentence in the reader's language."""
    wording = Wording(release, words)
    node = release.flow.nodes[prompt.node]
    kind, own = _PAGES[prompt.asks](wording, journey, prompt, node)
    return Page(
        kind=kind,
        place=prompt.place,
        node=prompt.node,
        back=prompt.back,
        returning=prompt.returning,
        reasons=_reasons(wording, prompt),
        lines=lines(wording, journey, prompt),
        answered=sum(len(step.asked) for step in prompt.path),
        language=wording.language,
        direction=wording.direction,
        is_untranslated=wording.language != words.language,
        **own,
    )


def lines(wording: Wording, journey: Journey, prompt: Prompt) -> tuple[Line, ...]:
    """Every counted answer before this place, in the order of the path."""
    return lines_of(wording, journey, prompt, prompt.path)


def lines_of(wording: Wording, journey: Journey, prompt: Prompt, path: Iterable[PathStep]) -> tuple[Line, ...]:
    """The answers on some steps. Whether there is another member is no answer: the members themselves say it."""
    nodes = wording.release.flow.nodes
    return tuple(
        _line(wording, journey, prompt, step, fact)
        for step in path
        if not isinstance(nodes[step.node], MoreNode)
        for fact in step.asked
    )


def _line(wording: Wording, journey: Journey, prompt: Prompt, step: PathStep, fact_id: str) -> Line:
    fact = wording.fact(fact_id)
    label = wording.text(f"/facts/{fact.id}/label", prompt.known)
    label = label or question_text(wording, step.node, fact.id, prompt.known)
    return Line(
        place=step.place,
        fact=fact.id,
        label=label,
        value=wording.value(fact.id, journey.answers[fact.id].value),
        sensitive=fact.sensitive,
        alone=_alone(wording, step, fact.id),
        group=wording.scope(step.node, prompt.known),
    )


def _alone(wording: Wording, step: PathStep, fact_id: str) -> str:
    node = wording.release.flow.nodes[step.node]
    if not isinstance(node, PageNode):
        return ""
    return next(node.place_of(each) for each in node.questions if each.fact == fact_id)


def _reasons(wording: Wording, prompt: Prompt) -> tuple[Reason, ...]:
    """The sentences of the rules that fired on the way, the latest last."""
    fired = ((step, rule) for step in prompt.path for rule in step.rules)
    return tuple(_reason(wording, prompt, step, rule) for step, rule in fired if rule.because)


def _reason(wording: Wording, prompt: Prompt, step: PathStep, rule: Rule) -> Reason:
    return Reason(
        node=step.node,
        rule=rule.id,
        sentence=wording.text(f"/nodes/{step.node}/{rule.group}/{rule.id}/because", prompt.known),
        source_title=rule.source.title if rule.source else "",
        source_url=rule.source.url if rule.source else "",
        source_language=wording.release.flow.language,
    )


def _question(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    kind, own = question(wording, prompt, node)
    if not isinstance(node, MoreNode):
        return kind, {**own, "lead": own["lead"] or _lead(wording, prompt)}
    members = tuple(_member(wording, journey, prompt, each) for each in prompt.members)
    return PageKind.MEMBERS, {**own, "members": members, "can_remove": prompt.can_remove}


def _lead(wording: Wording, prompt: Prompt) -> str:
    return wording.scope(prompt.node, prompt.known)


def _member(wording: Wording, journey: Journey, prompt: Prompt, member: MemberPath) -> Member:
    told = lines_of(wording, journey, prompt, member.path)
    return Member(
        number=member.number,
        title=wording.text(f"/scopes/{member.scope}/title", prompt.known),
        place=member.place,
        lines=told,
    )


def _page(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    kind, own = page(wording, prompt, node)
    return kind, {**own, "lead": _lead(wording, prompt)}


def _message(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    assert isinstance(node, MessageNode)
    return PageKind.MESSAGE, _title_and_body(wording, prompt, node)


def _solvable(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    assert isinstance(node, ArticleNode | ResultsNode)
    errors = tuple(
        FieldError(target="solved", message=wording.words.sentence(SOLVED_NEEDED)) for _ in prompt.refusals[:1]
    )
    shared = {"can_be_unsolved": bool(node.unsolved), "solved": journey.solved.get(node.id), "errors": errors}
    if isinstance(node, ArticleNode):
        return PageKind.ARTICLE, {"article": node.article, **shared}
    own = {**_title_and_body(wording, prompt, node), "results": show_results(wording, prompt, node)}
    return PageKind.RESULTS, {**own, **shared}


def _contact(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    assert isinstance(node, HandoffNode)
    given = dict(prompt.contact.details) if prompt.contact else {}
    typed = {name: (parts[0] if parts else "") for name, parts in prompt.raw.items()} if prompt.raw else given
    return PageKind.CONTACT, {
        "title": wording.text(node.pointer("title"), prompt.known),
        "contact": tuple(
            ContactField(name=name, value=typed.get(name, ""), meant=contact_meant(wording, prompt, name))
            for name in node.contact.ask
        ),
        "contact_one_of": node.contact.require_one_of,
        "may_stay_anonymous": node.contact.anonymous,
        "is_anonymous": bool(prompt.contact and prompt.contact.anonymous),
        "errors": tuple(contact_error(wording, refusal) for refusal in prompt.refusals),
    }


def _check(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    return PageKind.CHECK, {
        **_contact_lines(wording, prompt, node),
        "body": wording.text(node.pointer("consent"), prompt.known),
    }


def _contact_lines(wording: Wording, prompt: Prompt, node: Node) -> dict[str, Any]:
    assert isinstance(node, HandoffNode)
    details = prompt.contact.details if prompt.contact else {}
    shown = tuple(
        Line(
            place=node.id,
            fact=name,
            label=wording.words.sentence(CONTACT_LABELS[name]),
            value=_said(name, details, wording),
        )
        for name in node.contact.ask
        if details.get(name)
    )
    return {
        "title": wording.text(node.pointer("title"), prompt.known),
        "contact_lines": shown,
        "contact_place": node.id if node.contact.ask else "",
        "is_anonymous": bool(prompt.contact and prompt.contact.anonymous),
    }


def _said(name: str, details: Mapping[str, str], wording: Wording) -> str:
    fact = CONTACT_FACTS[name]
    return fact_types[fact.type].format(fact, details[name], wording.words)


def _over(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    if prompt.place.endswith(SENT):
        return PageKind.RECEIPT, _contact_lines(wording, prompt, node)
    assert isinstance(node, EndNode)
    return PageKind.END, _title_and_body(wording, prompt, node)


def _help(wording: Wording, journey: Journey, prompt: Prompt, node: Node) -> Own:
    return PageKind.HELP, {}


_PAGES: Mapping[Asks, Callable[[Wording, Journey, Prompt, Node], Own]] = {
    Asks.ANSWER: _question,
    Asks.PAGE: _page,
    Asks.CONTINUE: _message,
    Asks.SOLVED: _solvable,
    Asks.CONTACT: _contact,
    Asks.SEND: _check,
    Asks.NOTHING: _over,
    Asks.HELP: _help,
}


def _title_and_body(wording: Wording, prompt: Prompt, node: Node) -> dict[str, Any]:
    return {
        "title": wording.text(node.pointer("title"), prompt.known),
        "body": wording.text(node.pointer("body"), prompt.known, markdown=True),
    }
