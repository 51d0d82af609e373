"""What can be laid over a map: issues at their nodes, what a set of examples covers, how many people went where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.model.issue import Issue, Severity
from engine.model.words import Words
from engine.nodes import Flow

_BY_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_COUNTED = {
    Severity.ERROR: ("1 error", "{count} errors"),
    Severity.WARNING: ("1 warning", "{count} warnings"),
    Severity.NOTE: ("1 note", "{count} notes"),
}
TONES = ("error", "warning", "note", "open", "count", "done", "none", "")
"""From what needs attention first to what needs none."""
THINNEST, WIDEST = 1.6, 9.0


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A small sign at the corner of a node. `tone` is error, warning, note, done, open or count."""

    tone: str
    text: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is laid over one node or way."""

    tone: str = ""
    badges: tuple[Badge, ...] = ()
    note: str = ""
    """The same in words, for those who hear the map."""
    label: str = ""
    """Stands on the line of a way, below what it says already."""
    width: float = 0
    """Of the line of a way, in pixels; 0 as it is."""


NOTHING = Mark()


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """Marks by node, and by (node, exit)."""

    nodes: Mapping[str, Mark] = field(default_factory=dict)
    exits: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    caption: tuple[str, ...] = ()

    def node(self, name: str) -> Mark:
        return self.nodes.get(name, NOTHING)

    def way(self, source: str, exits: Sequence[str]) -> Mark:
        """The mark of a line that stands for several exits: that of the one that needs most attention."""
        found = [self.exits[source, exit] for exit in exits if (source, exit) in self.exits]
        return min(found, key=lambda mark: TONES.index(mark.tone)) if found else NOTHING


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often each node and each exit was met. What is not named was never met."""

    nodes: Mapping[str, int]
    exits: Mapping[tuple[str, str], int]

    @classmethod
    def read(cls, data: object) -> Counts:
        """From `{"nodes": {id: n}, "exits": {"node/exit": n}}`, or with `{node: {exit: n}}`. Raises ValueError.

        It may stand under “counts” or “coverage”, and be the only one of a list: what `test --coverage --json` prints.
        """
        if isinstance(data, Sequence) and len(data) == 1:
            data = data[0]
        if isinstance(data, Mapping):
            inner = next((data[key] for key in ("counts", "coverage") if isinstance(data.get(key), Mapping)), data)
            nodes, exits = inner.get("nodes"), inner.get("exits")
            if isinstance(nodes, Mapping) and isinstance(exits, Mapping):
                return cls(nodes=dict(_numbers(nodes)), exits=dict(_exits(exits)))
        raise ValueError('it has no "nodes" and "exits" with a number for each')

    def within(self, drawn: Flow, whole: Flow) -> Counts:
        """The same for a map on which the flows that this one runs are boxes: what leaves them leaves the box."""
        exits = dict(self.exits)
        for node in drawn.nodes.values():
            inside = [each for each in whole.nodes.values() if each.id.startswith(f"{node.id}/")]
            for exit in node.exits() if inside else ():
                exits[node.id, exit.name] = sum(
                    self.exits.get((each.id, leaving.name), 0)
                    for each in inside
                    for leaving in each.exits()
                    if leaving.target == exit.target
                )
        return Counts(nodes=self.nodes, exits=exits)


def issues_over(flow: Flow, issues: Sequence[Issue], words: Words) -> Overlay:
    """Each issue at the node that it is about; those about nothing that is drawn are told below the map's title."""
    at_nodes: dict[str, list[Issue]] = {}
    exits: dict[tuple[str, str], Mark] = {}
    elsewhere: list[Issue] = []
    for issue in sorted(issues, key=lambda each: (_BY_WEIGHT.index(each.severity), *each.sort_key)):
        places = list(_places(flow, issue.pointer))
        for name in places:
            at_nodes.setdefault(name, []).append(issue)
            for key, mark in _exit_marks(flow, name, issue):
                exits.setdefault(key, mark)
        if not places:
            elsewhere.append(issue)
    nodes = {name: _issue_mark(found, words) for name, found in at_nodes.items()}
    return Overlay(nodes=nodes, exits=exits, caption=(_how_many(issues, words), *(each.what for each in elsewhere)))


def issues_at(nodes: Mapping[str, Sequence[Issue]], words: Words) -> Overlay:
    """The issues of each node, where somebody has sorted them already."""
    exits: dict[tuple[str, str], Mark] = {}
    for name, found in nodes.items():
        for issue in found:
            for part in issue.pointer.split("/")[3:5]:
                exits.setdefault((name, part), Mark(tone=issue.severity.value, note=issue.sentence))
    return Overlay(nodes={name: _issue_mark(found, words) for name, found in nodes.items() if found}, exits=exits)


def coverage_over(flow: Flow, counts: Counts, words: Words) -> Overlay:
    """What was met is marked as done; what was not stands out."""
    nodes = {name: _covered(counts.nodes.get(name, 0), words) for name in flow.nodes}
    exits = {
        (node.id, exit.name): _covered(counts.exits.get((node.id, exit.name), 0), words)
        for node in flow.nodes.values()
        for exit in node.exits()
    }
    done = [sum(mark.tone == "done" for mark in some.values()) for some in (nodes, exits)]
    said = words.sentence(
        "Covered: {nodes} of {all_nodes} nodes, {exits} of {all_exits} exits. Dashed: not covered.",
        nodes=done[0],
        all_nodes=len(nodes),
        exits=done[1],
        all_exits=len(exits),
    )
    return Overlay(nodes=nodes, exits=exits, caption=(said,))


