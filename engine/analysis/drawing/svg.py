"""Draws a picture of a flow as SVG, around a layout: our shapes, our words, and classes for the style sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.analysis.drawing.cards import LINE_HEIGHT as _LINE_HEIGHT
from engine.analysis.drawing.cards import PAD as _PAD
from engine.analysis.drawing.cards import TOP as _TOP
from engine.analysis.drawing.cards import WIDTH, draw_sign
from engine.analysis.drawing.folding import Folds, draw_fold, draw_frame, draw_frame_doors
from engine.analysis.drawing.lighting import UNLIT, Lit
from engine.analysis.drawing.lines import SMALL as _SMALL
from engine.analysis.drawing.lines import SMALL_LINE as _SMALL_LINE
from engine.analysis.drawing.lines import draw_label, draw_way, fitted
from engine.analysis.drawing.marks import badges, caption
from engine.analysis.drawing.measuring import width_of, wrapped
from engine.analysis.drawing.naming import ended
from engine.analysis.drawing.nodes import Door, draw_node
from engine.analysis.drawing.overlays import Overlay
from engine.analysis.drawing.picture import START, Picture, Shape, Way, targets_of
from engine.analysis.drawing.shapes import SIGN_SIZE
from engine.analysis.drawing.styling import STYLE
from engine.analysis.layout import Area, Box, Direction, Layout, Line, Program, Route, lay_out
from engine.analysis.markup import Markup, element
from engine.model.words import Words

SIGN_WIDTH = 190
_WORDS = 14
_LABEL_WIDTH = 150
_MARGIN = 24
MOST_LINES = 3
_CAPTION = 13
_LEAST_WIDTH = 420
_BUTTON_HEIGHT = 32
_BUTTON_LINES = 2
"""As high as so many lines of words."""
_TRUNK = 6
"""How much straighter the way on is than the way to an outcome."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished picture and where everything lies in it."""

    svg: str
    layout: Layout


