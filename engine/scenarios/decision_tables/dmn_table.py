"""Reads a decision table of a DMN document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from engine.model.values import Json
from engine.scenarios.decision_tables.cells import parse_cell
from engine.scenarios.decision_tables.columns import Columns
from engine.scenarios.decision_tables.dialects import FEEL
from engine.scenarios.decision_tables.dmn_model import child, children, text_of
from engine.scenarios.decision_tables.dmn_types import declare_kind, listed_texts
from engine.scenarios.decision_tables.fields import LIST, NUMBER, Field
from engine.scenarios.decision_tables.known import Known, Path
from engine.scenarios.decision_tables.outputs import keep
from engine.scenarios.decision_tables.parser import parse_expression
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.steps import Row, Table
from engine.scenarios.decision_tables.syntax import Expr
from engine.scenarios.decision_tables.terms import Meaning, Nothing, Term
from engine.scenarios.decision_tables.translator import Translator
from engine.scenarios.naming import Names

_HITS = {
    "UNIQUE": "unique",
    "FIRST": "first",
    "ANY": "any",
    "PRIORITY": "priority",
    "COLLECT": "collect",
    "RULE ORDER": "rule-order",
    "OUTPUT ORDER": "rule-order",
}
_GATHERS = {"": "list", "SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


@dataclass(frozen=True, kw_only=True)
class Default:
    """What a table gives when none of its rows fits."""

    table: Table
    gives: Sequence[Term]


def read_table(
    decision: str, element: Element, translator: Translator, names: Sequence[str]
) -> tuple[Table, Default | None, Known]:
    """The table, its default if it has one, and what is known after it."""
    hit, gather = element.get("hitPolicy") or "UNIQUE", element.get("aggregation") or ""
    if hit not in _HITS or gather not in _GATHERS:
        raise NotSupportedError(f"its hit policy is “{hit} {gather}”")
    reader = _Reader(decision, element, translator, names, hit)
    table, given = reader.gathered(_GATHERS[gather]) if hit == "COLLECT" and gather else reader.plain()
    default = reader.default(table)
    filled = [table.whole] if table.whole else table.outputs
    return table, default, translator.known.giving(given, filled, passes_on=True)


class _Reader:
    """One table."""

    def __init__(self, decision: str, element: Element, translator: Translator, names: Sequence[str], hit: str) -> None:
        self.decision, self.translator, self.names, self.hit = decision, translator, names, hit
        self.columns = Columns()
        self.subjects = [self.subject(each) for each in children(element, "input")]
        self.outputs = list(children(element, "output"))
        self.rules = [_Rule.read(each) for each in children(element, "rule")]
        self.cells = [self.cells_of(number, each) for number, each in enumerate(self.rules, start=1)]
        if not self.rules or not self.subjects:
            raise NotSupportedError("its table has no rows or no inputs")

    def subject(self, element: Element) -> tuple[str, Term]:
        """A column: its label and its value, of the kind that the document says."""
        expression = child(element, "inputExpression")
        source = text_of(expression)
        term = self.translator.term(parse_expression(source, FEEL, self.names))
        declare_kind(term, expression, text_of(child(element, "inputValues")))
        label = element.get("label") or source
        self.columns.add(term, label)
        return label, term

    def cells_of(self, number: int, rule: _Rule) -> dict[str, Json]:
        conditions: list[tuple[Expr, str, Translator]] = []
        if (len(rule.inputs), len(rule.outputs)) != (len(self.subjects), len(self.outputs)):
            raise NotSupportedError(f"row {number}: it has a cell too many or too few")
        try:
            for source, (label, term) in zip(rule.inputs, self.subjects, strict=True):
                condition = parse_cell(source, FEEL, self.names)
                if condition is not None:
                    conditions.append((condition, label, self.translator.about(term)))
            return self.columns.cells_of(conditions)
        except NotSupportedError as error:
            raise NotSupportedError(f"row {number}: {error.reason}") from None

    # --- outputs ---

    def plain(self) -> tuple[Table, dict[Path, Meaning]]:
        """A table that gives one row, or a list of them."""
        if _HITS[self.hit] in ("collect", "rule-order"):
            return self.listing()
        given: dict[Path, Meaning] = {}
        made: list[Field] = []
        gives: list[list[Term]] = []
        for place, element in enumerate(self.outputs):
            path = self.path(element)
            each = self.translator.known.registry.make(path, path[-1], (*self.translator.known.filled, *made))
            gives.append(self.kept(each, place, element))
            made.append(each)
            given[path] = self.translator.known.of_field(each)
        table = self.table(_HITS[self.hit], made, list(zip(*gives, strict=True)))
        if self.hit == "PRIORITY":
            table.orders = {each: self.order(element) for each, element in zip(made, self.outputs, strict=True)}
        return table, given

    def path(self, element: Element) -> Path:
        name = element.get("name") or element.get("label") or ""
        return (self.decision, name) if len(self.outputs) > 1 and name else (self.decision,)

    def kept(self, made: Field, place: int, element: Element) -> list[Term]:
        """What the rows give to an output."""
        terms = keep(made, [self.gives(rule.outputs[place]) for rule in self.rules])
        made.offer(listed_texts(text_of(child(element, "outputValues"))))
        return terms

    def gives(self, source: str) -> Meaning:
        return self.translator.meaning(parse_expression(source, FEEL, self.names)) if source.strip("- ") else Nothing()

    def order(self, element: Element) -> list[str]:
        texts = listed_texts(text_of(child(element, "outputValues")))
        if not texts:
            raise NotSupportedError("its outputs go by priority, but their values are not listed as texts, in order")
        return texts

    def listing(self) -> tuple[Table, dict[Path, Meaning]]:
        """A table whose rows make up a list."""
        whole = self.translator.known.registry.make((self.decision,), self.decision, self.translator.known.filled)
        whole.kind, whole.most, whole.is_filled = LIST, len(self.rules), True
        ids, gives = Names("member"), []
        for place, element in enumerate(self.outputs):
            name = self.path(element)[-1]
            member = Field(ids.id_of(name), name, name, is_asked=False)
            gives.append(self.kept(member, place, element))
            whole.members[name] = member
        table = self.table(_HITS[self.hit], list(whole.members.values()), list(zip(*gives, strict=True)))
        table.whole = whole
        if self.hit == "OUTPUT ORDER":
            table.rows = in_order(table.rows, [self.order(each) for each in self.outputs])
        return table, {(self.decision,): self.translator.known.of_field(whole)}

    def gathered(self, gather: str) -> tuple[Table, dict[Path, Meaning]]:
        """A table whose rows come to one number."""
        if len(self.outputs) != 1:
            raise NotSupportedError("it gathers several outputs into one number")
        made = self.translator.known.registry.make((self.decision,), self.decision, self.translator.known.filled)
        gives: list[tuple[Term, ...]] = [()] * len(self.rules)
        if gather == "count":
            made.kind, made.numbers, made.is_filled = NUMBER, [0, len(self.rules)], True
        else:
            gives = [(term,) for term in self.kept(made, 0, self.outputs[0])]
            made.numbers = made.numbers if gather != "sum" else []
        table = self.table("collect", [made], gives)
        table.gather = gather
        return table, {(self.decision,): self.translator.known.of_field(made)}

    def default(self, table: Table) -> Default | None:
        """What the table gives when no row fits."""
        sources = [text_of(child(each, "defaultOutputEntry")) for each in self.outputs]
        if not any(sources):
            return None
        if not table.is_single or not all(sources):
            raise NotSupportedError("it has a default for a list, or for some of its outputs only")
        gives = [keep(each, [self.gives(source)])[0] for each, source in zip(table.outputs, sources, strict=True)]
        return Default(table=table, gives=gives)

    def table(self, hit: str, outputs: Sequence[Field], gives: Sequence[Sequence[Term]]) -> Table:
        rows = [
            Row(original=rule.label or f"row {number}", cells=cells, gives=given)
            for number, (rule, cells, given) in enumerate(zip(self.rules, self.cells, gives, strict=True), start=1)
        ]
        return Table(original=self.decision, hit=hit, columns=self.columns, rows=rows, outputs=outputs)


@dataclass(frozen=True)
class _Rule:
    """A row as it is written."""

    label: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @classmethod
    def read(cls, element: Element) -> _Rule:
        return cls(
            element.get("label") or "",
            tuple(text_of(each) for each in children(element, "inputEntry")),
            tuple(text_of(each) for each in children(element, "outputEntry")),
        )


def in_order(rows: Sequence[Row], orders: Sequence[Sequence[str]]) -> list[Row]:
    """The rows by the order of their output values, the most important output first."""

    def rank(row: Row) -> tuple[int, ...]:
        if not all(term.texts and term.texts[0] in order for term, order in zip(row.gives, orders, strict=True)):
            raise NotSupportedError("a row gives a value that has no place in the order of its output")
        return tuple(order.index(term.texts[0]) for term, order in zip(row.gives, orders, strict=True))

    return sorted(rows, key=rank)
