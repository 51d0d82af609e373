"""A decision table as a grid of text, and back to the document: everything that is wrong told cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.definition import Speaker
from engine.editing.conditions import Names
from engine.editing.names import fresh
from engine.editing.tables.cells import Column, column_of, read_given, read_test, show_given, show_test
from engine.errors import EditError, ExpressionError
from engine.model.values import Json
from engine.nodes.cells import build_condition

_TYPES = {"number": "decimal", "text": "text", "choice": "choice"}


@dataclass(frozen=True, kw_only=True)
class Input:
    """A column that rows are compared with: a fact, or what is worked out by an expression."""

    id: str = ""
    fact: str = ""
    expression: Json = None
    """Where it is no plain fact."""

    @property
    def value(self) -> Json:
        return {"var": self.fact} if self.fact else self.expression


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row: what is typed in its cells."""

    id: str = ""
    tests: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A whole table as it is typed."""

    inputs: tuple[Input, ...] = ()
    outputs: tuple[str, ...] = ()
    """The facts that are filled."""
    rows: tuple[GridRow, ...] = ()
    hit: str = "first"
    collect: str = ""

    @property
    def gives_nothing(self) -> bool:
        """Whether rows are only counted."""
        return self.hit == "collect" and self.collect == "count"


@dataclass(frozen=True, kw_only=True)
class CellFault:
    """What is wrong at a place: `in.0`, `out.0`, `row.2.in.0`, `row.2.out.1`; empty for the whole table."""

    at: str
    what: str
    fix: str = ""


class GridError(EditError):
    """A grid that cannot be written."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults[0].what, faults[0].fix)


def read_grid(node: Mapping[str, Any], names: Names, speaker: Speaker) -> Grid:
    """The table of a node as it would be typed."""
    inputs = tuple(_input(each) for each in node.get("inputs", ()))
    outputs = tuple(str(each.get("fact", "")) for each in node.get("outputs", ()))
    columns = [input_column(each, names, speaker) for each in inputs]
    filled = [column_of(names, each) for each in outputs]
    rows = tuple(
        GridRow(
            id=str(row.get("id", "")),
            tests=tuple(show_test(cell, column) for cell, column in zip(row.get("when", ()), columns, strict=False)),
            given=tuple(
                show_given(row.get("then", {}).get(fact), column) for fact, column in zip(outputs, filled, strict=True)
            ),
            because=row["because"] if isinstance(row.get("because"), str) else "",
        )
        for row in node.get("rows", ())
    )
    return Grid(
        inputs=inputs, outputs=outputs, rows=rows, hit=node.get("hit", "first"), collect=node.get("collect", "")
    )


def _input(each: Mapping[str, Any]) -> Input:
    value = each.get("value")
    is_fact = isinstance(value, Mapping) and list(value) == ["var"] and isinstance(value["var"], str)
    fact = value["var"] if is_fact and isinstance(value, Mapping) else ""
    return Input(id=str(each.get("id", "")), fact=fact, expression=None if fact else value)


def input_column(each: Input, names: Names, speaker: Speaker) -> Column:
    """What stands in the cells below an input."""
    if each.fact and each.fact in names.facts:
        return column_of(names, each.fact)
    if each.fact:  # the day of the journey
        return Column("date", each.fact)
    try:
        kind = str(speaker.typed(each.expression).type.kind)
    except ExpressionError:
        kind = ""
    return Column(_TYPES.get(kind, kind), each.id.replace("-", " "))


def write_grid(grid: Grid, node: Mapping[str, Any], names: Names, speaker: Speaker) -> dict[str, Any]:
    """The properties of the node that the grid says. Raises GridError with everything that stands in the way."""
    return _Writing(grid, node, names, speaker).run()


