"""The facts that texts speak of: `{placeholders}` and the number that chooses a plural form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.definition.draft import Draft
from engine.definition.messages import suggest
from engine.definition.schema import Path
from engine.model.issue import Issue
from engine.model.values import Json
from engine.questions import placeholders_in


@dataclass(frozen=True)
class _Speaking:
    """Where a part of a document has texts that may speak of facts: its own, and those of the entries of its lists."""

    texts: frozenset[str]
    lists: Mapping[str, _Speaking] = field(default_factory=dict)


_BECAUSE = _Speaking(frozenset({"because"}))
_ANSWER = _Speaking(frozenset({"label", "hint"}))
_ASKING = frozenset({"prompt", "hint", "help"})
_ASKED = {"validators": _Speaking(frozenset({"message"}))}
_ITEM = _Speaking(frozenset({"title", "summary"}), {"conditions": _Speaking(frozenset({"because", "unless"}))})
_NODE = _Speaking(
    _ASKING | {"title", "body", "consent", "add", "first"},
    {
        **_ASKED,
        "rules": _BECAUSE,
        "rows": _BECAUSE,
        "questions": _Speaking(_ASKING, _ASKED),
        "groups": _Speaking(frozenset({"title"})),
        "items": _ITEM,
    },
)
_FACT = _Speaking(frozenset({"label", "yes", "no", "unit"}), {"options": _ANSWER, "places": _ANSWER})
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
    """The texts of nodes and facts that speak of a fact, or have a plural form, or at least a brace."""
    found: list[tuple[Path, Json]] = []
    for name, node in draft.nodes.items():
        _find_texts(node, ("nodes", name), _NODE, found)
    for name, fact in draft.facts.items():
        _find_fact_texts(fact, ("facts", name), found)
    for path, text in found:
        yield path, _plain(draft, path, text)


def _find_texts(part: Mapping[str, Json], here: Path, where: _Speaking, found: list[tuple[Path, Json]]) -> None:
    for key, value in part.items():
        if key in where.texts:
            if not isinstance(value, str) or "{" in value or "}" in value:
                found.append(((*here, key), value))
        elif key in where.lists and isinstance(value, list):  # the “places” of a decimal are a number
            for index, entry in enumerate(value):
                _find_texts(entry, (*here, key, index), where.lists[key], found)


def _find_fact_texts(fact: Mapping[str, Json], here: Path, found: list[tuple[Path, Json]]) -> None:
    _find_texts(fact, here, _FACT, found)
    if "messages" in fact:
        messages = fact["messages"]
        _find_texts(messages, (*here, "messages"), _Speaking(frozenset(messages)), found)
    for name, member in fact.get("facts", {}).items():
        _find_fact_texts(member, (*here, "facts", name), found)


def _plain(draft: Draft, path: Path, text: Json) -> Json:
    """A text; without the number of a member in the title of a repeated flow, which is no fact."""
    is_numbered = path[0] == "nodes" and len(path) == 3 and draft.nodes[str(path[1])]["type"] == "repeat"
    return text.replace("{n}", "") if is_numbered and isinstance(text, str) else text
