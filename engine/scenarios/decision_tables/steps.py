"""The steps that a foreign document is made of, once read: tables, calculations and forks, as nodes of a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.model.values import Json
from engine.scenarios.decision_tables.columns import Columns
from engine.scenarios.decision_tables.fields import Field
from engine.scenarios.decision_tables.terms import Term, written_out
from engine.scenarios.naming import Names

UNDECIDED = "undecided"
"""The node that follows where a value is missing."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its name there, its cells by column, and what it gives to each output."""

    original: str
    cells: Mapping[str, Json]
    gives: Sequence[Term]


@dataclass(kw_only=True)
class Step:
    """What all steps share. `asks` are the fields it reads that somebody has to be asked for."""

    original: str
    asks: tuple[Field, ...] = ()

    def terms(self) -> Sequence[Term]:
        """What has to have a value for the step to be decided: nothing, for a calculation."""
        return ()


@dataclass(kw_only=True)
class Table(Step):
    """A decision table. `whole` is the list that its rows make up, where they do."""

    hit: str
    gather: str = "list"
    columns: Columns
    rows: Sequence[Row]
    outputs: Sequence[Field]
    orders: Mapping[Field, Sequence[str]] = field(default_factory=dict)
    """For the hit policies that need it: the texts of an output, the most important first."""
    whole: Field | None = None

    def terms(self) -> Sequence[Term]:
        return [term for _, term in self.columns.found.values()]

    @property
    def is_single(self) -> bool:
        """Whether one row alone gives the result."""
        return self.whole is None and self.hit != "collect"

    def node(self, options: Names, next: str) -> dict[str, Json]:
        """The node, straight on to `next`."""
        columns, rows = Names("column"), Names("row")
        hit = {"hit": self.hit, **({"collect": self.gather} if self.hit == "collect" else {})}
        return {
            "type": "table",
            "imported_as": self.original[:500],
            **hit,
            "inputs": [
                {"id": columns.new_id(label), "value": written_out(term.code, options)}
                for label, term in self.columns.found.values()
            ],
            "outputs": [self._output(each, options) for each in ([self.whole] if self.whole else self.outputs)],
            "rows": [self._row(row, rows, options) for row in self.rows],
            "next": next,
            **_unknown(self),
        }

    def _output(self, each: Field, options: Names) -> dict[str, Json]:
        shape: dict[str, Json] = {"fact": each.id}
        if each in self.orders:
            shape["values"] = [options.id_of(text) for text in self.orders[each]]
        if each.members:
            shape["members"] = [member.id for member in each.members.values()]
        return shape

    def _row(self, row: Row, rows: Names, options: Names) -> dict[str, Json]:
        cells = [written_out(row.cells.get(key), options) for key in self.columns.found]
        shape: dict[str, Json] = {"id": rows.new_id(row.original), "when": cells}
        if self.gather != "count":
            fields = self.whole.members.values() if self.whole else self.outputs
            gives = {each.id: written_out(term.code, options) for each, term in zip(fields, row.gives, strict=True)}
            shape["then"] = {self.whole.id: gives} if self.whole else gives
        return {**shape, "imported_as": row.original[:500]} if row.original else shape


@dataclass(kw_only=True)
class Calculation(Step):
    """Values that are worked out, in order."""

    sets: Sequence[tuple[Field, Term]]

    def node(self, options: Names, next: str) -> dict[str, Json]:
        """The node, on to `next`."""
        sets = [{"fact": each.id, "value": written_out(term.code, options)} for each, term in self.sets]
        return {"type": "calculate", "imported_as": self.original[:500], "set": sets, "next": next}


@dataclass(kw_only=True)
class Way:
    """One way on from a fork: its condition, and the steps and results that follow."""

    original: str
    condition: Term | None
    chain: Chain


@dataclass(kw_only=True)
class Fork(Step):
    """Ways on by conditions, the first that holds; the one without a condition when none does."""

    ways: Sequence[Way]

    def terms(self) -> Sequence[Term]:
        return [way.condition for way in self.ways if way.condition]

    def node(self, options: Names, targets: Sequence[str], otherwise: str) -> dict[str, Json]:
        """The node. `targets` are where the ways with a condition lead."""
        names = Names("way")
        conditional = [way for way in self.ways if way.condition]
        rules = [
            {
                "id": names.new_id(way.original),
                "when": written_out(way.condition and way.condition.code, options),
                "next": target,
            }
            for way, target in zip(conditional, targets, strict=True)
        ]
        unknown = _unknown(self)
        return {
            "type": "decision",
            "imported_as": self.original[:500],
            "rules": rules,
            "otherwise": otherwise,
            **unknown,
        }


@dataclass(kw_only=True)
class Chain:
    """Steps one after the other, and what there is to tell at their end: names with fields."""

    steps: list[Table | Calculation | Fork] = field(default_factory=list)
    results: Sequence[tuple[str, Field]] = ()


def _unknown(step: Step) -> dict[str, Json]:
    return {"unknown": UNDECIDED} if any(term.is_unsure for term in step.terms()) else {}
