"""Measures a layout: what lies in what, and what crosses what. Knows nothing of how it came about."""

from collections.abc import Iterator

from engine.analysis.layout import Area, Layout, Point, Route

STEPS = 40


def overlap(one: Area, two: Area, slack: float = 1) -> bool:
    """Whether two areas share more than a rim."""
    return (
        one.x + slack < two.right
        and two.x + slack < one.right
        and one.y + slack < two.bottom
        and two.y + slack < one.bottom
    )


def holds(outer: Area, inner: Area, slack: float = 1) -> bool:
    return (
        outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def points_on(route: Route) -> Iterator[Point]:
    """Points along the curves of a route, and its tip."""
    first, *rest = route.points
    for place in range(0, len(rest), 3):
        corners = (first, *rest[place : place + 3])
        for step in range(STEPS + 1):
            yield _at(corners, step / STEPS)
        first = corners[3]
    yield route.tip


def _at(corners: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
    )


def crossings(layout: Layout, slack: float = 2) -> list[str]:
    """Lines that run through a box: their own ends may only touch theirs."""
    found = []
    for name, route in layout.routes.items():
        points = list(points_on(route))
        for box, area in layout.boxes.items():
            inner = Area(
                x=area.x + slack, y=area.y + slack, width=area.width - 2 * slack, height=area.height - 2 * slack
            )
            if any(inner.x < x < inner.right and inner.y < y < inner.bottom for x, y in points):
                found.append(f"{name} through {box or 'start'}")
    return found


def collisions(layout: Layout) -> list[str]:
    """Boxes on boxes, labels on boxes, labels on labels."""
    labels = {f"label {name}": route.label for name, route in layout.routes.items() if route.label}
    things = [*((f"box {name}", area) for name, area in layout.boxes.items()), *labels.items()]
    return [
        f"{one} on {two}"
        for place, (one, here) in enumerate(things)
        for two, there in things[place + 1 :]
        if overlap(here, there)
    ]


def overwritten(layout: Layout, slack: float = 3) -> list[str]:
    """Lines that run over the label of another."""
    found = []
    for name, route in layout.routes.items():
        points = list(points_on(route))
        for other, there in layout.routes.items():
            area = there.label
            if area is None or other == name:
                continue
            left, right, top, bottom = area.x + slack, area.right - slack, area.y + slack, area.bottom - slack
            if any(left < x < right and top < y < bottom for x, y in points):
                found.append(f"{name} over the label of {other}")
    return found
