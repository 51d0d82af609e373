"""Ends at a catalogue: what fits the person, what may fit and what is missing for it, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from engine.model.flow import Source, Text
from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Expression, Goes, Node, Visit, Waits, build_source, present, shared_fields
from engine.nodes.registry import node_types


class Fit(StrEnum):
    """Whether something in the catalogue is for the person."""

    FITS = "fits"
    MAY_FIT = "may-fit"
    DOES_NOT_FIT = "does-not-fit"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing that has to hold, said in one way when it does and in another when it does not."""

    id: str
    when: Json
    because: Text
    unless: Text
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One programme, article or offer. It fits when all its conditions hold."""

    id: str
    title: Text
    summary: Text
    group: str = ""
    article: str = ""
    url: str = ""
    conditions: tuple[Condition, ...] = ()
    rank: Json = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A heading under which items stand together."""

    id: str
    title: Text


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One item and how it fits. Of what does not fit, `telling` are the conditions that fail; else those that hold."""

    item: Item
    fit: Fit
    telling: tuple[Condition, ...] = ()
    open: tuple[Condition, ...] = ()
    """Conditions that cannot be decided yet, because something was not answered."""


@node_types.register("results")
@dataclass(frozen=True, kw_only=True)
class ResultsNode(Node):
    """Shows the catalogue in three groups and asks whether it helped; `unsolved` may lead on to a second outcome."""

    type: ClassVar[str] = "results"
    outcome: ClassVar[str] = "results"

    body: Text = ""
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...]
    show_not_fitting: bool = True
    unsolved: str = ""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            title=data["title"],
            body=data.get("body", ""),
            groups=tuple(Group(id=each["id"], title=each["title"]) for each in data.get("groups", ())),
            items=tuple(_item(each) for each in data["items"]),
            show_not_fitting=data.get("show_not_fitting", True),
            unsolved=data.get("unsolved", ""),
        )

    def enter(self, visit: Visit) -> Entry:
        if self.unsolved and visit.has_passed(self.id):
            return Goes(exit="unsolved", target=self.unsolved, waited=Asks.SOLVED)
        return Waits(place=self.id, asks=Asks.SOLVED)

    def judge(self, value: Callable[[str], Any]) -> tuple[Judged, ...]:
        """How each item fits, in the order in which they are shown: by group, then by rank, then as written.

        `value` gives the value of the expression at a pointer, None when it is unknown.
        """
        headings = [group.id for group in self.groups]

        def place(item: Item) -> tuple[int, bool, Any]:
            rank = value(self.item_pointer(item, "rank")) if item.rank is not None else 0
            heading = headings.index(item.group) if item.group in headings else len(headings)
            return heading, rank is None, 0 if rank is None else -rank

        return tuple(self._judge(item, value) for item in sorted(self.items, key=place))

    def _judge(self, item: Item, value: Callable[[str], Any]) -> Judged:
        verdicts = [(each, value(self.condition_pointer(item, each, "when"))) for each in item.conditions]
        holding = tuple(each for each, verdict in verdicts if verdict)
        failing = tuple(each for each, verdict in verdicts if verdict is False)
        undecided = tuple(each for each, verdict in verdicts if verdict is None)
        if failing:
            return Judged(item=item, fit=Fit.DOES_NOT_FIT, telling=failing)
        fit = Fit.MAY_FIT if undecided else Fit.FITS
        return Judged(item=item, fit=fit, telling=holding, open=undecided)

    def item_pointer(self, item: Item, *parts: str) -> str:
        return self.pointer("items", item.id, *parts)

    def condition_pointer(self, item: Item, condition: Condition, part: str) -> str:
        return self.item_pointer(item, "conditions", condition.id, part)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="unsolved", target=self.unsolved),) if self.unsolved else ()

    def expressions(self) -> tuple[Expression, ...]:
        return tuple(expression for item in self.items for expression in self._item_expressions(item))

    def _item_expressions(self, item: Item) -> Iterator[Expression]:
        for each in item.conditions:
            yield Expression(pointer=self.condition_pointer(item, each, "when"), source=each.when)
        if item.rank is not None:
            yield Expression(pointer=self.item_pointer(item, "rank"), source=item.rank, is_rank=True)

    def texts(self) -> Mapping[str, Text]:
        headings = {f"groups/{group.id}/title": group.title for group in self.groups}
        items = {place: text for item in self.items for place, text in _item_texts(item)}
        return {**present({"title": self.title, "body": self.body}), **headings, **items}


def _item_texts(item: Item) -> Iterator[tuple[str, Text]]:
    yield f"items/{item.id}/title", item.title
    yield f"items/{item.id}/summary", item.summary
    for each in item.conditions:
        yield f"items/{item.id}/conditions/{each.id}/because", each.because
        yield f"items/{item.id}/conditions/{each.id}/unless", each.unless


def _item(data: Mapping[str, Json]) -> Item:
    return Item(
        id=data["id"],
        title=data["title"],
        summary=data["summary"],
        group=data.get("group", ""),
        article=data.get("article", ""),
        url=data.get("url", ""),
        conditions=tuple(_condition(each) for each in data["conditions"]),
        rank=data.get("rank"),
    )


def _condition(data: Mapping[str, Json]) -> Condition:
    return Condition(
        id=data["id"],
        when=data["when"],
        because=data["because"],
        unless=data["unless"],
        source=build_source(data.get("source")),
    )
