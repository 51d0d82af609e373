"""Fills the facts into a text: `{people}` becomes what the person answered, as the reader writes it.

A literal brace is doubled. A fact that is not known shows as `…`. A text that bends by a number is an object such as
`{"by": fact, "one": …, "other": …}`; its form is chosen by the plural class the reader's language gives that number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from engine.model.flow import Fact, Text
from engine.model.values import Value, Values
from engine.model.words import Words
from engine.questions.base import fact_types

UNKNOWN = "…"
_PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}")
_MARKDOWN = re.compile(r"([!-&(-+\-./:-@\[-`{-~])")
"""ASCII punctuation, all of which CommonMark lets a backslash escape; not the comma and the apostrophe."""


def resolve(text: Text, values: Values, facts: Mapping[str, Fact], words: Words, *, markdown: bool = False) -> str:
    """`text` with its facts filled in. With `markdown`, nothing a person typed can act as markup."""
    if not isinstance(text, str):
        text = _bend(text, values, facts, words)
    if "{" not in text and "}" not in text:
        return text
    return "".join(
        _shown(piece, values, facts, words, markdown) if is_fact else piece for is_fact, piece in _pieces(text)
    )


def placeholders_in(text: Text) -> frozenset[str]:
    """Every name that stands in braces, and the fact a text bends by; whether or not such facts exist."""
    if isinstance(text, str):
        return frozenset(piece for is_fact, piece in _pieces(text) if is_fact)
    forms = (placeholders_in(form) for key, form in text.items() if key != "by")
    return frozenset({text["by"]} if "by" in text else ()).union(*forms)


def named(text: Text, names: Callable[[str], str]) -> str:
    """`text` as its designer sees it: in each place that an answer will take, what `names` calls it."""
    whole = text if isinstance(text, str) else text.get("other", "")
    return "".join(names(piece) if is_fact else piece for is_fact, piece in _pieces(whole))


def escape_markdown(text: str) -> str:
    """On one line, and with every sign that could be markup escaped."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[bool, str], ...]:
    return tuple(_split(text))


def _split(text: str) -> Iterator[tuple[bool, str]]:
    """Literal text and names of facts, in turn. A lone brace is literal."""
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            yield False, text[at : found.start()]
        yield (False, found[0][0]) if found["name"] is None else (True, found["name"].strip())
        at = found.end()
    if at < len(text):
        yield False, text[at:]


def _bend(forms: Mapping[str, str], values: Values, facts: Mapping[str, Fact], words: Words) -> str:
    other = forms.get("other", "")
    value, fact = values.get(forms.get("by", "")), facts.get(forms.get("by", ""))
    if value is None or fact is None:
        return other
    count = fact_types[fact.type].plural(value)
    return other if count is None else forms.get(words.plural_class(count), other)


def _shown(name: str, values: Values, facts: Mapping[str, Fact], words: Words, markdown: bool) -> str:
    value: Value | None = values.get(name)
    if value is None:
        return UNKNOWN
    fact = facts.get(name)
    if fact is None:
        return words.date(value) if isinstance(value, date) else UNKNOWN
    kind = fact_types[fact.type]
    text = kind.format(fact, value, words)
    if markdown and kind.is_typed_freely:
        text = escape_markdown(text)
    return words.in_order(text, is_typed=kind.is_typed_freely)
