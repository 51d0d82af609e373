"""A draft as a picture: its steps and ways with what is wrong at each, laid out once for each shape that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.editing import find_value
from engine.model import Issue, Words
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.layouts import arrange
from webapp.services.publishing.outlining import UNTRANSLATED, Outline, ShownStep
from webapp.services.publishing.unfolding import Unfolded, unfold

if TYPE_CHECKING:
    from engine.analysis import Lit, Overlay, Picture
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class MapWish:
    """How somebody wants to see the map."""

    selected: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    """Steps whose branches are hidden in them."""
    boxes: tuple[tuple[str, ...], ...] = ()
    """Steps that are one box, with the first of them."""
    opened: tuple[str, ...] = ()
    """Steps whose flow is shown in its place."""
    scale: float = 1
    path: tuple[str, ...] | None = None
    """Nodes of one way that is lit, in order; those of the flows that are run too."""
    lights_ways: bool = False
    """Whether all ways through what is selected are lit, where no path is."""
    link: Callable[[str], str] = field(default=str)
    """The address of a node on the page that shows the map."""
    layout: str = ""
    """The layout that is seen now: it goes on where laying out anew would keep somebody waiting."""
    inner_link: Callable[[str, str], str] | None = None
    """The address of a step of a flow that is opened; of that flow by itself, without a step."""
    fold: Callable[[str], str] | None = None
    """The address of the map with a box opened or closed."""

    def address(self, slugs: Mapping[str, str], name: str) -> str:
        """Of a step, also of one in a flow that is opened."""
        flow, _, step = name.rpartition("/")
        return self.inner_link(slugs[flow], step) if flow and self.inner_link else self.link(name)


@dataclass(frozen=True, kw_only=True)
class DraftMap:
    """The picture, and what can be closed in it."""

    svg: str
    sections: Mapping[str, tuple[str, ...]]
    """By step: the steps of its branches."""
    has_flows: bool
    """Whether a flow that it runs can be opened."""
    lit: Lit
    """What is lit in it."""
    layout: str
    """By which name the next edit goes on from its layout."""
    is_tidy: bool
    """Whether it is laid out anew, or still as the map was before."""


def draw_map(uow: UnitOfWork, shown: DraftView, seen: Outline, wish: MapWish, over: Overlay | None = None) -> DraftMap:
    """The map of a draft, whole or not. `over` is laid over it instead of what is wrong."""
    from engine.analysis import Drawing, Folds, build_sketch, issues_at

    document, words = shown.draft.document, Words("en")
    sections = sections_of(seen.steps)
    closed = closed_by(wish, seen.steps, sections)
    hidden = {inner: name for name, inside in closed.items() for inner in inside}
    unfolded = unfold(uow, shown, [name for name in wish.opened if name.partition("/")[0] not in hidden])
    picture = build_sketch(
        unfolded.steps,
        str(document.get("start", "")),
        words,
        title=_title(document),
        language=str(document.get("language", "en")),
        closed=closed,
        groups=unfolded.titles,
    )
    flows = {name: wish.inner_link(slug, "") for name, slug in unfolded.slugs.items()} if wish.inner_link else {}
    drawing = Drawing(
        picture,
        words,
        link=partial(wish.address, unfolded.slugs),
        folds=Folds(fold=wish.fold, flows=flows),
        has_style=False,
        overlay=replace(over, caption=()) if over else issues_at(_problems(document, seen, unfolded), words),
        selected=frozenset(wish.selected),
        scale=wish.scale,
        lit=_lit(picture, wish, hidden),
    )
    placed = arrange(uow, drawing, seen=wish.layout)
    return DraftMap(
        svg=drawing.draw_around(placed.layout),
        sections=sections,
        has_flows=bool(unfolded.titles) or any(step.inside for step in unfolded.steps),
        lit=drawing.lit,
        layout=placed.name,
        is_tidy=placed.is_new,
    )


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


def _problems(document: Mapping[str, Any], seen: Outline, unfolded: Unfolded) -> dict[str, list[Issue]]:
    """Also those of the flows that are open, at their own steps."""
    found = _by_step(document, seen.problems)
    for name, reading in unfolded.readings.items():
        issues = reading.problems if seen.is_judged else reading.checked
        told = [issue for issue in issues if issue.rule != UNTRANSLATED]
        for step, own in _by_step(reading.document, told).items():
            found[f"{name}/{step}"] = own
    return found


def _by_step(document: Mapping[str, Any], issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    """Every problem at the steps that it is about: one of a fact at those that ask for it."""
    found: dict[str, list[Issue]] = {name: [] for name in document["nodes"]}
    asking: dict[str, list[str]] = {}
    for name, node in document["nodes"].items():
        asked = [node.get("fact"), *(each.get("fact") for each in _entries(node.get("questions")))]
        for fact in asked:
            asking.setdefault(str(fact), []).append(name)
    for issue in issues:
        _, group, name, *_ = (*issue.pointer.split("/"), "", "", "")
        if group == "nodes" and name in found:
            found[name].append(issue)
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


def closed_by(
    wish: MapWish, steps: Sequence[ShownStep], sections: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What each closed box hides. No step is hidden in two; the earlier one has it."""
    places = {step.node: place for place, step in enumerate(steps)}
    chosen = [sorted((name for name in box if name in places), key=places.__getitem__) for box in wish.boxes]
    wanted = [(name, sections[name]) for name in outermost(wish.closed, sections)]
    wanted += [(box[0], tuple(box[1:])) for box in chosen if len(box) > 1]
    closed: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for name, inside in wanted:
        if taken.isdisjoint((name, *inside)):
            closed[name] = inside
            taken.update((name, *inside))
    return closed


def outermost(closed: Iterable[str], sections: Mapping[str, Sequence[str]]) -> list[str]:
    """A section that is hidden in another closed one need not be closed too."""
    there = [name for name in dict.fromkeys(closed) if name in sections]
    hidden = {inner for name in there for inner in sections[name]}
    return [name for name in there if name not in hidden]


def _title(document: Mapping[str, Any]) -> str:
    title = document.get("title")
    return title if isinstance(title, str) else str(document.get("id", ""))
