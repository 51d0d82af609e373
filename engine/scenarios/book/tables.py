"""Tables as tables: decision tables with their rows, and amounts that are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from engine.analysis.drawing.naming import capital
from engine.analysis.markup import Content, Markup, element, join
from engine.expressions.numbers import CENTS, exact
from engine.model.flow import Table
from engine.model.values import Json
from engine.nodes import TableNode
from engine.nodes.table import Column, Output, Row
from engine.scenarios.book.material import Material
from engine.scenarios.book.rules import doubts

POLICIES = {
    "unique": "At most one row fits; it decides.",
    "first": "The first row that fits decides.",
    "any": "Several rows may fit, and then all give the same.",
    "priority": "Of the rows that fit, the one whose value stands first in its list decides.",
    "collect": "All rows that fit count together.",
    "rule-order": "All rows that fit count, in the order of the rows.",
    "output-order": "All rows that fit count, in the order of their values.",
}
_GATHERED = {"sum": "their sum", "min": "the least of them", "max": "the greatest of them", "count": "their number"}
_MATCHES = {
    "value": "The row of the value itself.",
    "band": "The row of the greatest value that is not above it.",
    "date": "The last row in force on the date.",
}


def decision_table(book: Material, node: TableNode) -> Markup:
    """The whole table, with what its hit policy means."""
    heads = [
        element("th", book.naming.words.sentence("Row"), scope="col"),
        *(element("th", _input(book, node, column), scope="col") for column in node.columns),
        *(element("th", "Gives: ", book.to_fact(output.fact), scope="col", class_="gives") for output in node.outputs),
    ]
    return element(
        "div",
        element(
            "table",
            element("caption", "Rows of the table “", book.own(book.naming.text(node)), "”"),
            element("thead", element("tr", heads)),
            element("tbody", [element("tr", list(_cells(book, node, row))) for row in node.rows]),
        ),
        element("p", _policy(node), class_="policy"),
        class_="wide",
        tabindex="0",
        role="group",
        aria_label=f"Table {node.id}",
    )


def _policy(node: TableNode) -> str:
    said = POLICIES.get(node.policy.name.replace(" ", "-"), node.policy.name)
    gathered = _GATHERED.get(node.policy.gather)
    return f"{said[:-1]}: {gathered}." if node.policy.name == "collect" and gathered else said


def _input(book: Material, node: TableNode, column: Column) -> Content:
    if column.is_fact:
        return book.to_fact(column.name)
    return capital(book.naming.saying.value(book.typed(node.pointer("inputs", column.id, "value"))))


def _cells(book: Material, node: TableNode, row: Row) -> Iterator[Markup]:
    because = book.naming.wording.as_written(node.pointer("rows", row.id, "because"))
    yield element(
        "th",
        element("code", row.id),
        element("p", book.own(because), class_="because") if because else None,
        book.source(row.source),
        doubts(book, "row", node.pointer("rows", row.id), "No answer fits this row"),
        scope="row",
    )
    tests = book.typed(node.pointer("rows", row.id, "when")).args
    for column, test in zip(node.columns, tests, strict=True):
        is_any = test.op == "literal" and test.data is True
        yield element("td", "any" if is_any else capital(book.naming.saying.short(test, column.name)))
    for output in node.outputs:
        yield element("td", _given(book, node, row, output))


def _given(book: Material, node: TableNode, row: Row, output: Output) -> Content:
    place = node.pointer("rows", row.id, "then", output.fact)
    saying = book.naming.saying
    if place in book.release.typed:
        return capital(saying.value(book.typed(place)))
    said = [
        f"{name}: {saying.value(book.typed(f'{place}/{name}'))}"
        for name in output.members
        if f"{place}/{name}" in book.release.typed
    ]
    return ", ".join(said) or "—"


def amount_tables(book: Material) -> Markup | None:
    """Every table that is looked up."""
    tables = book.flow.tables.values()
    return join(_amounts(book, table) for table in tables) if tables else None


def _amounts(book: Material, table: Table) -> Markup:
    rows = [
        element("tr", element("th", _key(book, table, key), scope="row"), element("td", _value(book, table, value)))
        for key, value in table.rows
    ]
    name = table.id.replace("_", " ").replace("-", " ")
    by = book.naming.fact(table.by) if table.by in book.flow.facts else table.by
    return element(
        "section",
        element("h3", capital(name)),
        element("p", "Called ", element("code", table.id), f". {_MATCHES[table.match]}", class_="meta"),
        element(
            "table",
            element("caption", f"{capital(name)}, by ", book.own(by)),
            element(
                "thead", element("tr", element("th", capital(by), scope="col"), element("th", "Gives", scope="col"))
            ),
            element("tbody", rows),
            class_="amounts",
        ),
        _beyond(book, table),
        book.source(table.source),
        id=f"table-{table.id}",
        class_="block",
    )


def _beyond(book: Material, table: Table) -> Markup | None:
    if table.beyond is None:
        return None
    add = _value(book, table, table.beyond["add"])
    return element("p", f"Beyond the last row: {add} more for each further {table.beyond['per']}.")


def _key(book: Material, table: Table, key: Json) -> str:
    fact = book.flow.facts.get(table.by)
    kind = fact.type if fact else table.by
    if isinstance(key, bool):
        return "Yes" if key else "No"
    if kind in ("date", "month") and isinstance(key, str):
        day = date.fromisoformat(key if kind == "date" else f"{key}-01")
        said = book.day(day) if kind == "date" else book.naming.words.month(day)
        return f"From {said}" if table.match in ("date", "band") else said
    if fact is not None and isinstance(key, str):
        option = book.naming.wording.fact(fact.id).option(key)
        return str(option.label) if option else key
    said = _number(book, kind, key) if not isinstance(key, str) else key
    return f"From {said}" if table.match == "band" else said


def _value(book: Material, table: Table, value: Json) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if table.gives == "date" and isinstance(value, str):
        return book.day(date.fromisoformat(value))
    return value if isinstance(value, str) else _number(book, table.gives, value)


def _number(book: Material, kind: str, value: Json) -> str:
    number = exact(value)
    if kind == "money":
        return book.naming.words.money(int(number * CENTS))
    return str(number) if kind == "year" else book.naming.words.number(Fraction(number))
