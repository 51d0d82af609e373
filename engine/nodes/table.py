"""Decides by a table: rows of cells, and a hit policy that says what comes out when several rows fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

from engine.model.flow import Rule, Source, Text
from engine.model.values import Json, Value
from engine.nodes.base import (
    Entry,
    Exit,
    Expression,
    Fails,
    Goes,
    Node,
    Part,
    Reading,
    Visit,
    build_source,
    shared_fields,
)
from engine.nodes.cells import build_condition
from engine.nodes.hits import UNKNOWN, UNMATCHED, Cells, Drawn, Policy, draw
from engine.nodes.registry import node_types


@dataclass(frozen=True, kw_only=True)
class Column:
    """One input. `name` is what its cells read: the fact itself, or a name for the value of its expression."""

    id: str
    value: Json
    name: str

    @property
    def is_fact(self) -> bool:
        return bool(self.value == {"var": self.name})


@dataclass(frozen=True, kw_only=True)
class Output:
    """One fact that is filled. `values` in order of priority; `members` of each row, when the fact is a list.

    The order of a list is that of the values of its first member.
    """

    fact: str
    values: tuple[Json, ...] = ()
    members: tuple[str, ...] = ()

    def ranked(self, then: Mapping[str, Json]) -> Json:
        """What a row gives that its place in the order goes by."""
        given = then.get(self.fact)
        return given.get(self.members[0]) if self.members and isinstance(given, Mapping) else given


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: a cell for each input, and what it gives to each output."""

    id: str
    when: tuple[Json, ...]
    then: Mapping[str, Json]
    because: Text = ""
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class ValueExit:
    """Leads to `next` when the first output is this value."""

    id: str
    value: Json
    next: str


