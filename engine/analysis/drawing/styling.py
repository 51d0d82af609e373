"""The colours and faces of a map, as one style sheet of classes: light and dark, on paper too.

Every text has a contrast of at least 4.5 to 1 with what lies behind it, every border 3 to 1. No type is told by its
colour alone: each has a shape, a sign and its name. A page with its own style sheet takes `STYLE` into it.
"""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "ask": ("question", "page", "more"),
    "tell": ("message",),
    "choose": ("decision", "table", "gate"),
    "work": ("calculate", "gather", "member", "return"),
    "run": ("subflow", "repeat"),
    "article": ("article",),
    "person": ("handoff",),
    "results": ("results",),
    "end": ("end",),
    "start": ("start",),
}
"""Types of one colour."""

LIGHT: Mapping[str, tuple[str, str, str]] = {
    "ask": ("#edf3fb", "#2f6cb3", "#16467f"),
    "tell": ("#f3f4f6", "#6a7280", "#434b57"),
    "choose": ("#fdf4dc", "#a8730a", "#6d4700"),
    "work": ("#f4effa", "#7d55b5", "#573091"),
    "run": ("#e5f4f3", "#1a807c", "#0b5a57"),
    "article": ("#17653a", "#17653a", "#ffffff"),
    "person": ("#8d1f4c", "#8d1f4c", "#ffffff"),
    "results": ("#075c6b", "#075c6b", "#ffffff"),
    "end": ("#3b4350", "#3b4350", "#ffffff"),
    "start": ("#1b2430", "#1b2430", "#ffffff"),
}
"""Fill, border and heading of each family, on white paper."""
DARK: Mapping[str, tuple[str, str, str]] = {
    "ask": ("#14263d", "#5b96dc", "#a9cdf7"),
    "tell": ("#232a33", "#8b95a3", "#cbd2db"),
    "choose": ("#33270c", "#c9962e", "#f3cf7f"),
    "work": ("#281d3b", "#a283d6", "#d5c1f5"),
    "run": ("#0e2f2e", "#36a49f", "#93dcd7"),
    "article": ("#8fdcae", "#8fdcae", "#06301a"),
    "person": ("#f5a9c4", "#f5a9c4", "#470a24"),
    "results": ("#8bd9e8", "#8bd9e8", "#03313a"),
    "end": ("#cdd4de", "#cdd4de", "#1b222c"),
    "start": ("#f2f5f9", "#f2f5f9", "#131a22"),
}
OUTCOMES = frozenset({"article", "person", "results", "end", "start"})
"""Families whose boxes are filled, so that they stand out: all their text has the colour of the heading."""

TONES = ("error", "warning", "note", "done", "open", "count")
"""Of what is laid over a map."""
FACE = "Arial, 'Helvetica Neue', Helvetica, 'Noto Sans', 'Noto Sans Arabic', sans-serif"

_BASE = {
    "light": {
        "paper": "#ffffff",
        "ink": "#1b2430",
        "soft": "#59636f",
        "line": "#5b6673",
        "frame": "#9aa4b0",
        "error": "#b01c1c",
        "warning": "#8a5300",
        "note": "#1d5fa8",
        "done": "#17653a",
        "open": "#a3360a",
        "badge": "#ffffff",
        "count": "#1d5fa8",
    },
    "dark": {
        "paper": "#10151c",
        "ink": "#eef2f6",
        "soft": "#aab4c0",
        "line": "#9aa6b3",
        "frame": "#66717e",
        "error": "#ff9d94",
        "warning": "#f5c063",
        "note": "#9ccbff",
        "done": "#8fdcae",
        "open": "#ffb08a",
        "badge": "#10151c",
        "count": "#9ccbff",
    },
}

_FORCED = {"paper": "Canvas", "badge": "Canvas", "error": "Highlight", "warning": "Highlight"}
"""What is not of the colour of text where somebody's own colours take the place of all others."""