def counts_over(flow: Flow, counts: Counts, words: Words, *, least: int = 0) -> Overlay:
    """The number at each node and on each way, which is as wide as many went there.

    A number under `least` is only told as fewer than that, so that nobody is recognised by it.
    """
    telling = _Telling(words, least)
    most = max((*counts.nodes.values(), *counts.exits.values(), 1))
    nodes = {name: telling.node(counts.nodes.get(name, 0)) for name in flow.nodes}
    exits: dict[tuple[str, str], Mark] = {}
    for node in flow.nodes.values():
        by_target: dict[str, int] = {}
        for exit in node.exits():
            by_target[exit.target] = by_target.get(exit.target, 0) + counts.exits.get((node.id, exit.name), 0)
        exits.update({(node.id, exit.name): telling.way(by_target[exit.target], most) for exit in node.exits()})
    said = words.sentence("Numbers: how many journeys came by. The wider a line, the more.")
    return Overlay(nodes=nodes, exits=exits, caption=(said,))


# --- issues ---


def _places(flow: Flow, pointer: str) -> Iterator[str]:
    """The drawn nodes that a pointer is about: of a fact, those that fill it; within a sub-flow, its box."""
    group, _, rest = pointer[1:].partition("/")
    if group == "nodes":
        name = rest
        while name and name not in flow.nodes:
            name = name[: max(name.rfind("/"), name.rfind("."), 0)]
        yield from [name] if name else []
    elif group == "facts":
        fact = rest.partition("/")[0]
        yield from (node.id for node in flow.nodes.values() if fact in node.fills)


def _exit_marks(flow: Flow, name: str, issue: Issue) -> Iterator[tuple[tuple[str, str], Mark]]:
    """The exit that an issue is about."""
    parts = issue.pointer[len(flow.nodes[name].pointer()) :].split("/")
    for exit in flow.nodes[name].exits():
        if exit.name in parts[1:3]:
            yield (name, exit.name), Mark(tone=issue.severity.value, note=issue.sentence)


def _issue_mark(found: Sequence[Issue], words: Words) -> Mark:
    badges = []
    for severity in _BY_WEIGHT:
        own = [issue for issue in found if issue.severity is severity]
        if own:
            sentences = tuple(issue.sentence for issue in own)
            badges.append(Badge(tone=severity.value, text=words.number(len(own)), sentences=sentences))
    note = " ".join(sentence for badge in badges for sentence in badge.sentences)
    return Mark(tone=badges[0].tone, badges=tuple(badges), note=f"{_how_many(found, words)} {note}")


def _how_many(issues: Sequence[Issue], words: Words) -> str:
    told = []
    for severity, (one, many) in _COUNTED.items():
        count = sum(issue.severity is severity for issue in issues)
        if count:
            told.append(words.sentence(one if count == 1 else many, count=count))
    return f"{', '.join(told)}." if told else words.sentence("No issues.")


# --- numbers ---


def _covered(count: int, words: Words) -> Mark:
    if count:
        return Mark(tone="done", note=words.sentence("Covered."))
    said = words.sentence("not covered")
    return Mark(tone="open", badges=(Badge(tone="open", text=said),), note=words.sentence("Not covered."))


@dataclass(frozen=True)
class _Telling:
    """How numbers are told: one that is too small is the same as any other that is."""

    words: Words
    least: int

    def node(self, count: int) -> Mark:
        shown, note = self._said(count)
        return Mark(tone="count" if count else "none", badges=(Badge(tone="count", text=shown),), note=note)

    def way(self, count: int, most: int) -> Mark:
        shown, note = self._said(count)
        if not count:
            return Mark(tone="none", label="0", note=note, width=THINNEST)
        told = max(count, self.least)
        width = THINNEST + (WIDEST - THINNEST) * (told / max(most, told)) ** 0.5
        return Mark(tone="count", label=shown, note=note, width=width)

    def _said(self, count: int) -> tuple[str, str]:
        """The number as it is shown, and in a sentence."""
        if 0 < count < self.least:
            few = self.words.sentence("Journeys: fewer than {count}.", count=self.least)
            return f"< {self.words.number(self.least)}", few
        return self.words.number(count), self.words.sentence("Journeys: {count}.", count=count)


def _numbers(found: Mapping[object, object]) -> Iterator[tuple[str, int]]:
    for name, count in found.items():
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise ValueError(f"“{name}” has no number of its own")
        yield str(name), count


def _exits(found: Mapping[object, object]) -> Iterator[tuple[tuple[str, str], int]]:
    """Exits as `node/exit`, or by node and then by exit."""
    for name, each in found.items():
        if isinstance(each, Mapping):
            yield from (((str(name), exit), count) for exit, count in _numbers(each))
        else:
            ((place, count),) = _numbers({name: each})
            node, _, exit = place.rpartition("/")
            yield (node, exit), count
