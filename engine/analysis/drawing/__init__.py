"""Maps of flows: what there is to draw, in words; how large it is; and the picture as SVG."""

from engine.analysis.drawing.naming import Naming, capital
from engine.analysis.drawing.overlays import Counts, Overlay, counts_over, coverage_over, issues_over
from engine.analysis.drawing.picture import Picture, Shape, Way, build_picture, in_order
from engine.analysis.drawing.styling import STYLE
from engine.analysis.drawing.svg import Drawing, Drawn

__all__ = [
    "STYLE",
    "Counts",
    "Drawing",
    "Drawn",
    "Naming",
    "Overlay",
    "Picture",
    "Shape",
    "Way",
    "build_picture",
    "capital",
    "counts_over",
    "coverage_over",
    "in_order",
    "issues_over",
]
