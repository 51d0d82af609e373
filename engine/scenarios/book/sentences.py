"""Conditions as people read them in a book: on one line while they are short, else as lists of all or any of these."""

from __future__ import annotations

from engine.analysis.drawing.naming import capital
from engine.analysis.markup import Content, Markup, element, join
from engine.definition.saying import Clause, Saying
from engine.expressions import Typed

LONGEST_LINE = 110
_HEADS = {"and": "all of these hold:", "or": "one of these holds:"}


def condition(saying: Saying, typed: Typed) -> Markup:
    """`If “Income” is at most $2,000`, or `If all of these hold:` with a list."""
    return join("If ", _said(saying, saying.clause(typed)))


def _said(saying: Saying, clause: Clause) -> Content:
    flat = saying.flat(clause)
    if not clause.parts or (len(flat) <= LONGEST_LINE and not any(part.parts for part in clause.parts)):
        return flat
    items = [element("li", _item(saying, part)) for part in clause.parts]
    return join(_HEADS[clause.joiner], element("ul", items, class_="clauses"))


def _item(saying: Saying, clause: Clause) -> Content:
    said = _said(saying, clause)
    return capital(said) if isinstance(said, str) and not isinstance(said, Markup) else join(_begun(said))


def _begun(said: Content) -> Content:
    """A list within a list begins with a capital as well."""
    return Markup(capital(str(said)))