_RULES = """
.map text { font-family: %(face)s; fill: var(--map-ink); }
.map-paper { fill: var(--map-paper); }
.map-shape, .map-behind { stroke-width: 1.5; }
.map-heading { font-size: 11px; font-weight: 700; letter-spacing: .02em; }
.map-id { font-size: 11px; }
.map text.map-id { fill: var(--map-soft); }
.map-words { font-size: 14px; }
.map text.map-small { font-size: 12px; }
.map-sign-to .map-shape { stroke-dasharray: 3 2; }
.map-sign { fill: none; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.map-line { fill: none; stroke: var(--map-line); }
.map-tip { fill: var(--map-line); }
.map-badge-ground { stroke: var(--map-paper); stroke-width: 1.5; }
.map text.map-badge-text { font-size: 12px; font-weight: 700; fill: var(--map-badge); }
.map text.map-number { font-size: 12px; font-weight: 700; }
.map-tone-open.map-edge .map-line { stroke-dasharray: 7 5; }
.map-tone-open > .map-shape { stroke-dasharray: 7 5; }
.map-tone-none.map-edge .map-line { stroke-dasharray: 2 5; }
.map-label { font-size: 12px; paint-order: stroke; stroke: var(--map-paper); stroke-width: 4px;
  stroke-linejoin: round; }
.map-frame { fill: none; stroke: var(--map-frame); stroke-width: 1.2; stroke-dasharray: 6 4; }
.map text.map-frame-title { font-size: 12px; font-weight: 700; fill: var(--map-soft); }
.map-fold-ground { fill: var(--map-paper); stroke: var(--map-soft); stroke-width: 1.2; }
.map-fold-sign { fill: none; stroke: var(--map-ink); stroke-width: 1.8; stroke-linecap: round; }
.map text.map-fold-text { font-size: 12px; font-weight: 700; }
.map-fold:is(:hover, :focus-visible) .map-fold-ground { stroke: var(--map-ink); stroke-width: 2.5; }
.map-door:focus-visible .map-hit { stroke: var(--map-ink); stroke-width: 2; }
.map text.map-door-text { text-decoration: underline; }
.map-inner { fill: none; stroke-width: 1.2; }
.map text.map-caption { font-size: 13px; }
.map-hit { fill: transparent; }
.map-node:has(a:focus-visible) > .map-shape { stroke-width: 4; }
.map a { cursor: pointer; }
""".strip()


def build_style(*, has_dark: bool = True) -> str:
    """The whole style sheet. Nothing in it comes from a flow. A page that is always light needs no dark colours."""
    light, dark = _variables("light", LIGHT), _variables("dark", DARK)
    return "\n".join(
        [
            f".map {{ {light} }}",
            *([f"@media screen and (prefers-color-scheme: dark) {{ .map {{ {dark} }} }}"] if has_dark else []),
            f"@media (forced-colors: active) {{ .map {{ {_forced()} }} }}",
            _RULES % {"face": FACE},
            *(_family(family, types) for family, types in FAMILIES.items()),
            *(_tone(tone) for tone in TONES),
        ]
    )


def _variables(scheme: str, families: Mapping[str, tuple[str, str, str]]) -> str:
    told = [f"--map-{name}: {colour};" for name, colour in _BASE[scheme].items()]
    for family, (fill, border, heading) in families.items():
        told.append(f"--map-{family}-fill: {fill}; --map-{family}-edge: {border}; --map-{family}-head: {heading};")
    return " ".join(told)


def _forced() -> str:
    """The reader's own colours: boxes are drawn in outline, those of outcomes filled."""
    told = [f"--map-{name}: {_FORCED.get(name, 'CanvasText')};" for name in _BASE["light"]]
    for family in FAMILIES:
        ground, text = ("CanvasText", "Canvas") if family in OUTCOMES else ("Canvas", "CanvasText")
        told.append(f"--map-{family}-fill: {ground}; --map-{family}-edge: CanvasText; --map-{family}-head: {text};")
    return " ".join(told)


def _tone(tone: str) -> str:
    """Lines, tips and badges of one tone; a node's border is then thicker, so that it is seen without colour."""
    colour = f"var(--map-{tone})"
    return (
        f".map-tone-{tone}.map-edge .map-line {{ stroke: {colour}; }}\n"
        f".map-tone-{tone}.map-edge .map-tip, .map-badge-{tone} .map-badge-ground {{ fill: {colour}; }}\n"
        f".map-tone-{tone}.map-node > .map-shape {{ stroke: {colour}; stroke-width: 3.5; }}"
    )


def _family(family: str, types: tuple[str, ...]) -> str:
    def every(part: str) -> str:
        return ", ".join(f".map-{type_} {part}" for type_ in types)

    rules = [
        f"{every('.map-shape')}, {every('.map-behind')} "
        f"{{ fill: var(--map-{family}-fill); stroke: var(--map-{family}-edge); }}",
        f"{every('text.map-heading')} {{ fill: var(--map-{family}-head); }}",
        f"{every('.map-sign')}, {every('.map-inner')} {{ stroke: var(--map-{family}-head); }}",
    ]
    if family in OUTCOMES:
        rules.append(f"{every('text.map-words')}, {every('text.map-id')} {{ fill: var(--map-{family}-head); }}")
    return "\n".join(rules)


STYLE = build_style()
