"""Draws a picture of a flow as SVG, around a layout: our shapes, our words, and classes for the style sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.analysis.drawing.lines import SMALL as _SMALL
from engine.analysis.drawing.lines import SMALL_LINE as _SMALL_LINE
from engine.analysis.drawing.lines import draw_label, draw_way
from engine.analysis.drawing.marks import badges, caption
from engine.analysis.drawing.measuring import width_of, wrapped
from engine.analysis.drawing.overlays import Overlay
from engine.analysis.drawing.picture import START, Picture, Shape, Way, targets_of
from engine.analysis.drawing.shapes import SIGN_SIZE, on_outline, outline, sign
from engine.analysis.drawing.styling import STYLE
from engine.analysis.layout import Area, Box, Direction, Layout, Line, Program, Route, lay_out
from engine.analysis.markup import Markup, element, join
from engine.model.words import Words

WIDTH = 236
SIGN_WIDTH = 190
_PAD = 16
_HEADING = 11
_WORDS = 14
_LINE_HEIGHT = 18
_TOP = 12
_LABEL_WIDTH = 150
_MARGIN = 24
MOST_LINES = 3
_CAPTION = 13
_LEAST_WIDTH = 420
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
    has_style: bool = True
    """False for a page whose own style sheet holds `STYLE`."""
    overlay: Overlay = field(default_factory=Overlay)

    def draw(self, program: Program) -> Drawn:
        """Lays the picture out and draws it."""
        boxes = [self.box(shape) for shape in self.picture.shapes]
        lines = [self.line(way) for way in self.picture.ways]
        direction = self.direction
        if direction is Direction.RIGHT and self.picture.direction == "rtl":
            direction = Direction.LEFT
        layout = lay_out(boxes, lines, direction, program)
        return Drawn(svg=str(self.svg(layout)), layout=layout)

    # --- sizes ---

    def box(self, shape: Shape) -> Box:
        """How much room a shape takes."""
        if shape.id == START:
            wide = width_of(shape.text, _WORDS, bold=True) + 2 * _PAD + SIGN_SIZE + 8
            return Box(id=shape.id, width=wide, height=34)
        if shape.stands_for:
            return Box(id=shape.id, width=SIGN_WIDTH, height=28, group=shape.group)
        height = _TOP + 15 + 6 + len(self.words_of(shape)) * _LINE_HEIGHT + _TOP - 3
        return Box(id=shape.id, width=WIDTH, height=height, group=shape.group)

    def words_of(self, shape: Shape) -> tuple[str, ...]:
        return wrapped(shape.text, WIDTH - 2 * _PAD - 8, _WORDS, lines=MOST_LINES)

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
            class_="map",
            viewBox=f"0 0 {width:g} {height:g}",
            width=width,
            height=height,
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
            yield self.frame(self.picture.groups[group], area)
        shapes = {shape.id: shape for shape in self.picture.shapes}
        leaving = targets_of(self.picture.ways)
        for shape in (each for each in self.picture.shapes if not each.stands_for):
            yield self.node(shape, layout.boxes[shape.id])
            for way in leaving.get(shape.id, ()):
                yield self.edge(way, _fitted(layout, way, shapes), shapes)
                if way.sign:
                    yield self.sign(shapes[way.sign], layout.boxes[way.sign])
        yield element("g", list(self.above(layout)), class_="map-above", aria_hidden="true")

    def above(self, layout: Layout) -> Iterator[Markup]:
        """Labels and badges. Whoever hears the map hears them with their ways and nodes."""
        for way in self.picture.ways:
            area = layout.routes[way.id].label
            if area:
                yield draw_label(self.words_on(way), self.overlay.way(way.source, way.exits).label, area)
        for shape in self.picture.shapes:
            mark = self.overlay.node(shape.id)
            if mark.badges and not shape.stands_for:
                yield badges(mark, layout.boxes[shape.id], self.is_rtl)

    def frame(self, title: str, area: Area) -> Markup:
        """The frame of a sub-flow."""
        return element(
            "g",
            element("rect", class_="map-frame", x=area.x, y=area.y, width=area.width, height=area.height, rx=10),
            self.text([title], area.x, area.y + 15, "frame-title", area.width, 0),
        )

    def node(self, shape: Shape, area: Area) -> Markup:
        """A box with its sign, its type, its id and its words, and what is laid over it."""
        mark = self.overlay.node(shape.id)
        name = f"{self.name_of(shape)} {mark.note}".strip()
        inside = self.start(shape, area) if shape.id == START else self.card(shape, area)
        drawn = (
            element("title", f"{name} ({shape.id})" if shape.id else name),
            outline(shape.type, area),
            inside,
        )
        is_link = self.link is not None and shape.id != START
        group = element(
            "g",
            *drawn,
            class_=" ".join(["map-node", f"map-{shape.type}", *([f"map-tone-{mark.tone}"] if mark.tone else [])]),
            role=None if is_link else "img",
            aria_label=None if is_link else name,
            data_node=shape.id or None,
            transform=f"translate({area.x:g} {area.y:g})",
        )
        return element("a", group, href=self.link(shape.id), aria_label=name) if self.link and is_link else group

    def name_of(self, shape: Shape) -> str:
        """What a screen reader says of a node."""
        if shape.id == START:
            return shape.text
        template = "Outcome, {kind}: {text}" if shape.is_outcome else "{kind}: {text}"
        return self.words.sentence(template, kind=shape.kind, text=shape.text)

    def sign(self, shape: Shape, area: Area) -> Markup:
        """A small box with the name of a node that is drawn elsewhere. What leads to it says so already."""
        name = wrapped(shape.text, area.width - 2 * _PAD - SIGN_SIZE - 4, _SMALL, lines=1)
        return element(
            "g",
            element("title", self.words.sentence("{name} is drawn elsewhere", name=shape.text)),
            element("rect", class_="map-shape", width=area.width, height=area.height, rx=area.height / 2),
            sign(shape.type, area.width - _PAD - SIGN_SIZE if self.is_rtl else _PAD - 2, (area.height - SIGN_SIZE) / 2),
            self.text(name, SIGN_SIZE + 4, area.height / 2 + 4, "words map-small", area.width, 0),
            class_=f"map-sign-to map-{shape.type}",
            aria_hidden="true",
            transform=f"translate({area.x:g} {area.y:g})",
        )

    def start(self, shape: Shape, area: Area) -> Markup:
        return join(
            sign("start", _PAD - 2, (area.height - SIGN_SIZE) / 2),
            element("text", shape.text, class_="map-heading map-words", x=_PAD + SIGN_SIZE + 4, y=area.height / 2 + 5),
        )

    def card(self, shape: Shape, area: Area) -> Markup:
        """What stands in a box."""
        kind_width = width_of(shape.kind, _HEADING, bold=True) + SIGN_SIZE + 6
        room = WIDTH - 2 * _PAD - 8 - kind_width - 10
        name = wrapped(shape.id, room, _HEADING, lines=1)[0] if room > 30 else ""
        is_rtl = self.is_rtl
        left = WIDTH - 8 - _PAD - SIGN_SIZE if is_rtl else _PAD
        heading = _PAD + SIGN_SIZE + 6
        return join(
            sign(shape.type, left, _TOP),
            self.text([shape.kind], heading - _PAD, _TOP + 11, "heading", WIDTH - 8, _LINE_HEIGHT),
            element(
                "text",
                name,
                class_="map-id",
                x=_PAD if is_rtl else WIDTH - _PAD - 8,
                y=_TOP + 11,
                text_anchor="start" if is_rtl else "end",
                direction="ltr",
            ),
            self.text(self.words_of(shape), 0, _TOP + 15 + 6 + 13, "words", WIDTH - 8, _LINE_HEIGHT),
        )

    @property
    def is_rtl(self) -> bool:
        return self.picture.direction == "rtl"

    def text(self, lines: Sequence[str], x: float, y: float, kind: str, width: float, step: float) -> Markup:
        """Lines that begin at the side where the language begins, within a width."""
        side = width - x - _PAD if self.is_rtl else x + _PAD
        return join(
            element(
                "text", line, class_=f"map-{kind}", x=side, y=y + place * step, direction="rtl" if self.is_rtl else None
            )
            for place, line in enumerate(lines)
        )

    def edge(self, way: Way, route: Route, shapes: Mapping[str, Shape]) -> Markup:
        """A line with its arrow and its label."""
        mark = self.overlay.way(way.source, way.exits)
        leads = self.words.sentence("Leads to {target}", target=shapes[way.target].text)
        said = " ".join([" — ".join([leads, *([" / ".join(way.meanings)] if way.meanings else [])]), mark.note]).strip()
        return draw_way(way, route, mark, said)


def _fitted(layout: Layout, way: Way, shapes: Mapping[str, Shape]) -> Route:
    """The route of a way, from the outline of one shape to that of the other."""
    route, ends = layout.routes[way.id], (way.source, way.drawn_to)
    begin, tip = (
        point if shapes[end].stands_for else on_outline(shapes[end].type, layout.boxes[end], point)
        for end, point in zip(ends, (route.points[0], route.tip), strict=True)
    )
    return replace(route, points=(begin, *route.points[1:]), tip=tip)