@node_types.register("table")
@dataclass(frozen=True, kw_only=True)
class TableNode(Node):
    """Fills its outputs from the rows that fit, and leaves by `next` or by the value of the first output.

    Where nothing comes out (`unmatched`, `unknown`) the outputs are filled with nothing.
    """

    type: ClassVar[str] = "table"

    policy: Policy
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    next: str = ""
    value_exits: tuple[ValueExit, ...] = ()
    otherwise: str = ""
    unmatched: str = ""
    unknown: str = ""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        outputs = tuple(_output(each) for each in data["outputs"])
        rows = tuple(_row(each) for each in data["rows"])
        ranks = tuple(_rank(row, outputs) for row in rows)
        gather = data.get("collect", "list")
        return cls(
            **shared_fields(id, data),
            title=data.get("title", ""),
            policy=Policy(name=data["hit"], gather=gather, ranks=ranks, width=len(outputs)),
            columns=tuple(_column(id, each) for each in data["inputs"]),
            outputs=outputs,
            rows=rows,
            next=data.get("next", ""),
            value_exits=tuple(ValueExit(id=e["id"], value=e["is"], next=e["next"]) for e in data.get("exits", ())),
            otherwise=data.get("otherwise", ""),
            unmatched=data.get("unmatched", ""),
            unknown=data.get("unknown", ""),
        )

    def enter(self, visit: Visit) -> Entry:
        return self.decide(visit)

    def decide(self, reading: Reading) -> Goes | Fails:
        """What comes out, from nothing but the answers."""
        for column in self.columns:
            if not column.is_fact:
                value = reading.value(self.pointer("inputs", column.id, "value"))
                reading = reading.supposing(column.name, value)
        verdicts = [reading.truth(self.pointer("rows", row.id, "when")) for row in self.rows]
        return self.come_out(verdicts, reading)

    def come_out(self, verdicts: Sequence[bool | None], reading: Reading) -> Goes | Fails:
        """What comes out once every row is judged; `reading` knows the inputs by their names."""
        drawn = draw(self.policy, verdicts, lambda row: self._cells(row, reading))
        if drawn.why:
            return self._nothing(drawn.why)
        filled = zip(self.outputs, drawn.values, strict=True)
        sets = {output.fact: reading.fitted(output.fact, value) for output, value in filled}
        return self._leave(reading, drawn, sets)

    def _cells(self, row: int, reading: Reading) -> Cells:
        """What a row gives to each output."""
        pointer = self.pointer("rows", self.rows[row].id, "then")
        return tuple(self._cell(reading, f"{pointer}/{output.fact}", output) for output in self.outputs)

    def _cell(self, reading: Reading, pointer: str, output: Output) -> Any:
        if not output.members:
            return reading.value(pointer)
        member = {name: reading.value(f"{pointer}/{name}") for name in output.members}
        return None if None in member.values() else member

    def _nothing(self, why: str) -> Goes | Fails:
        target = {UNKNOWN: self.unknown, UNMATCHED: self.unmatched}.get(why, "")
        nothing: dict[str, Value | None] = dict.fromkeys(self.fills)
        return Goes(exit=why, target=target, sets=nothing) if target else Fails(why=why, sets=nothing)

    def _leave(self, reading: Reading, drawn: Drawn, sets: Mapping[str, Value | None]) -> Goes | Fails:
        exit = self._exit(reading, sets)
        if exit is None:
            return self._nothing(UNKNOWN)
        rules = tuple(self._rule(self.rows[row], exit.target) for row in drawn.rows)
        return Goes(exit=exit.name, target=exit.target, sets=sets, rule=rules[0] if rules else None, also=rules[1:])

    def _exit(self, reading: Reading, sets: Mapping[str, Value | None]) -> Exit | None:
        """The way that the first output chooses; None when it is unknown."""
        if not self.value_exits:
            return Exit(name="next", target=self.next)
        deciding = self.outputs[0].fact
        if sets[deciding] is None:
            return None
        reading = reading.supposing(deciding, sets[deciding])
        for each in self.value_exits:
            if reading.truth(self.pointer("exits", each.id, "is")):
                return Exit(name=each.id, target=each.next)
        return Exit(name="otherwise", target=self.otherwise)

    def _rule(self, row: Row, target: str) -> Rule:
        return Rule(id=row.id, when=list(row.when), next=target, because=row.because, source=row.source, group="rows")

    def exits(self) -> tuple[Exit, ...]:
        chosen = [Exit(name=each.id, target=each.next) for each in self.value_exits]
        named = {name: getattr(self, name) for name in ("next", "otherwise", UNMATCHED, UNKNOWN)}
        return (*chosen, *(Exit(name=name, target=target) for name, target in named.items() if target))

    def expressions(self) -> tuple[Expression, ...]:
        return self._expressions

    @cached_property
    def _expressions(self) -> tuple[Expression, ...]:
        """Inputs first, then for each row its condition and its outputs, then the exits."""
        inputs = (
            Expression(pointer=self.pointer("inputs", each.id, "value"), source=each.value, name=each.name)
            for each in self.columns
        )
        rows = (expression for row in self.rows for expression in self._row_expressions(row))
        return (*inputs, *rows, *self._exit_expressions())

    def _row_expressions(self, row: Row) -> Iterator[Expression]:
        here = self.pointer("rows", row.id)
        when = build_condition(row.when, [{"var": column.name} for column in self.columns])
        yield Expression(pointer=f"{here}/when", source=when, is_row=True)
        for output in self.outputs if self.policy.gather != "count" else ():
            given, place = row.then.get(output.fact), f"{here}/then/{output.fact}"
            if output.members and isinstance(given, Mapping):
                for name in output.members:
                    if name in given:
                        yield Expression(
                            pointer=f"{place}/{name}",
                            source=given[name],
                            fills=output.fact,
                            part=Part.MEMBER,
                            member=name,
                        )
            elif given is not None:
                part = Part.WHOLE if self.policy.is_single else _PARTS.get(self.policy.gather, Part.OPTION)
                yield Expression(pointer=place, source=given, fills=output.fact, part=part)

    def _exit_expressions(self) -> Iterator[Expression]:
        for each in self.value_exits:
            is_it = {"==": [{"var": self.outputs[0].fact}, each.value]}
            yield Expression(pointer=self.pointer("exits", each.id, "is"), source=is_it, is_exit=True)

    @property
    def fills(self) -> tuple[str, ...]:
        return tuple(output.fact for output in self.outputs)

    def texts(self) -> Mapping[str, Text]:
        return {f"rows/{row.id}/because": row.because for row in self.rows if row.because}


_PARTS = {"sum": Part.NUMBER, "min": Part.NUMBER, "max": Part.NUMBER}


def _column(node: str, data: Mapping[str, Json]) -> Column:
    value = data["value"]
    is_fact = isinstance(value, Mapping) and list(value) == ["var"] and isinstance(value["var"], str)
    return Column(id=data["id"], value=value, name=value["var"] if is_fact else f"{node}.{data['id']}")


def _output(data: Mapping[str, Json]) -> Output:
    return Output(fact=data["fact"], values=tuple(data.get("values", ())), members=tuple(data.get("members", ())))


def _row(data: Mapping[str, Json]) -> Row:
    return Row(
        id=data["id"],
        when=tuple(data["when"]),
        then=data.get("then", {}),
        because=data.get("because", ""),
        source=build_source(data.get("source")),
    )


def _rank(row: Row, outputs: tuple[Output, ...]) -> tuple[int, ...]:
    """The row's place in the order of the output values, most important output first."""
    return tuple(
        output.values.index(given) if (given := output.ranked(row.then)) in output.values else len(output.values)
        for output in outputs
        if output.values
    )
