"""Reads a decision table of a JSON decision model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.model.values import Json
from engine.scenarios.decision_tables.cells import parse_cell
from engine.scenarios.decision_tables.columns import Columns
from engine.scenarios.decision_tables.dialects import JDM
from engine.scenarios.decision_tables.fields import LIST, Field, Registry, spaced
from engine.scenarios.decision_tables.known import Known, Path
from engine.scenarios.decision_tables.outputs import keep
from engine.scenarios.decision_tables.parser import parse_expression
from engine.scenarios.decision_tables.refusal import NeverError, NotSupportedError
from engine.scenarios.decision_tables.steps import Row, Table
from engine.scenarios.decision_tables.syntax import Expr
from engine.scenarios.decision_tables.terms import LeftOut, Meaning, Nothing, Term
from engine.scenarios.decision_tables.translator import Translator
from engine.scenarios.naming import Names, readable

Rows: TypeAlias = Sequence[tuple[Mapping[str, Json], Mapping[str, Json]]]
"""Each row as it is written, and its cells by column."""
_HITS = {"first": "first", "collect": "rule-order"}


def read_table(name: str, content: Mapping[str, Json], known: Known, notes: list[str]) -> tuple[Table, Known]:
    """The table, and what is known after it. Adds to `notes` what is left out."""
    hit = _HITS.get(str(content.get("hitPolicy", "first")))
    if hit is None:
        raise NotSupportedError(f"its hit policy is “{content.get('hitPolicy')}”")
    reader = _Reader(name, content, Translator(known, {}, dates_are_text=True), notes)
    kept = reader.kept_rows()
    if not kept:
        raise NotSupportedError("none of its rows can fit")
    table = reader.collected(kept) if hit == "rule-order" else reader.single(kept)
    filled = [table.whole] if table.whole else table.outputs
    return table, known.giving(reader.given, filled, passes_on=bool(content.get("passThrough")))


class _Reader:
    """One table; `given` is what it gives by path, as far as it could be brought over."""

    def __init__(self, name: str, content: Mapping[str, Json], translator: Translator, notes: list[str]) -> None:
        self.name, self.content, self.translator, self.notes = name, content, translator, notes
        self.columns = Columns()
        self.given: dict[Path, Meaning] = {}
        self.prefix: Path = tuple(content["outputPath"].split(".")) if content.get("outputPath") else ()
        self.inputs = [_Input.read(each, translator) for each in self.asking()]
        for each in self.inputs:
            if each.subject is not None:
                self.columns.add(each.subject, each.label)

    @property
    def registry(self) -> Registry:
        return self.translator.known.registry

    def asking(self) -> list[Mapping[str, Json]]:
        """The columns of which any row asks something; the first when none does."""
        columns = list(self.content["inputs"])
        rules = self.content["rules"]
        asking = [each for each in columns if any(str(rule.get(str(each.get("id"))) or "").strip() for rule in rules)]
        if len(asking) < len(columns):
            idle = ", ".join(f"“{each.get('name')}”" for each in columns if each not in asking)
            self.notes.append(f"Node “{self.name}”: no row asks about {idle}.")
        return asking or columns[:1]

    def kept_rows(self) -> Rows:
        """The rows that can fit, as they are written and as cells."""
        found: list[tuple[Mapping[str, Json], Mapping[str, Json]]] = []
        for number, rule in enumerate(self.content["rules"], start=1):
            try:
                found.append((rule, self.cells(rule)))
            except NeverError:
                self.notes.append(
                    f"Node “{self.name}”, row {number}: it never fits, because it looks into something that is never "
                    "there; it is left out."
                )
            except NotSupportedError as error:
                raise NotSupportedError(f"row {number}: {error.reason}") from None
        return found

    def cells(self, rule: Mapping[str, Json]) -> dict[str, Json]:
        conditions = []
        for each in self.inputs:
            condition = each.condition(str(rule.get(each.id) or ""))
            if condition is not None:
                conditions.append((condition, each.label, each.about(self.translator)))
        return self.columns.cells_of(conditions)

    # --- outputs ---

    def used(self, kept: Rows) -> list[Mapping[str, Json]]:
        """The outputs to which any row gives something."""
        columns = self.content["outputs"]
        return [each for each in columns if any(str(rule.get(str(each.get("id"))) or "").strip() for rule, _ in kept)]

    def single(self, kept: Rows) -> Table:
        """A table of which one row gives the result."""
        outputs: list[Field] = []
        gives: list[Sequence[Term]] = []
        for each in self.used(kept):
            path: Path = (*self.prefix, *str(each.get("field") or "").split("."))
            made = self.registry.make(
                path, str(each.get("name") or path[-1]), (*self.translator.known.filled, *outputs)
            )
            found = self.output(made, each, kept)
            self.given[path] = found if isinstance(found, LeftOut) else self.translator.known.of_field(made)
            if not isinstance(found, LeftOut):
                outputs.append(made)
                gives.append(found)
        if not outputs:
            raise NotSupportedError("none of its outputs can be brought over")
        return self.table("first", kept, outputs, list(zip(*gives, strict=True)))

    def collected(self, kept: Rows) -> Table:
        """A table whose rows make up a list."""
        if not self.prefix:
            raise NotSupportedError("it collects rows without saying where to (“outputPath”)")
        whole = self.registry.make(self.prefix, readable(spaced(self.prefix[-1])), self.translator.known.filled)
        whole.kind, whole.most, whole.is_filled = LIST, max(whole.most, len(kept)), True
        ids, gives = Names("member"), []
        for each in self.used(kept):
            original = str(each.get("field") or "")
            made = Field(ids.id_of(original), original, str(each.get("name") or original), is_asked=False)
            found = self.output(made, each, kept)
            if not isinstance(found, LeftOut):
                whole.members[original] = made
                gives.append(found)
        if not gives:
            raise NotSupportedError("none of its outputs can be brought over")
        self.given[self.prefix] = self.translator.known.of_field(whole)
        table = self.table("rule-order", kept, list(whole.members.values()), list(zip(*gives, strict=True)))
        table.whole = whole
        return table

    def output(self, made: Field, column: Mapping[str, Json], kept: Rows) -> list[Term] | LeftOut:
        """What the rows give to an output."""
        before, asked = dict(self.registry.touched), dict(self.registry.asked)
        try:
            return keep(made, [self.gives(str(rule.get(str(column.get("id"))) or "")) for rule, _ in kept])
        except NotSupportedError as error:
            self.registry.touched, self.registry.asked = before, asked
            self.notes.append(f"Node “{self.name}”: the output “{made.original}” is left out, because {error.reason}.")
            return LeftOut(error.reason)

    def gives(self, cell: str) -> Meaning:
        return self.translator.meaning(parse_expression(cell, JDM)) if cell.strip() else Nothing()

    def table(self, hit: str, kept: Rows, outputs: Sequence[Field], gives: Sequence[Sequence[Term]]) -> Table:
        rows = [
            Row(original=str(rule.get("_description") or f"row {number}"), cells=cells, gives=given)
            for number, ((rule, cells), given) in enumerate(zip(kept, gives, strict=True), start=1)
        ]
        if not self.columns.found:
            raise NotSupportedError("it has no inputs to compare")
        return Table(original=self.name, hit=hit, columns=self.columns, rows=rows, outputs=outputs)


@dataclass(frozen=True)
class _Input:
    """A column. Without a subject its cells are conditions of their own."""

    id: str
    label: str
    subject: Term | None

    @classmethod
    def read(cls, data: Mapping[str, Json], translator: Translator) -> _Input:
        source = str(data.get("field") or "").strip()
        found = translator.meaning(parse_expression(source, JDM)) if source not in ("", "$") else None
        label = str(data.get("name") or source or "column")
        return cls(str(data.get("id")), label, found if isinstance(found, Term) else None)

    def condition(self, cell: str) -> Expr | None:
        if self.subject is None:
            return parse_expression(cell, JDM) if cell.strip() else None
        return parse_cell(cell, JDM)

    def about(self, translator: Translator) -> Translator:
        return translator.about(self.subject) if self.subject else translator
