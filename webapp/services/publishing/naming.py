"""Says what a check found in the words of the flow: steps and facts as people call them, not by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.mapping import text_of

_QUOTED: Final = re.compile("“([^“”]+)”")
_NODE: Final = re.compile(r"\bnode (?=“)")
_ARTICLE: Final = re.compile(r"“[^“”]+” \(article ([^()]+)\)")
_TITLED: Final = re.compile(r"“[a-z0-9/-]+” \(([^()]+)\)")
_UNHELPED: Final = re.compile(r"says that “([^“”]+)” did not help")


def in_words(sentence: str, shown: DraftView | None) -> str:
    """The sentence with texts in the place of names. What the draft does not know stays as it is."""
    if shown is None:
        return sentence
    document = shown.draft.document

    def called(quoted: re.Match[str]) -> str:
        text = _find_text(quoted[1], document)
        return f"“{text}”" if text else quoted[0]

    return _QUOTED.sub(called, _NODE.sub("step ", sentence))


def _find_text(name: str, document: Mapping[str, Any]) -> str:
    if name in document.get("nodes", {}):
        return text_of(document, name)[1]
    fact = document.get("facts", {}).get(name)
    return str(fact.get("label", "")) if isinstance(fact, Mapping) else ""


def by_titles(sentence: str) -> str:
    """What a comparison says of people, with titles instead of names that stand beside them.

    Where two steps are called the same, their names tell them apart and stay.
    """
    said = _ARTICLE.sub(lambda found: f"the article “{_spaced(found[1])}”", sentence)
    said = _TITLED.sub(lambda found: f"“{found[1]}”", said)
    said = _UNHELPED.sub(lambda found: f"says that “{_spaced(found[1])}” did not help", said)
    called = _QUOTED.findall(said)
    return sentence if len(set(called)) < len(set(_QUOTED.findall(sentence))) else said


def _spaced(name: str) -> str:
    words = name.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
