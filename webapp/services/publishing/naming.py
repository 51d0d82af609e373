"""Says what a check found in the words of the flow: steps and facts as people call them, not by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.mapping import text_of

_QUOTED: Final = re.compile("“([^“”]+)”")
_NODE: Final = re.compile(r"\bnode (?=“)")


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
