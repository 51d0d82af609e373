"""The facts that texts speak of: `{placeholders}` and the number that chooses a plural form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from engine.definition.draft import Draft
from engine.definition.messages import suggest
from engine.definition.schema import Path
from engine.definition.texts import OPTION_LISTS
from engine.model.issue import Issue
from engine.model.values import Json
from engine.questions import placeholders_in

_NODE_TEXTS = ("title", "body", "consent", "add", "first")
_QUESTION_TEXTS = ("prompt", "hint", "help")
_FACT_TEXTS = ("label", "yes", "no", "unit")
_PIECE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
NUMBERS = frozenset({"integer", "decimal", "money", "year"})
"""The types of fact by which a plural form can be chosen."""
CLOSE_IT = "Write {{ or }} for a brace that is meant as one."


def check_placeholders(draft: Draft) -> Iterator[Issue]:
    """Placeholders and plurals that name no fact, and braces that are not closed.

    Of thousands of texts few speak of facts, so only those are gone through with their places.
    """
    for path, text in (*_flow_texts(draft), *_texts(draft)):
        if not isinstance(text, str):
            yield from _check_plural(draft, text, path)
        for form in text.values() if isinstance(text, Mapping) else (text,):
            if "{" in form or "}" in form:
                yield from _check_sentence(draft, form, path)


def _check_sentence(draft: Draft, sentence: str, path: Path) -> Iterator[Issue]:
    known = draft.names("facts")
    for name in sorted(placeholders_in(sentence) - known - {"today"}):
        what = f"{draft.report.at(path)} speaks of {{{name}}}, but there is no such fact."
        yield draft.report.issue("unknown-fact", path, what, suggest(name, known))
    if has_open_brace(sentence):
        what = f"{draft.report.at(path)} has a single brace that is not part of a placeholder."
        yield draft.report.issue("open-brace", path, what, CLOSE_IT)


def has_open_brace(sentence: str) -> bool:
    """Whether a brace stands alone: neither part of a placeholder nor doubled."""
    rest = _PIECE.sub("", sentence)
    return "{" in rest or "}" in rest


def _check_plural(draft: Draft, text: Mapping[str, str], path: Path) -> Iterator[Issue]:
    name = text["by"]
    if name not in draft.names("facts"):
        what = f"{draft.report.at(path)} is chosen by “{name}”, but there is no such fact."
        yield draft.report.issue("unknown-fact", (*path, "by"), what, suggest(name, draft.names("facts")))
        return
    kind = draft.facts.get(name, {}).get("type")
    if kind is not None and kind not in NUMBERS:
        what = f"{draft.report.at(path)} is chosen by “{name}”, which is of the type {kind}."
        yield draft.report.issue("wrong-fact", (*path, "by"), what, "It has to be a number.")


def _flow_texts(draft: Draft) -> Iterator[tuple[Path, Json]]:
    """The texts of the flow itself, as far as they are texts."""
    about = draft.document.get("about")
    places: list[tuple[Path, Json]] = [((key,), draft.document.get(key)) for key in ("title", "summary", "agency")]
    if isinstance(about, dict):
        places += [(("about", key), about.get(key)) for key in ("before", "emergency", "disclaimer")]
    yield from ((path, text) for path, text in places if text is not None and path not in draft.broken)


def _texts(draft: Draft) -> Iterator[tuple[Path, Json]]:
    """The texts of nodes and facts that may speak of a fact."""
    for name, node in draft.nodes.items():
        here = ("nodes", name)
        for key in _speaking(node, _NODE_TEXTS):
            yield (*here, key), _plain(node, key)
        yield from _entry_texts(node, here, "rules", ("because",))
        yield from _entry_texts(node, here, "rows", ("because",))
        yield from _question_texts(node, here)
        for index, question in enumerate(node.get("questions", ())):
            yield from _question_texts(question, (*here, "questions", index))
        yield from _entry_texts(node, here, "groups", ("title",))
        yield from _item_texts(node, here)
    for name, fact in draft.facts.items():
        yield from _fact_texts(fact, ("facts", name))


def _speaking(part: Mapping[str, Json], keys: Iterable[str]) -> list[str]:
    """The keys whose text has a plural form or a brace."""
    return [
        key for key in keys if key in part and (not isinstance(text := part[key], str) or "{" in text or "}" in text)
    ]


def _plain(node: Mapping[str, Json], key: str) -> Json:
    """A text of a node; the number of a member in the title of a repeated flow is no fact."""
    text = node[key]
    return text.replace("{n}", "") if node["type"] == "repeat" and isinstance(text, str) else text


def _question_texts(question: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    """The words of a question, or of a node that may be one."""
    for key in _speaking(question, _QUESTION_TEXTS):
        yield (*here, key), question[key]
    yield from _entry_texts(question, here, "validators", ("message",))


def _entry_texts(
    part: Mapping[str, Json], here: Path, group: str, keys: tuple[str, ...]
) -> Iterator[tuple[Path, Json]]:
    if group not in part:
        return
    for index, entry in enumerate(part[group]):
        for key in _speaking(entry, keys):
            yield (*here, group, index, key), entry[key]


def _item_texts(node: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    """The texts of what may come out of a catalogue of results, and of its conditions."""
    yield from _entry_texts(node, here, "items", ("title", "summary"))
    for index, item in enumerate(node.get("items", ())):
        yield from _entry_texts(item, (*here, "items", index), "conditions", ("because", "unless"))


def _fact_texts(fact: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    for key in _speaking(fact, _FACT_TEXTS):
        yield (*here, key), fact[key]
    messages = fact.get("messages", {})
    for code in _speaking(messages, messages):
        yield (*here, "messages", code), messages[code]
    yield from _entry_texts(fact, here, OPTION_LISTS.get(fact["type"], ""), ("label", "hint"))
    for name, member in fact.get("facts", {}).items():
        yield from _fact_texts(member, (*here, "facts", name))
