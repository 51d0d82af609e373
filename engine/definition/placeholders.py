"""The facts that texts speak of: `{placeholders}` and the number that chooses a plural form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.definition.draft import Draft
from engine.definition.messages import suggest
from engine.definition.schema import Path
from engine.definition.texts import OPTION_LISTS
from engine.model.issue import Issue
from engine.model.values import Json
from engine.questions import placeholders_in

_FACT_TEXTS = ("label", "yes", "no", "unit")
_PIECE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
NUMBERS = frozenset({"integer", "decimal", "money", "year"})
"""The types of fact by which a plural form can be chosen."""
CLOSE_IT = "Write {{ or }} for a brace that is meant as one."


def check_placeholders(draft: Draft) -> Iterator[Issue]:
    """Placeholders and plurals that name no fact, and braces that are not closed."""
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
    for name, node in draft.nodes.items():
        here = ("nodes", name)
        yield from (((*here, key), _plain(node, key)) for key in ("title", "body", "consent") if key in node)
        yield from (((*here, key), node[key]) for key in ("add", "first") if key in node)
        yield from _entry_texts(node, here, "rules", "because")
        yield from _entry_texts(node, here, "rows", "because")
        yield from _question_texts(node, here)
        for index, question in enumerate(node.get("questions", ())):
            yield from _question_texts(question, (*here, "questions", index))
        yield from _catalogue_texts(node, here)
    for name, fact in draft.facts.items():
        yield from _fact_texts(fact, ("facts", name))


def _plain(node: Mapping[str, Json], key: str) -> Json:
    """A text of a node; the number of a member in the title of a repeated flow is no fact."""
    text = node[key]
    return text.replace("{n}", "") if node["type"] == "repeat" and isinstance(text, str) else text


def _question_texts(question: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    """The words of a question, or of a node that may be one."""
    yield from (((*here, key), question[key]) for key in ("prompt", "hint", "help") if key in question)
    yield from _entry_texts(question, here, "validators", "message")


def _entry_texts(part: Mapping[str, Json], here: Path, group: str, key: str) -> Iterator[tuple[Path, Json]]:
    for index, entry in enumerate(part.get(group, ())):
        if key in entry:
            yield (*here, group, index, key), entry[key]


def _catalogue_texts(node: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    """The texts of a catalogue of results: its groups, its items and their conditions."""
    for index, group in enumerate(node.get("groups", ())):
        yield (*here, "groups", index, "title"), group["title"]
    for index, item in enumerate(node.get("items", ())):
        place = (*here, "items", index)
        yield from (((*place, key), item[key]) for key in ("title", "summary"))
        for number, each in enumerate(item["conditions"]):
            yield from (((*place, "conditions", number, key), each[key]) for key in ("because", "unless"))


def _fact_texts(fact: Mapping[str, Json], here: Path) -> Iterator[tuple[Path, Json]]:
    yield from (((*here, key), fact[key]) for key in _FACT_TEXTS if key in fact)
    yield from (((*here, "messages", code), text) for code, text in fact.get("messages", {}).items())
    group = OPTION_LISTS.get(fact["type"], "")
    for index, entry in enumerate(fact.get(group, ())):
        yield from (((*here, group, index, key), entry[key]) for key in ("label", "hint") if key in entry)
    for name, member in fact.get("facts", {}).items():
        yield from _fact_texts(member, (*here, "facts", name))
