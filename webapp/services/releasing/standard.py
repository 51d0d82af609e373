"""Whether a change fits a kind that was approved beforehand. It is proved from what is written, never claimed.

A kind lists the only places that may be another. Everything else has to be the same, and so has the logic of the
flow: then nobody can end elsewhere, be asked anything else or be shown other results.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from engine.definition import Children, logic_of
from webapp.services.releasing.sides import Side

if TYPE_CHECKING:
    from engine.analysis import Change


class Model(StrEnum):
    """A kind of change that needs nobody's approval."""

    TRANSLATIONS = "translations"
    DETAILS = "details"
    WORDS = "words"


SAYS: Final[Mapping[Model, str]] = {
    Model.TRANSLATIONS: "only translations change",
    Model.DETAILS: "only phone numbers, opening hours, addresses on the web and articles change",
    Model.WORDS: "only words change",
}
_WORDS: Final = frozenset({"text", "translation"})
_DETAIL: Final = re.compile(
    r"""https?://[^\s)\]>]+ | \[[^\]]*\]\([^)]*\)          # addresses, also as Markdown
      | \+?\(?\d[\d\s().-]{5,}\d                            # phone numbers
      | \b\d{1,2}(:\d\d)?\s*([ap]\.?m\.?)?\s*(-|–|to|until)\s*\d{1,2}(:\d\d)?\s*([ap]\.?m\.?)?
      | \b\d{1,2}(:\d\d|\s*[ap]\.?m\.?)(\s*[ap]\.?m\.?)? """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The kind that the change fits; or why it fits none."""

    model: Model | None
    why: str
    outside: tuple[tuple[str, str], ...] = ()
    """Every change that no kind allows: where it stands, and in a sentence."""


def find_fit(then: Side, now: Side, changes: tuple[Change, ...], runs: Children) -> Fit:
    """Which kind a change fits. `runs` are the flows that both run."""
    others = [change for change in changes if change.flow or not _may_change(change)]
    if others:
        outside = tuple((_place_of(change), change.sentence) for change in others)
        return Fit(model=None, why=f"More than words changes: {others[0].sentence}", outside=outside)
    gone = sorted(then.translations.keys() - now.translations.keys())
    if gone:
        return Fit(model=None, why=f"A language goes away: {', '.join(gone)}.")
    document = with_articles_of(now.document, then.document)
    if logic_of(document, runs) != logic_of(then.document, runs):
        return Fit(model=None, why="The logic of the flow changes.")
    if _pins(then.document) != _pins(now.document):
        return Fit(model=None, why="It runs another release of another flow.")
    return _narrowest(changes)


def with_articles_of(document: Any, earlier: Any) -> Any:
    """The document with the articles of an earlier one at the same places."""
    put_back = copy.deepcopy(document)
    for name, node in put_back["nodes"].items():
        before = earlier["nodes"].get(name, {})
        if "article" in node and "article" in before:
            node["article"] = before["article"]
        items = {item.get("id"): item for item in before.get("items", ())}
        for item in node.get("items", ()):
            if "article" in item and "article" in items.get(item.get("id"), {}):
                item["article"] = items[item["id"]]["article"]
    return put_back


def _narrowest(changes: tuple[Change, ...]) -> Fit:
    is_article = any(_is_article(change) for change in changes)
    texts = [change for change in changes if change.subject == "text"]
    if not texts and not is_article:
        return Fit(model=Model.TRANSLATIONS, why=SAYS[Model.TRANSLATIONS])
    moved = [change for change in changes if change.kind != "stale" and not _is_article(change)]
    if all(_is_detail(change) for change in moved):
        return Fit(model=Model.DETAILS, why=SAYS[Model.DETAILS])
    if is_article:
        article = next(change for change in changes if _is_article(change))
        return Fit(model=None, why=f"Words and an article change at once: {article.sentence}")
    return Fit(model=Model.WORDS, why=SAYS[Model.WORDS])


def _place_of(change: Change) -> str:
    return f"{change.flow}: {change.pointer}" if change.flow else change.pointer


def _may_change(change: Change) -> bool:
    return change.subject in _WORDS or _is_article(change)


def _is_article(change: Change) -> bool:
    """Another article at the same step: the shape of the way is the same."""
    both = isinstance(change.before, str) and isinstance(change.after, str)
    return both and change.pointer.startswith("/nodes/") and change.pointer.endswith("/article")


def _is_detail(change: Change) -> bool:
    both = isinstance(change.before, str) and isinstance(change.after, str)
    return both and _DETAIL.sub("…", str(change.before)) == _DETAIL.sub("…", str(change.after))


def _pins(document: Any) -> list[tuple[str, Any]]:
    return sorted(_pinned(document))


def _pinned(document: Any) -> Iterator[tuple[str, Any]]:
    yield from ((name, node["release"]) for name, node in document["nodes"].items() if "release" in node)
