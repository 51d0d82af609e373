"""How a question or a decision is left: by the first rule that holds, or straight on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.flow import Rule, Text
from engine.model.values import Json
from engine.nodes.base import Exit, Expression, Fails, Goes, Node, Visit, build_rule


@dataclass(frozen=True, kw_only=True)
class Branches:
    """How a question or a decision is left: ordered rules, or straight on."""

    rules: tuple[Rule, ...] = ()
    otherwise: str = ""
    """Where every rule false leads; for a question without rules, its `next`."""
    unknown: str = ""
    is_plain: bool = False
    """True for a `next` without rules."""

    @classmethod
    def build(cls, data: Mapping[str, Json]) -> Branches:
        if "next" in data:
            return cls(otherwise=data["next"], is_plain=True)
        rules = tuple([build_rule(rule) for rule in data.get("rules", ())])
        return cls(rules=rules, otherwise=data.get("otherwise", ""), unknown=data.get("unknown", ""))

    def exits(self) -> tuple[Exit, ...]:
        if self.is_plain:
            return (Exit(name="next", target=self.otherwise),)
        last = [Exit(name="otherwise", target=self.otherwise)] if self.otherwise else []
        unsure = [Exit(name="unknown", target=self.unknown)] if self.unknown else []
        return (*(Exit(name=rule.id, target=rule.next) for rule in self.rules), *last, *unsure)

    def leave(self, node: Node, visit: Visit) -> Goes | Fails:
        """The first rule that holds; `unknown` when one before it cannot be decided; else `otherwise`."""
        if self.is_plain:
            return Goes(exit="next", target=self.otherwise)
        for rule in self.rules:
            verdict = visit.truth(node.pointer("rules", rule.id, "when"))
            if verdict is None:
                return Goes(exit="unknown", target=self.unknown) if self.unknown else Fails(why="unknown")
            if verdict:
                return Goes(exit=rule.id, target=rule.next, rule=rule)
        return Goes(exit="otherwise", target=self.otherwise) if self.otherwise else Fails(why="unset")

    def expressions(self, node: Node) -> tuple[Expression, ...]:
        here = node.pointer("rules")
        return tuple([Expression(pointer=f"{here}/{rule.id}/when", source=rule.when) for rule in self.rules])

    def texts(self) -> dict[str, Text]:
        return {f"rules/{rule.id}/because": rule.because for rule in self.rules if rule.because}
