"""A place from a named list, such as a county."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.issue import Issue
from engine.questions.base import fact_types
from engine.questions.choice import ChoiceType
from engine.questions.options import option_issues


class PlaceType(ChoiceType):
    """A choice whose options are too many for radio buttons."""

    name: ClassVar[str] = "place"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"places"})
    widget: ClassVar[str] = "select"

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return option_issues(fact, pointer, "places", fewest=1)


fact_types.register("place")(PlaceType())
