"""The scope of a document's expressions, kept for the next check: most edits change neither facts nor tables."""

from __future__ import annotations

import marshal
from collections.abc import Mapping

from engine.definition.loader import parse_facts, parse_holidays, parse_tables
from engine.expressions import Scope
from engine.model.values import Json

_MOST_KEPT = 4
_MOST_TYPED = 20_000
"""Expressions that one scope remembers; then it begins anew."""
_KEPT: dict[bytes, Scope] = {}


_PARTS = ("facts", "tables", "holidays")


def scope_of(document: Mapping[str, Json]) -> Scope:
    """The scope of a document whose facts, tables and holidays are sound, with what was typed in it before."""
    written = marshal.dumps([document.get(part, {}) for part in _PARTS], 2)
    scope = _KEPT.pop(written, None)
    if scope is None or len(scope.typed) > _MOST_TYPED:
        # A copy: the document may be changed by whoever owns it. The bytes were made three lines above.
        own = dict(zip(_PARTS, marshal.loads(written), strict=True))  # noqa: S302  our own bytes
        scope = Scope(facts=parse_facts(own), tables=parse_tables(own), holidays=parse_holidays(own))
    _KEPT[written] = scope
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)), None)
    return scope
