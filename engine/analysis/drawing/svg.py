"""Draws a picture of a flow as SVG, around a layout: our shapes, our words, and classes for the style sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.drawing.measuring import width_of, wrapped
from engine.analysis.drawing.picture import START, Picture, Shape, Way, targets_of
from engine.analysis.drawing.shapes import SIGN_SIZE, outline, sign
from engine.analysis.drawing.styling import STYLE
from engine.analysis.layout import Area, Box, Direction, Layout, Line, Point, Program, Route, lay_out
from engine.analysis.markup import Markup, element, join
from engine.model.bidi import begins_from_right
from engine.model.words import Words

WIDTH = 236
SIGN_WIDTH = 190
_PAD = 16
_HEADING = 11
_WORDS = 14
_LINE_HEIGHT = 18
_TOP = 12
_SMALL = 12
_SMALL_LINE = 15
_LABEL_WIDTH = 150
_MARGIN = 24
_TIP = 9
MOST_LINES = 3
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
        width = max((width_of(each, _SMALL) for each in label), default=0)
        height = len(label) * _SMALL_LINE
        size = (width + 12, height + 6) if label else (0, 0)
        weight = 1 if way.sign or way.target in self.outcomes else _TRUNK
        return Line(id=way.id, source=way.source, target=way.drawn_to, label=size, weight=weight)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """Nodes at which journeys end: what leads there may bend, so that the way on is straight."""
        return frozenset(shape.id for shape in self.picture.shapes if shape.is_outcome)

    def label_of(self, way: Way) -> tuple[str, ...]:
        """The label of a way in lines; of several exits each has its own line, as far as there is room."""
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
        width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
        return element(
            "svg",
            element("title", self.picture.title, id="map-title"),
            element("desc", self.description(), id="map-desc"),
            element("style", Markup(STYLE)) if self.has_style else None,
            element("rect", class_="map-paper", width=width, height=height),
            element("g", list(self.parts(layout)), id="map-all", transform=f"translate({_MARGIN} {_MARGIN})"),
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
        """Frames first, then each node with the ways that leave it."""
        for group, area in layout.groups.items():
            yield self.frame(self.picture.groups[group], area)
        shapes = {shape.id: shape for shape in self.picture.shapes}
        leaving = targets_of(self.picture.ways)
        for shape in (each for each in self.picture.shapes if not each.stands_for):
            yield self.node(shape, layout.boxes[shape.id])
            for way in leaving.get(shape.id, ()):
                yield self.edge(way, layout.routes[way.id], shapes)
                if way.sign:
                    yield self.sign(shapes[way.sign], layout.boxes[way.sign])

    def frame(self, title: str, area: Area) -> Markup:
        """The frame of a sub-flow."""
        return element(
            "g",
            element("rect", class_="map-frame", x=area.x, y=area.y, width=area.width, height=area.height, rx=10),
            self.text([title], area.x, area.y + 15, "frame-title", area.width, 0),
        )

    def node(self, shape: Shape, area: Area) -> Markup:
        """A box with its sign, its type, its id and its words."""
        name = (
            shape.text
            if shape.id == START
            else self.words.sentence(
                "Outcome, {kind}: {text}" if shape.is_outcome else "{kind}: {text}", kind=shape.kind, text=shape.text
            )
        )
        drawn = join(
            outline(shape.type, area), self.start(shape, area) if shape.id == START else self.card(shape, area)
        )
        place = f"translate({area.x:g} {area.y:g})"
        title = element("title", f"{name} ({shape.id})" if shape.id else name)
        if self.link is None or shape.id == START:
            return element(
                "g",
                title,
                drawn,
                class_=f"map-node map-{shape.type}",
                role="img",
                aria_label=name,
                data_node=shape.id or None,
                transform=place,
            )
        inner = element("g", title, drawn, class_=f"map-node map-{shape.type}", data_node=shape.id, transform=place)
        return element("a", inner, href=self.link(shape.id), aria_label=name)

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
        label = self.label_of(way)
        meaning = " / ".join(way.meanings)
        name = self.words.sentence("Leads to {target}", target=shapes[way.target].text)
        said = f"{name} — {meaning}" if meaning else name
        return element(
            "g",
            element("title", said),
            element("path", class_="map-line", d=_curve(route)),
            element("polygon", class_="map-tip", points=_arrow(route)),
            _label(label, route.label) if route.label else None,
            class_="map-edge",
            role="img",
            aria_label=said,
            data_from=way.source or None,
            data_to=way.target,
            data_exits=" ".join(way.exits) or None,
        )


def _label(lines: Sequence[str], area: Area) -> Markup:
    x, _ = area.center
    top = area.y + 3 + 11
    return join(
        element(
            "text",
            line,
            class_="map-label",
            x=x,
            y=top + place * _SMALL_LINE,
            text_anchor="middle",
            direction="rtl" if begins_from_right("".join(lines)) else None,
        )
        for place, line in enumerate(lines)
    )


def _curve(route: Route) -> str:
    first, *rest = route.points
    pieces = [rest[place : place + 3] for place in range(0, len(rest), 3)]
    return f"M{_pair(first)}" + "".join("C" + " ".join(_pair(point) for point in piece) for piece in pieces)


def _arrow(route: Route) -> str:
    """A triangle from where the curve ends to where it arrives."""
    (x, y), (to_x, to_y) = route.points[-1], route.tip
    length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 0.1)
    across = ((y - to_y) / length * _TIP * 0.42, (to_x - x) / length * _TIP * 0.42)
    return " ".join(
        _pair(point) for point in ((to_x, to_y), (x + across[0], y + across[1]), (x - across[0], y - across[1]))
    )


def _pair(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
