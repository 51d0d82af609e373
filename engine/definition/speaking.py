"""Says a condition of a draft in words, and holds it against the types of the draft's facts.

For a draft that is not whole: only the facts, amounts and holidays that are sound are read, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.definition.draft import Draft
from engine.definition.loader import parse_flow
from engine.definition.messages import Reporter
from engine.definition.release import Release
from engine.definition.saying import Saying
from engine.definition.schema import find_faults
from engine.definition.wording import Wording
from engine.expressions import Scope, check
from engine.expressions.typed import Typed
from engine.expressions.types import member_facts
from engine.model.flow import Fact
from engine.model.values import Json
from engine.model.words import Words

_END = {"type": "end", "title": "End"}


@dataclass(frozen=True)
class Speaker:
    """Speaks about the facts of one draft."""

    scope: Scope
    saying: Saying

    @classmethod
    def build(cls, document: Mapping[str, Json], words: Words | None = None) -> Speaker:
        """Over what is sound in a draft."""
        words = words or Words("en")
        draft = Draft.build(document, list(find_faults(document)), Reporter(document))
        sound: dict[str, Any] = {
            "format": 1,
            "id": "draft",
            "language": document.get("language", "en"),
            "time_zone": document.get("time_zone", "UTC"),
            "title": "Draft",
            "facts": dict(draft.facts),
            "start": "end",
            "nodes": {"end": _END},
        }
        for group in ("tables", "holidays", "sources"):
            if draft.is_sound(group) and group in document:
                sound[group] = document[group]
        flow = parse_flow(sound)
        release = Release(flow=flow, fingerprint="", logic="", typed={}, compiled={}, translations={})
        scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)
        return cls(scope, Saying(Wording(release, words), words, {}))

    def members(self, name: str) -> Mapping[str, Fact]:
        """What is known of each member of a list; nothing where there is no such list."""
        fact = self.scope.facts.get(name)
        return member_facts(fact) if fact is not None and fact.type == "list" else {}

    def condition(self, condition: Json) -> str:
        """The condition in words. Raises ExpressionError when it does not fit its facts."""
        return self.saying.condition(check(condition, self.scope))

    def value(self, expression: Json, fills: str | Fact = "") -> str:
        """A calculation in words, for the fact that it fills. Raises ExpressionError."""
        return self.saying.value(self.typed(expression, fills))

    def typed(self, expression: Json, fills: str | Fact = "") -> Typed:
        """A calculation with its types; of the fact that it fills the name, or for another flow's the fact itself.

        Raises ExpressionError.
        """
        fact: Fact | None = self.scope.facts.get(fills) if isinstance(fills, str) else fills
        return check(expression, self.scope, expect=fact)