@dataclass
class _Writing:
    """The work of writing one grid."""

    grid: Grid
    node: Mapping[str, Any]
    names: Names
    speaker: Speaker
    faults: list[CellFault] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        inputs, outputs = self._inputs(), self._outputs()
        columns = [input_column(each, self.names, self.speaker) for each in self.grid.inputs]
        if not self.grid.rows:
            self._fault("", EditError("A table needs at least one row.", "Add a row."))
        old = {str(row.get("id")): row for row in self.node.get("rows", ())}
        taken = {row.id for row in self.grid.rows if row.id}
        rows = []
        for number, row in enumerate(self.grid.rows):
            name = row.id or fresh(row.because or " ".join(row.tests[:2]), taken, "row")
            taken.add(name)
            rows.append(self._row(number, name, row, columns, old.get(row.id, {})))
        if self.faults:
            raise GridError(self.faults)
        said = {"hit": self.grid.hit, "inputs": inputs, "outputs": outputs, "rows": rows}
        return {**said, "collect": self.grid.collect or None if self.grid.hit == "collect" else None}

    def _inputs(self) -> list[dict[str, Any]]:
        if not self.grid.inputs:
            self._fault("", EditError("A table compares at least one thing.", "Add an input."))
        taken = {each.id for each in self.grid.inputs if each.id}
        inputs = []
        for number, each in enumerate(self.grid.inputs):
            if each.value is None or (each.fact and each.fact not in self.speaker.scope.types):
                self._fault(f"in.{number}", EditError("Choose what this column is compared with."))
            name = each.id or fresh(each.fact, taken, "input")
            taken.add(name)
            inputs.append({"id": name, "value": each.value})
        return inputs

    def _outputs(self) -> list[dict[str, Any]]:
        if not self.grid.outputs:
            self._fault("", EditError("A table fills at least one fact.", "Add an output."))
        old = {str(each.get("fact")): each for each in self.node.get("outputs", ())}
        for number, fact in enumerate(self.grid.outputs):
            if fact not in self.names.facts:
                self._fault(f"out.{number}", EditError("Choose the fact that this column fills."))
            elif fact in self.grid.outputs[:number]:
                self._fault(
                    f"out.{number}", EditError(f"“{self.names.called(fact)}” is filled by another column, too.")
                )
        return [{**old.get(fact, {}), "fact": fact} for fact in self.grid.outputs]

    def _row(
        self, number: int, name: str, row: GridRow, columns: Sequence[Column], old: Mapping[str, Any]
    ) -> dict[str, Any]:
        when = [self._test(number, place, row, column) for place, column in enumerate(columns)]
        then = {}
        for place, fact in enumerate(self.grid.outputs if not self.grid.gives_nothing else ()):
            then[fact] = self._given(number, place, row, fact)
        row_data: dict[str, Any] = {**old, "id": name, "when": when}
        # A reason with plural forms is not shown in the grid, and stays.
        because = row.because.strip() or (old.get("because") if isinstance(old.get("because"), Mapping) else None)
        for key, value in (("then", then or None), ("because", because)):
            if value is not None:
                row_data[key] = value
            else:
                row_data.pop(key, None)
        return row_data

    def _test(self, number: int, place: int, row: GridRow, column: Column) -> Json:
        typed = row.tests[place] if place < len(row.tests) else ""
        each = self.grid.inputs[place]
        try:
            cell = read_test(typed, column)
            if cell is not None and each.value is not None:
                self.speaker.condition(build_condition([cell], [each.value]))
        except (EditError, ExpressionError) as error:
            self._fault(f"row.{number}.in.{place}", error)
            return None
        return cell

    def _given(self, number: int, place: int, row: GridRow, fact: str) -> Json:
        typed = row.given[place] if place < len(row.given) else ""
        column = column_of(self.names, fact)
        try:
            value = read_given(typed, column)
            if column.type not in ("list", "choices", ""):
                self.speaker.typed(value, fact)
        except (EditError, ExpressionError) as error:
            self._fault(f"row.{number}.out.{place}", error)
            return None
        return value

    def _fault(self, at: str, error: EditError | ExpressionError) -> None:
        what, fix = (error.what, error.fix) if isinstance(error, EditError) else (error.message, "")
        self.faults.append(CellFault(at=at, what=what, fix=fix))


def read_pasted(pasted: str, inputs: int, outputs: int) -> Iterable[GridRow]:
    """Rows of a spreadsheet: cells between tabs; first the inputs, then the outputs, then the reason."""
    for line in pasted.replace("\r\n", "\n").split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if any(cells):
            yield GridRow(
                tests=tuple(cells[:inputs]),
                given=tuple(cells[inputs : inputs + outputs]),
                because=cells[inputs + outputs] if len(cells) > inputs + outputs else "",
            )
