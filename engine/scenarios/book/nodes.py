"""The chapter on each node: what it asks, tells, decides or leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.analysis.drawing.naming import capital
from engine.analysis.markup import Content, Markup, element, join
from engine.model.flow import Validator
from engine.nodes import (
    ArticleNode,
    CalculateNode,
    EndNode,
    HandoffNode,
    MessageNode,
    Node,
    PageNode,
    PageQuestion,
    QuestionNode,
    RepeatNode,
    ResultsNode,
    SubflowNode,
    TableNode,
)
from engine.scenarios.book.limits import TYPES, limits
from engine.scenarios.book.material import Material, node_anchor
from engine.scenarios.book.rules import doubts, ways_out
from engine.scenarios.book.sentences import condition
from engine.scenarios.book.tables import decision_table

_WAYS_TO_REACH = {
    "name": "name",
    "phone": "telephone number",
    "email": "e-mail address",
    "safe_times": "safe times to call",
}


def chapter(book: Material, node: Node) -> Markup:
    """Everything about one node."""
    describe = _DESCRIPTIONS.get(type(node))
    return element(
        "section",
        element("h3", book.own(book.naming.text(node))),
        element(
            "p",
            element("span", book.naming.kind(node), class_=f"kind kind-{node.type}"),
            " ",
            element("code", node.id),
            class_="meta",
        ),
        list(describe(book, node)) if describe else None,
        ways_out(book, node),
        book.source(node.source),
        doubts(book, "node", node.pointer(), "Nobody comes here"),
        id=node_anchor(node.id),
        class_="block",
    )


# --- questions ---


def _question(book: Material, node: QuestionNode) -> Iterator[Content]:
    yield from _asked(book, node)


def _asked(book: Material, asked: QuestionNode | PageQuestion) -> Iterator[Content]:
    """One question: hint, help, what the answer may be, what is refused."""
    yield _labelled("Hint", book.prose(asked.pointer("hint")))
    yield _labelled("Help", book.prose(asked.pointer("help")))
    fact = book.naming.wording.fact(asked.fact)
    needed = "It may be skipped." if asked.optional else ""
    yield element(
        "p",
        element("strong", "Answer: "),
        TYPES.get(fact.type, fact.type),
        ", kept as ",
        book.to_fact(asked.fact),
        ". ",
        " ".join([*limits(book, fact), needed]).strip(),
    )
    options = [element("li", book.own(str(option.label)), _hint(book, str(option.hint))) for option in fact.options]
    yield element("ul", options, class_="options") if options and len(options) <= 60 else None
    if len(options) > 60:
        yield element("p", f"{len(options)} places to choose from.")
    yield _refusals(book, asked, asked.validators)


def _hint(book: Material, hint: str) -> Markup | None:
    return join(" – ", element("span", book.own(hint), class_="hint")) if hint else None


def _refusals(book: Material, node: Any, validators: tuple[Validator, ...]) -> Markup | None:
    """What is not taken as an answer, with what the person is told."""
    if not validators:
        return None
    said = [
        element(
            "li",
            condition(book.naming.saying, book.typed(node.pointer("validators", each.id, "when"))),
            ": ",
            element("q", book.own(book.text(node.pointer("validators", each.id, "message")))),
        )
        for each in validators
    ]
    return join(element("p", element("strong", "Not taken")), element("ul", said))


def _page(book: Material, node: PageNode) -> Iterator[Content]:
    yield book.prose(node.pointer("body"))
    for question in node.questions:
        yield element("h4", book.own(book.text(question.pointer("prompt"))))
        yield from _asked(book, question)
    yield _refusals(book, node, node.validators)


# --- telling, working out ---


def _message(book: Material, node: MessageNode | EndNode) -> Iterator[Content]:
    yield book.prose(node.pointer("body"))


def _table(book: Material, node: TableNode) -> Iterator[Content]:
    yield decision_table(book, node)


def _calculation(book: Material, node: CalculateNode) -> Iterator[Content]:
    if not node.settings:
        return
    lines = []
    for setting in node.settings:
        said = book.naming.saying.value(book.typed(node.pointer("set", setting.fact, "value")))
        lines.append(element("dt", book.to_fact(setting.fact)))
        lines.append(element("dd", "= ", said, book.source(setting.source)))
    yield element("dl", lines, class_="sums")


def _subflow(book: Material, node: SubflowNode | RepeatNode) -> Iterator[Content]:
    written: Mapping[str, Any] = book.document["nodes"][node.id]
    each = "once for each member of " if isinstance(node, RepeatNode) else ""
    listed = book.to_fact(node.fact) if isinstance(node, RepeatNode) else None
    yield element("p", "Runs the flow ", element("code", node.flow), f" {each}" if each else None, listed, ".")
    if "count" in written:
        yield element("p", "How many there are: ", book.naming.saying.value(book.read(written["count"], None)), ".")
    yield _labelled("Asked before the first one", book.prose(node.pointer("first")))
    yield _labelled("Asked after each one", book.prose(node.pointer("add")))
    handed = [
        element("li", element("code", fact), " = ", book.naming.saying.value(book.read(value, None)))
        for fact, value in written.get("inputs", {}).items()
    ]
    yield join(element("p", element("strong", "Told to it")), element("ul", handed)) if handed else None
    taken = [_taken(book, node, *pair) for pair in written.get("outputs", {}).items()]
    yield join(element("p", element("strong", "Learned from it")), element("ul", taken)) if taken else None


def _taken(book: Material, node: Node, fact: str, inner: str) -> Markup:
    named = element("code", fact) if isinstance(node, RepeatNode) else book.to_fact(fact)
    return element("li", named, " = ", element("code", inner))


# --- outcomes ---


def _article(book: Material, node: ArticleNode) -> Iterator[Content]:
    yield element("p", "Shows the article ", element("code", node.article), " and asks whether it helped.")


def _handoff(book: Material, node: HandoffNode) -> Iterator[Content]:
    asked = [_WAYS_TO_REACH[each] for each in node.contact.ask]
    needed = [_WAYS_TO_REACH[each] for each in node.contact.require_one_of]
    words = book.naming.words
    lines = [("Team and plan", node.plan), ("Priority", node.priority), ("Reason told to staff", node.reason)]
    lines.append(("Asked for", words.list(asked) if asked else "nothing"))
    if needed:
        lines.append(("Needed", f"{words.either(needed)}"))
    lines.append(("Without a name", "possible" if node.contact.anonymous else "not possible"))
    yield element("dl", [join(element("dt", name), element("dd", said)) for name, said in lines], class_="facts")
    yield _labelled("What the person agrees to", book.prose(node.pointer("consent")))


def _results(book: Material, node: ResultsNode) -> Iterator[Content]:
    yield book.prose(node.pointer("body"))
    headings = {group.id: book.text(node.pointer("groups", group.id, "title")) for group in node.groups}
    for item in node.items:
        yield element("h4", book.own(book.text(node.item_pointer(item, "title"))))
        if item.group in headings:
            yield element("p", "Under: ", book.own(headings[item.group]), class_="meta")
        yield book.prose(node.item_pointer(item, "summary"))
        fits = [
            element(
                "li",
                condition(book.naming.saying, book.typed(node.condition_pointer(item, each, "when"))),
                element(
                    "p", "Then: ", book.own(book.text(node.condition_pointer(item, each, "because"))), class_="because"
                ),
                element(
                    "p", "Else: ", book.own(book.text(node.condition_pointer(item, each, "unless"))), class_="because"
                ),
                book.source(each.source),
            )
            for each in item.conditions
        ]
        yield element("p", "Fits when all of these hold:") if len(fits) > 1 else None
        yield element("ul", fits, class_="clauses") if fits else element("p", "Fits everybody.")
        if item.rank is not None:
            rank = book.naming.saying.value(book.typed(node.item_pointer(item, "rank")))
            yield element("p", f"Placed by: {capital(rank)}.", class_="meta")


def _labelled(label: str, text: Markup | None) -> Markup | None:
    return element("div", element("strong", label), text, class_="labelled") if text else None


_DESCRIPTIONS: Mapping[type[Node], Callable[[Material, Any], Iterator[Content]]] = {
    QuestionNode: _question,
    PageNode: _page,
    MessageNode: _message,
    EndNode: _message,
    TableNode: _table,
    CalculateNode: _calculation,
    SubflowNode: _subflow,
    RepeatNode: _subflow,
    ArticleNode: _article,
    HandoffNode: _handoff,
    ResultsNode: _results,
}
