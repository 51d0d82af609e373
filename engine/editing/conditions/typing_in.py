"""A line from words alone, where there is one field for whatever it is compared with."""

from __future__ import annotations

from engine.editing.conditions.names import Names
from engine.editing.conditions.offering import Takes, comparisons
from engine.editing.conditions.tree import Line
from engine.errors import EditError


def line_from_words(names: Names, fact: str, comparison: str, said: str) -> Line:
    """The comparison of a fact with what is said: an answer by its words, a number or a date. Raises EditError."""
    offered = comparisons(str(names.facts.get(fact, {}).get("type", "")))
    if comparison not in offered:
        raise EditError(f"“{names.called(fact)}” cannot be compared in that way.", "Choose another comparison.")
    if offered[comparison].takes is not Takes.OPTIONS:
        return Line(fact=fact, comparison=comparison, value=said.strip())
    return Line(fact=fact, comparison=comparison, chosen=(find_option(names, fact, said),))


def find_option(names: Names, fact: str, said: str) -> str:
    """The id of an answer by what people read, in any case. Raises EditError where there is none."""
    options = names.options(fact)
    wanted = " ".join(said.casefold().split())
    for id, label in options.items():
        if wanted in (id, " ".join(label.casefold().split())):
            return id
    named = ", ".join(list(options.values())[:5])
    raise EditError(f"“{said}” is no answer to “{names.called(fact)}”.", f"Answers are: {named}.")
