"""A draft as a picture: its steps and ways with what is wrong at each, laid out once for each shape that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.editing import find_value
from engine.model import Issue, Words
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.layouts import remembered
from webapp.services.publishing.outlining import Outline, ShownStep

if TYPE_CHECKING:
    from engine.analysis import Lit, Overlay, Picture
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class MapWish:
    """How somebody wants to see the map."""

    selected: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    """Steps whose branches are hidden in them."""
    scale: float = 1
    path: tuple[str, ...] | None = None
    """Nodes of one way that is lit, in order; those of the flows that are run too."""
    lights_ways: bool = False
    """Whether all ways through what is selected are lit, where no path is."""
    link: Callable[[str], str] = field(default=str)
    """The address of a node on the page that shows the map."""


@dataclass(frozen=True, kw_only=True)
class DraftMap:
    """The picture, and what can be closed in it."""

    svg: str
    sections: Mapping[str, tuple[str, ...]]
    """By step: the steps of its branches."""
    lit: Lit
    """What is lit in it."""


def draw_map(uow: UnitOfWork, shown: DraftView, seen: Outline, wish: MapWish, over: Overlay | None = None) -> DraftMap:
    """The map of a draft, whole or not. `over` is laid over it instead of what is wrong."""
    from engine.analysis import Drawing, Leaving, Step, build_sketch, issues_at

    document, words = shown.draft.document, Words("en")
    sections = sections_of(seen.steps)
    steps = [
        Step(
            id=step.node,
            type=step.type,
            text=step.text,
            exits=tuple(
                Leaving(name=exit.name, target=exit.target, label=exit.when, meaning=exit.when) for exit in step.exits
            ),
        )
        for step in seen.steps
    ]
    closed = {name: sections[name] for name in _outermost(wish.closed, sections)}
    picture = build_sketch(
        steps,
        str(document.get("start", "")),
        words,
        title=_title(document),
        language=str(document.get("language", "en")),
        closed=closed,
    )
    drawing = Drawing(
        picture,
        words,
        link=wish.link,
        has_style=False,
        overlay=replace(over, caption=()) if over else issues_at(problems_by_step(document, seen), words),
        selected=frozenset(wish.selected),
        scale=wish.scale,
        lit=_lit(picture, wish, {inner: name for name, inside in closed.items() for inner in inside}),
    )
    return DraftMap(svg=drawing.draw_around(remembered(uow, drawing)), sections=sections, lit=drawing.lit)


def _lit(picture: Picture, wish: MapWish, hidden: Mapping[str, str]) -> Lit:
    from engine.analysis import UNLIT, light_around, light_path

    if wish.path is not None:
        lit = light_path(picture, wish.path, hidden)
        return lit if lit.path else UNLIT
    if wish.lights_ways and wish.selected:
        return light_around(picture, [hidden.get(name, name) for name in wish.selected])
    return UNLIT


def sections_of(steps: Sequence[ShownStep]) -> dict[str, tuple[str, ...]]:
    """What each step has in branches of its own: the steps that stand deeper right below it."""
    found: dict[str, tuple[str, ...]] = {}
    for place, step in enumerate(steps):
        inside = []
        for other in steps[place + 1 :]:
            if other.depth <= step.depth or not other.is_reached:
                break
            inside.append(other.node)
        if inside:
            found[step.node] = tuple(inside)
    return found


def problems_by_step(document: Mapping[str, Any], seen: Outline) -> dict[str, list[Issue]]:
    """Every problem at the steps that it is about: one of a fact at those that ask for it."""
    found = {step.node: list(step.problems) for step in seen.steps}
    asking: dict[str, list[str]] = {}
    for name, node in document["nodes"].items():
        asked = [node.get("fact"), *(each.get("fact") for each in _entries(node.get("questions")))]
        for fact in asked:
            asking.setdefault(str(fact), []).append(name)
    for issue in seen.problems:
        _, group, name, *_ = (*issue.pointer.split("/"), "", "", "")
        for step in asking.get(name, ()) if group == "facts" else ():
            found[step].append(issue)
    return found


def text_of(document: Mapping[str, Any], node: str) -> tuple[str, str]:
    """The pointer of what people read first at a step, and what it says; empty where it has several forms."""
    type = document["nodes"][node].get("type")
    pointer = f"/nodes/{node}/{ {'question': 'prompt', 'article': 'article'}.get(str(type), 'title') }"
    value = find_value(document, pointer)
    return ("", "") if isinstance(value, dict) else (pointer, str(value or ""))


def _entries(found: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _outermost(closed: Sequence[str], sections: Mapping[str, Sequence[str]]) -> list[str]:
    """A section that is hidden in another closed one need not be closed too."""
    there = [name for name in dict.fromkeys(closed) if name in sections]
    hidden = {inner for name in there for inner in sections[name]}
    return [name for name in there if name not in hidden]


def _title(document: Mapping[str, Any]) -> str:
    title = document.get("title")
    return title if isinstance(title, str) else str(document.get("id", ""))
