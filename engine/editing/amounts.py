"""Tables of amounts: their rows as they are typed, a new table, and an edition that is in force from a day on."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine.editing.conditions import Names
from engine.editing.names import check_new, fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.sheet import Sheet
from engine.editing.tables import CellFault, Column, GridError, GridRow, column_of, read_given, show_given
from engine.errors import EditError
from engine.model.values import Json
from engine.questions import fact_types


def columns_of(table: Mapping[str, Any], names: Names) -> tuple[Column, Column]:
    """What stands in the two columns of a table: keys and amounts."""
    by = str(table.get("by", ""))
    key = Column("date", "Date") if table.get("match") == "date" else _by(by, names)
    return key, Column(str(table.get("gives") or "decimal"), "Amount")


def _by(by: str, names: Names) -> Column:
    return column_of(names, by) if by in names.facts else Column(by, "Key")


def read_amounts(table: Mapping[str, Any], names: Names) -> tuple[GridRow, ...]:
    """The rows as they would be typed."""
    key, amount = columns_of(table, names)
    return tuple(
        GridRow(tests=(show_given(row[0], key),), given=(show_given(row[1], amount),))
        for row in table.get("rows", ())
        if len(row) == 2
    )


def write_amounts(rows: Sequence[GridRow], table: Mapping[str, Any], names: Names) -> list[list[Json]]:
    """The rows as JSON. Raises GridError with everything that is wrong."""
    columns, faults, written = columns_of(table, names), [], []
    for number, row in enumerate(rows):
        cells = []
        for side, typed, column in zip(("in", "out"), (*row.tests[:1], *row.given[:1]), columns, strict=False):
            try:
                cells.append(read_given(typed, column))
            except EditError as error:
                faults.append(CellFault(at=f"row.{number}.{side}.0", what=error.what, fix=error.fix))
        written.append(cells)
    keys = [str(row[0]) for row in written if row]
    for number, name in enumerate(keys):
        if name in keys[:number] and not faults:
            faults.append(
                CellFault(at=f"row.{number}.in.0", what=f"“{name}” is there twice.", fix="Leave one of them.")
            )
    if not rows:
        faults.append(CellFault(at="", what="A table needs at least one row.", fix="Add a row."))
    if faults:
        raise GridError(faults)
    return written


_FIRST_KEYS: Final[Mapping[str, Json]] = {
    "integer": 1,
    "decimal": 1,
    "money": 1,
    "year": 2026,
    "date": "2026-01-01",
    "month": "2026-01",
}
"""What stands in the first row of a new table, by the type of its keys; words for any other."""


@operations.register("add-table")
@dataclass(frozen=True, kw_only=True)
class AddTable(Operation):
    """Adds a table of amounts with one row."""

    op = "add-table"

    name: str
    by: str
    """A fact, or a type of fact."""
    gives: str = "money"

    def run(self, sheet: Sheet) -> Done:
        tables: dict[str, Any] = sheet.document.setdefault("tables", {})
        name = fresh(self.name, tables, "amounts").replace("-", "_")
        check_new(name, tables)
        type = sheet.facts.get(self.by, {}).get("type", self.by)
        if type not in fact_types:
            raise EditError("Choose what the amounts are looked up by.")
        fact = sheet.facts.get(self.by, {})
        keys = [option["id"] for option in fact.get("options") or fact.get("places") or ()]
        if type == "boolean":
            keys = [True, False]
        rows = [[key, 0] for key in keys or [_FIRST_KEYS.get(type, "yes")]]
        dated = {"match": "date"} if type == "date" else {}
        tables[name] = {"by": self.by, **dated, "gives": self.gives, "rows": rows}
        return Done(said=f"Added the table “{name}”.", focus=join("tables", name))


@operations.register("add-edition")
@dataclass(frozen=True, kw_only=True)
class AddEdition(Operation):
    """Gives a table amounts that are in force from a day on; until then those of today stay in force.

    A table by date gets a row for the day. Any other one is kept under another name for the days before, and
    whatever looks it up looks there until then.
    """

    op = "add-edition"

    table: str
    day: str

    def run(self, sheet: Sheet) -> Done:
        tables: dict[str, Any] = sheet.document.get("tables", {})
        if self.table not in tables:
            raise EditError(f"There is no table “{self.table}”.", "Somebody may have removed it: look again.")
        table = tables[self.table]
        _check_day(self.day)
        if table.get("match") == "date":
            return self._add_row(table)
        earlier = fresh(f"{self.table} until {self.day}", tables, "amounts").replace("-", "_")
        tables[earlier] = copy.deepcopy(table)
        if isinstance(table.get("source"), dict):
            table["source"] = {**table["source"], "as_of": self.day}
            table["source"].pop("check_again_on", None)
        sheet.document["nodes"] = self._split(sheet.nodes, earlier)
        if "promises" in sheet.document:
            sheet.document["promises"] = self._split(sheet.document["promises"], earlier)
        said = f"“{self.table}” is in force from {self.day} on; until then “{earlier}” is."
        return Done(said=said, focus=join("tables", self.table))

    def _add_row(self, table: dict[str, Any]) -> Done:
        rows = table["rows"]
        if any(row[0] == self.day for row in rows):
            raise EditError(f"“{self.table}” has amounts from {self.day} on already.", "Choose another day.")
        before = [row for row in rows if str(row[0]) < self.day]
        new = [self.day, (before or rows)[-1 if before else 0][1]]
        table["rows"] = sorted([*rows, new], key=lambda row: str(row[0]))
        return Done(said=f"Added amounts from {self.day} on to “{self.table}”.", focus=join("tables", self.table))

    def _split(self, part: Any, earlier: str) -> Any:
        """The part, looking up the earlier amounts until the day."""
        if isinstance(part, list):
            return [self._split(each, earlier) for each in part]
        if not isinstance(part, dict):
            return part
        found = part.get("lookup")
        if len(part) == 1 and isinstance(found, list) and len(found) == 2 and found[0] == self.table:
            key = self._split(found[1], earlier)
            until = {"before": [{"var": "today"}, self.day]}
            return {"if": [until, {"lookup": [earlier, key]}, {"lookup": [self.table, key]}]}
        return {name: self._split(each, earlier) for name, each in part.items()}


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise EditError(f"“{day}” is no date.", "Write the first day as 2026-11-22.") from None
