"""Says what a check found in the words of the flow: steps and facts as people call them, not by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from engine.editing import find_value
from engine.model import Words, isolate
from webapp.services.publishing.mapping import text_of

_QUOTED: Final = re.compile("“([^“”]+)”")
_OWN: Final = re.compile(r"(?P<of>\w*) ?“(?P<name>[^“”]+)”")
_NAMED: Final = re.compile(
    r"rule|option|promise|exit|key|outcome|table|calculation|item|group|row|way|operator|language|scenario|called|flow"
    r"|plan|article|release|set"
)
"""After these words a name is that of something else, though a step or a fact may be called the same."""
_NODE: Final = re.compile(r"\bnode (?=“)")
_ARTICLE: Final = re.compile(r"“[^“”]+” \(article ([^()]+)\)")
_TITLED: Final = re.compile(r"“[a-z0-9/-]+” \(([^()]+)\)")
_DIGEST: Final = re.compile(r"; “from” is now [0-9a-f]+")
_AT: Final = re.compile(r"\b(text) at “/")
_LONGEST: Final = 80
_UNHELPED: Final = re.compile(r"says that “([^“”]+)” did not help")


def in_words(sentence: str, document: Mapping[str, Any] | None) -> str:
    """The sentence with texts in the place of names. What the document does not know stays as it is."""
    if document is None:
        return sentence
    is_rightward = Words(str(document.get("language", ""))).direction == "rtl"

    def called(quoted: re.Match[str]) -> str:
        text = "" if _NAMED.fullmatch(quoted["of"]) else _find_text(quoted["name"], document)
        if not text:
            return quoted[0]
        before = quoted[0].partition("“")[0]
        return f"{before}“{isolate(text) if is_rightward else text}”"

    return _OWN.sub(called, _NODE.sub("step ", _AT.sub(r"\1 “/", _DIGEST.sub("", sentence))))


def _find_text(name: str, document: Mapping[str, Any]) -> str:
    if name in document.get("nodes", {}):
        return text_of(document, name)[1]
    if name.startswith("/"):
        text = find_value(document, name)
        return text[:_LONGEST] if isinstance(text, str) else ""
    label = document.get("facts", {}).get(name, {}).get("label")
    return label if isinstance(label, str) else ""  # one in several forms has no single text


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
