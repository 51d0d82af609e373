"""A draft as a list: the nodes in the order in which people meet them, each within the branch it belongs to.

What some people pass and others do not stands a level deeper; where all of them come together again the list is
back at the level of the fork. Reads drafts that are not whole: nodes that nothing leads to come last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.editing import ways_out
from engine.model.values import Json


@dataclass(frozen=True, kw_only=True)
class Line:
    """One node of the outline."""

    node: str
    depth: int
    """How many branches it stands within."""
    exits: tuple[tuple[str, str], ...]
    """Name and target of each; a target that does not exist is a fault, told by the check."""
    is_reached: bool = True


def outline(document: Mapping[str, Json]) -> tuple[Line, ...]:
    """Every node once."""
    nodes: Mapping[str, Mapping[str, Json]] = document.get("nodes", {})
    start = str(document.get("start", ""))
    exits = {name: tuple(ways_out(node)) for name, node in nodes.items()}
    order = _in_order(exits, start) if start in nodes else {}
    left = dict.fromkeys((name for name in nodes if name not in order), 0)
    return tuple(
        Line(node=name, depth=depth, exits=exits[name], is_reached=name in order)
        for name, depth in (order | left).items()
    )


def _in_order(exits: Mapping[str, Sequence[tuple[str, str]]], start: str) -> dict[str, int]:
    """Nodes with their depths. A node stands below the last one that everybody passes before it."""
    after = {
        name: tuple(dict.fromkeys(target for _, target in each if target in exits)) for name, each in exits.items()
    }
    tree = _Tree(after, start)
    placed: dict[str, int] = {}
    waiting = [(start, 0)]
    while waiting:
        name, depth = waiting.pop()
        placed[name] = depth
        waiting += reversed(tree.below(name, depth))
    return placed


class _Tree:
    """Which nodes stand below which, and how many: of those that are reached from the start.

    By hand: networkx takes five times as long, and the outline is made after every edit.
    """

    def __init__(self, after: Mapping[str, Sequence[str]], start: str) -> None:
        self.after = after
        latest_first = _latest_first(after, start)
        self.before: dict[str, list[str]] = {name: [] for name in latest_first}
        for name in latest_first:
            for target in after[name]:
                self.before[target].append(name)
        above = _passed_by_all(latest_first, self.before)
        self.inside: dict[str, set[str]] = {name: set() for name in latest_first}
        self.sizes = dict.fromkeys(latest_first, 1)
        for name in latest_first:  # what stands below a node comes before it here
            if name != start:
                self.inside[above[name]].add(name)
                self.sizes[above[name]] += self.sizes[name]

    def below(self, name: str, depth: int) -> list[tuple[str, int]]:
        """What comes below a node: the branches that only its own exits lead into, then where they meet again.

        One branch is no branch but the way on, and stays on the level: the only one; the last, where nothing meets
        again; or the one that holds more than all that comes after.
        """
        inner = self.inside[name]
        targets = list(self.after[name])
        branches = [each for each in targets if each in inner and self.before[each] == [name]]
        # Of two meeting points, the one that the other can still be reached from comes first.
        meet = inner.difference(branches)
        meetings = sorted(meet, key=lambda each: (-self.leads_to(each, meet), each)) if len(meet) > 1 else list(meet)
        trunk = self._way_on(targets, branches, meetings)
        side = [(each, depth + 1) for each in branches if each != trunk]
        return [*side, *((each, depth) for each in ([trunk] if trunk else [])), *((each, depth) for each in meetings)]

    def leads_to(self, name: str, some: set[str]) -> int:
        """How many of `some` can be reached from a node."""
        found, waiting = {name}, [name]
        while waiting:
            for each in self.after[waiting.pop()]:
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return len((found - {name}) & some)

    def _way_on(self, targets: list[str], branches: list[str], meetings: list[str]) -> str:
        if not branches:
            return ""
        if len(targets) == 1 or not meetings:
            return branches[-1]
        largest = max(branches, key=lambda each: self.sizes[each])
        others = sum(self.sizes[each] for each in (*branches, *meetings) if each != largest)
        return largest if self.sizes[largest] > others else ""


def _latest_first(after: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """What is reached from the start; each node after all that is reached through it alone."""
    done: list[str] = []
    met = {start}
    waiting = [(start, iter(after[start]))]
    while waiting:
        name, following = waiting[-1]
        step = next((each for each in following if each not in met), None)
        if step is None:
            done.append(name)
            waiting.pop()
        else:
            met.add(step)
            waiting.append((step, iter(after[step])))
    return done


def _passed_by_all(latest_first: Sequence[str], before: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By node: the last one that everybody passes on the way to it (Cooper, Harvey and Kennedy, 2001)."""
    place = {name: number for number, name in enumerate(latest_first)}
    *others, start = latest_first
    above = {start: start}
    is_settled = False
    while not is_settled:
        is_settled = True
        for name in reversed(others):
            known = [each for each in before[name] if each in above]
            found = known[0]
            for each in known[1:]:
                found = _met_by_both(found, each, above, place)
            if above.get(name) != found:
                above[name] = found
                is_settled = False
    return above


def _met_by_both(one: str, other: str, above: Mapping[str, str], place: Mapping[str, int]) -> str:
    while one != other:
        while place[one] < place[other]:
            one = above[one]
        while place[other] < place[one]:
            other = above[other]
    return one