@dataclass(frozen=True)
class Drawing:
    """How one picture is to be drawn."""

    picture: Picture
    words: Words
    direction: Direction = Direction.DOWN
    link: Callable[[str], str] | None = None
    """An address for each node, where the picture stands in a page that has one."""
    folds: Folds = field(default_factory=Folds)
    """What can be opened and closed in it."""
    has_style: bool = True
    """False for a page whose own style sheet holds `STYLE`."""
    overlay: Overlay = field(default_factory=Overlay)
    selected: frozenset[str] = frozenset()
    """Nodes that stand out, because somebody works on them."""
    scale: float = 1
    """How large it is shown."""
    lit: Lit = UNLIT
    """What is lit while all else is dimmed."""

    def draw(self, program: Program) -> Drawn:
        """Lays the picture out and draws it."""
        direction = self.direction
        if direction is Direction.RIGHT and self.picture.direction == "rtl":
            direction = Direction.LEFT
        layout = lay_out(self.boxes, self.lines, direction, program)
        return Drawn(svg=self.draw_around(layout), layout=layout)

    def draw_around(self, layout: Layout) -> str:
        """The picture around a layout of its boxes and lines."""
        return str(self.svg(layout))

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """All there is to lay out, as large as it is."""
        return tuple(self.box(shape) for shape in self.picture.shapes)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What connects the boxes."""
        return tuple(self.line(way) for way in self.picture.ways)

    # --- sizes ---

    def box(self, shape: Shape) -> Box:
        """How much room a shape takes."""
        if shape.id == START:
            wide = width_of(shape.text, _WORDS, bold=True) + 2 * _PAD + SIGN_SIZE + 8
            return Box(id=shape.id, width=wide, height=34)
        if shape.stands_for:
            return Box(id=shape.id, width=SIGN_WIDTH, height=28, group=shape.group)
        lines = len(self.words_of(shape)) + bool(shape.hidden) + (self.has_button(shape) and _BUTTON_LINES)
        height = _TOP + 15 + 6 + lines * _LINE_HEIGHT + _TOP - 3
        return Box(id=shape.id, width=WIDTH, height=height, group=shape.group)

    def words_of(self, shape: Shape) -> tuple[str, ...]:
        return wrapped(shape.text, WIDTH - 2 * _PAD - 8, _WORDS, lines=MOST_LINES)

    def has_button(self, shape: Shape) -> bool:
        """Whether a box can be opened where it stands."""
        return self.folds.fold is not None and bool(shape.hidden or shape.inside)

    def words_in(self, shape: Shape) -> tuple[str, ...]:
        """What a box says, and how much is hidden in it, where no button says so."""
        words = self.words_of(shape)
        return (*words, self.within(shape.hidden)) if shape.hidden and not self.has_button(shape) else words

    def within(self, count: int) -> str:
        return self.words.sentence("1 step within" if count == 1 else "{count} steps within", count=count)

    def line(self, way: Way) -> Line:
        """How much room the label of a way takes."""
        label = self.label_of(way)
        width = max((width_of(each, _SMALL, bold=True) for each in label), default=0)
        height = len(label) * _SMALL_LINE
        beside = 12 + 2 * self.overlay.way(way.source, way.exits).width
        size = (width + beside, height + 6) if label else (0, 0)
        weight = 1 if way.sign or way.target in self.outcomes else _TRUNK
        return Line(id=way.id, source=way.source, target=way.drawn_to, label=size, weight=weight)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """Nodes at which journeys end: what leads there may bend, so that the way on is straight."""
        return frozenset(shape.id for shape in self.picture.shapes if shape.is_outcome)

    def label_of(self, way: Way) -> tuple[str, ...]:
        """The label of a way in lines, the number of an overlay last."""
        number = self.overlay.way(way.source, way.exits).label
        return (*self.words_on(way), number) if number else self.words_on(way)

    def words_on(self, way: Way) -> tuple[str, ...]:
        """What a way says; of several exits each has its own line, as far as there is room."""
        if len(way.labels) < 2:
            return wrapped(way.labels[0], _LABEL_WIDTH, _SMALL, lines=MOST_LINES) if way.labels else ()
        shown = [wrapped(label, _LABEL_WIDTH, _SMALL, lines=1)[0] for label in way.labels]
        if len(shown) <= MOST_LINES:
            return tuple(shown)
        more = self.words.sentence("and {count} more", count=len(shown) - MOST_LINES + 1)
        return (*shown[: MOST_LINES - 1], more)

    # --- the picture ---

    def svg(self, layout: Layout) -> Markup:
        """The whole document."""
        width = max(layout.width, _LEAST_WIDTH if self.overlay.caption else 0) + 2 * _MARGIN
        told = [
            line
            for each in self.overlay.caption
            for line in wrapped(each, width - 2 * _MARGIN, _CAPTION, lines=MOST_LINES)
        ]
        above = len(told) * _LINE_HEIGHT + 14 if told else 0
        height = layout.height + 2 * _MARGIN + above
        return element(
            "svg",
            element("title", self.picture.title, id="map-title"),
            element("desc", self.description(), id="map-desc"),
            element("style", Markup(STYLE)) if self.has_style else None,
            element("rect", class_="map-paper", width=width, height=height),
            caption(told, _MARGIN, _MARGIN + _CAPTION, _LINE_HEIGHT) if told else None,
            element("g", list(self.parts(layout)), id="map-all", transform=f"translate({_MARGIN} {_MARGIN + above})"),
            xmlns="http://www.w3.org/2000/svg",
            class_="map map-dimmed" if self.lit.is_on else "map",
            viewBox=f"0 0 {width:g} {height:g}",
            width=width * self.scale,
            height=height * self.scale,
            role="group",
            lang=self.picture.language,
            aria_labelledby="map-title",
            aria_describedby="map-desc",
        )

    def description(self) -> str:
        """What there is to see, in one sentence."""
        shapes = [shape for shape in self.picture.shapes if shape.id != START and not shape.stands_for]
        outcomes = sum(shape.is_outcome for shape in shapes)
        return self.words.sentence(
            "A map of this flow: {nodes} nodes, {outcomes} of them outcomes. Each node is followed by its ways out.",
            nodes=len(shapes),
            outcomes=outcomes,
        )

    def parts(self, layout: Layout) -> Iterator[Markup]:
        """Frames first, then each node with the ways that leave it; on top of all lines what they say, and badges."""
        for group, area in layout.groups.items():
            yield draw_frame(self.picture.groups[group], area, is_rtl=self.is_rtl, is_door=group in self.folds.flows)
        shapes = {shape.id: shape for shape in self.picture.shapes}
        for shape in (each for each in self.picture.shapes if not each.stands_for):
            yield self.node(shape, layout.boxes[shape.id])
            if shape.id in layout.groups:
                title, area = self.picture.groups[shape.id], layout.groups[shape.id]
                yield draw_frame_doors(self.folds, shape.id, title, area, self.words, is_rtl=self.is_rtl)
            for way in self.leaving.get(shape.id, ()):
                yield self.edge(way, fitted(layout, way, shapes), shapes)
                if way.sign:
                    named = self.words.sentence("{name} is drawn elsewhere", name=shapes[way.sign].text)
                    sign = draw_sign(shapes[way.sign], named, layout.boxes[way.sign], self.is_rtl)
                    yield self.lit.over_way(way.id, sign)
        yield element("g", list(self.above(layout)), class_="map-above", aria_hidden="true")

    def above(self, layout: Layout) -> Iterator[Markup]:
        """Labels and badges. Whoever hears the map hears them with their ways and nodes."""
        for way in self.picture.ways:
            area = layout.routes[way.id].label
            if area:
                label = draw_label(self.words_on(way), self.overlay.way(way.source, way.exits).label, area)
                yield self.lit.over_way(way.id, label)
        for shape in self.picture.shapes:
            mark = self.overlay.node(shape.id)
            if mark.badges and not shape.stands_for:
                yield self.lit.over_node(shape.id, badges(mark, layout.boxes[shape.id], self.is_rtl))

    def button(self, shape: Shape, area: Area) -> Markup | None:
        """What opens a box: the last line in it."""
        if not self.has_button(shape):
            return None
        said = self.within(shape.hidden or shape.inside)
        name = self.words.sentence("{count}: {text}", count=said, text=shape.text)
        at = (area.width - _PAD if self.is_rtl else _PAD - 4, area.height - _BUTTON_HEIGHT)
        return draw_fold(self.folds, shape.id, said, name, at, is_rtl=self.is_rtl)

    def node(self, shape: Shape, area: Area) -> Markup:
        """A box with its sign, its type, its id and its words, and what is laid over it."""
        mark = self.overlay.node(shape.id)
        name = f"{self.name_of(shape)} {mark.note}".strip()
        door = self.door_of(shape, name)
        tone = [f"map-tone-{mark.tone}"] if mark.tone else []
        chosen = ["map-selected"] if shape.id in self.selected else []
        return element(
            "g",
            draw_node(shape, (area.width, area.height), self.words_in(shape), name, door, is_rtl=self.is_rtl),
            self.button(shape, area),
            class_=" ".join(["map-node", f"map-{shape.type}", *tone, *chosen, *self.lit.classes(shape.id)]),
            role=None if door else "img",
            aria_label=None if door else name,
            data_node=shape.id or None,
            transform=f"translate({area.x:g} {area.y:g})",
        )

    def door_of(self, shape: Shape, name: str) -> Door | None:
        """The link of a box, where the picture stands in a page that has one for each."""
        if self.link is None or shape.id == START:
            return None
        said = self.with_ways(name, shape.id)
        return Door(href=self.link(shape.id), said=said, is_current=shape.id in self.selected)

    def with_ways(self, name: str, node: str) -> str:
        """The name of a node and where it leads: who moves from link to link meets no lines."""
        targets = [self.texts[way.target] for way in self.leaving.get(node, ())]
        if not targets:
            return name
        leads = self.words.sentence("Leads to {target}", target="; ".join(targets))
        return f"{ended(name)} {ended(leads)}"

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return {shape.id: shape.text for shape in self.picture.shapes}

    @cached_property
    def leaving(self) -> Mapping[str, list[Way]]:
        return targets_of(self.picture.ways)

    def name_of(self, shape: Shape) -> str:
        """What a screen reader says of a node."""
        if shape.id == START:
            return shape.text
        template = "Outcome, {kind}: {text}" if shape.is_outcome else "{kind}: {text}"
        return self.words.sentence(template, kind=shape.kind, text=shape.text)

    @property
    def is_rtl(self) -> bool:
        return self.picture.direction == "rtl"

    def edge(self, way: Way, route: Route, shapes: Mapping[str, Shape]) -> Markup:
        """A line with its arrow and its label."""
        mark = self.overlay.way(way.source, way.exits)
        leads = self.words.sentence("Leads to {target}", target=shapes[way.target].text)
        said = " ".join([" — ".join([leads, *([" / ".join(way.meanings)] if way.meanings else [])]), mark.note]).strip()
        return draw_way(way, route, mark, said, is_lit=way.id in self.lit.ways)
