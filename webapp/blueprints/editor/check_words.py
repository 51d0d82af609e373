"""What the check of types says of a value, for the form that it stands in: facts and answers as people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from engine.editing import Callee, Names
from engine.model import Fact

_FILLED: Final = re.compile(r"(?P<before>\b(?:for|of) )“(?P<name>[^“”]+)”")
_READ: Final = re.compile(r"“(?P<name>[^“”]+)”(?= is (?!not\b))")
_OPTION: Final = re.compile(r"“(?P<name>[^“”]+)”(?= can come out here)")
_NEEDS: Final = re.compile(r"“[^“”]+”(?= needs )")
_GIVES: Final = re.compile(r"“[^“”]+” gives ")


def by_labels(message: str, names: Names, filled: tuple[str, str], options: Mapping[str, str]) -> str:
    """The same with labels: of the facts that are read, of the answers, and of the fact that is `filled`.

    That one is given by its name and what it is called: it may be another flow's, with a name that is used here too.
    """
    name, called = filled
    said = _GIVES.sub("what comes out is ", _NEEDS.sub("this", message))
    said = _OPTION.sub(lambda found: f"“{options.get(found['name'], found['name'])}”", said)
    said = _READ.sub(lambda found: f"“{names.called(found['name'])}”", said)
    said = _FILLED.sub(lambda found: f"{found['before']}“{called}”" if found["name"] == name else found[0], said)
    return f"{said[:1].upper()}{said[1:]}"


def misfit_of(callee: Callee, given: str, mine: Fact, names: Names) -> str:
    """Why an own fact cannot receive one of another flow, by what both are called."""
    filled = (mine.id, names.called(mine.id))
    return by_labels(callee.misfit(given, mine), callee.names, filled, callee.names.options(given))


def answers_of(names: Names) -> dict[str, str]:
    """What every answer is called; one that is called differently in different places is left out."""
    called: dict[str, str] = {}
    differing = set()
    for fact in names.facts:
        for name, label in names.options(fact).items():
            if called.setdefault(name, label) != label:
                differing.add(name)
    return {name: label for name, label in called.items() if name not in differing}
