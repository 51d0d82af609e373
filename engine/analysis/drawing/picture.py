"""What there is to draw of a flow: a shape for each node, a line for each way from one node to another, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.analysis.drawing.naming import Naming
from engine.nodes import Flow, Node

START = ""
"""The id of the shape that stands for coming in."""
MOST_ARRIVING = 6
"""Ways that may be drawn to one node. Of more, all but one end in a sign with its name: else they hide the map."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A node. `kind` is its type in words; `text` says what happens there."""

    id: str
    type: str
    kind: str
    text: str
    is_outcome: bool = False
    group: str = ""
    """The sub-flow in which it stands."""
    stands_for: str = ""
    """The node whose name this sign bears, when it is drawn elsewhere."""
    hidden: int = 0
    """So many nodes are hidden in this box, whose section is closed."""
    inside: int = 0
    """So many nodes has the flow that it runs, and that can be opened in its place."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """All exits of one node that lead to the same next one. `labels` are short, `meanings` whole sentences."""

    source: str
    target: str
    exits: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    sign: str = ""
    """The sign at which it ends, when its target is drawn elsewhere."""

    @property
    def drawn_to(self) -> str:
        """The shape at which its line ends."""
        return self.sign or self.target

    @property
    def id(self) -> str:
        return f"{self.source}→{self.target}"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A flow, ready to be laid out. Shapes and ways stand in the order in which people meet them."""

    title: str
    language: str
    direction: str
    """Which way its texts are read: `ltr` or `rtl`."""
    shapes: tuple[Shape, ...]
    ways: tuple[Way, ...]
    groups: Mapping[str, str]
    """What the sub-flows are called."""


def build_picture(naming: Naming) -> Picture:
    """The picture of a flow, in the words of `naming`."""
    flow = naming.flow
    ordered = in_order(flow)
    shapes = [_shape(flow.nodes[name], naming) for name in ordered]
    picture = Picture(
        title=naming.title,
        language=naming.wording.language,
        direction=naming.wording.direction,
        shapes=tuple(shapes),
        ways=tuple(way for name in ordered for way in _ways(flow.nodes[name], naming)),
        groups={shape.group: naming.group(shape.group) for shape in shapes if shape.group},
    )
    return with_start(picture, flow.start, naming.start)


def with_start(picture: Picture, start: str, called: str) -> Picture:
    """The picture with the way in, and with signs where too many ways would lead to one node."""
    ways, signs = _with_signs(picture.shapes, picture.ways)
    begin = Shape(id=START, type="start", kind=called, text=called)
    first = [Way(source=START, target=start)] if any(shape.id == start for shape in picture.shapes) else []
    return replace(picture, shapes=(begin, *picture.shapes, *signs), ways=(*first, *ways))


def _with_signs(shapes: Sequence[Shape], ways: Sequence[Way]) -> tuple[list[Way], list[Shape]]:
    """The ways, those to a node where too many arrive ending in a sign; its last one is drawn to itself."""
    arriving = Counter(way.target for way in ways)
    last = {way.target: way.source for way in ways}
    known = {shape.id: shape for shape in shapes}
    drawn: list[Way] = []
    signs: list[Shape] = []
    for way in ways:
        if arriving[way.target] > MOST_ARRIVING and way.source != last[way.target]:
            there, here = known[way.target], known[way.source]
            way = replace(way, sign=f"{way.id}*")
            signs.append(replace(there, id=way.sign, group=here.group, stands_for=there.id))
        drawn.append(way)
    return drawn, signs


def in_order(flow: Flow) -> list[str]:
    """All nodes: as people meet them, nearest first; at last those that nobody comes to."""
    targets = {name: [exit.target for exit in node.exits()] for name, node in flow.nodes.items()}
    return nearest_first(targets, flow.start)


def nearest_first(targets: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """The nodes in the order in which people meet them, from where each leads."""
    met = dict.fromkeys([start] if start in targets else [])
    waiting = list(met)
    while waiting:
        following: list[str] = []
        for name in waiting:
            for target in targets[name]:
                if target in targets and target not in met:
                    met[target] = None
                    following.append(target)
        waiting = following
    return [*met, *(name for name in targets if name not in met)]


def _shape(node: Node, naming: Naming) -> Shape:
    return Shape(
        id=node.id,
        type=node.type,
        kind=naming.kind(node),
        text=naming.text(node),
        is_outcome=bool(node.outcome),
        group=node.id.rpartition("/")[0],
    )


def _ways(node: Node, naming: Naming) -> Iterator[Way]:
    told = [
        Leaving(
            name=exit.name,
            target=exit.target,
            label=naming.label(node, exit),
            meaning=naming.meaning(node, exit),
        )
        for exit in node.exits()
    ]
    return ways_of(node.id, told)


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """One exit of a node, in words."""

    name: str
    target: str
    label: str
    meaning: str = ""


def ways_of(source: str, exits: Sequence[Leaving]) -> Iterator[Way]:
    """One way for each node that comes next."""
    by_target: dict[str, list[Leaving]] = {}
    for exit in exits:
        by_target.setdefault(exit.target, []).append(exit)
    for target, leaving in by_target.items():
        yield Way(
            source=source,
            target=target,
            exits=tuple(exit.name for exit in leaving if exit.name),
            labels=_told(exit.label for exit in leaving),
            meanings=_told(exit.meaning for exit in leaving),
        )


def _told(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def targets_of(ways: Sequence[Way]) -> Mapping[str, list[Way]]:
    """The ways by the node they leave."""
    leaving: dict[str, list[Way]] = {}
    for way in ways:
        leaving.setdefault(way.source, []).append(way)
    return leaving
