"""Maps of flows: what there is to draw, in words; how large it is; and the picture as SVG."""

from engine.analysis.drawing.folding import Folds
from engine.analysis.drawing.lighting import UNLIT, Lit, light_around, light_path
from engine.analysis.drawing.naming import Naming, capital
from engine.analysis.drawing.overlays import (
    Badge,
    Counts,
    Mark,
    Overlay,
    counts_over,
    coverage_over,
    issues_at,
    issues_over,
)
from engine.analysis.drawing.picture import Leaving, Picture, Shape, Way, build_picture, in_order
from engine.analysis.drawing.sketching import Step, build_sketch
from engine.analysis.drawing.styling import STYLE
from engine.analysis.drawing.svg import Drawing, Drawn

__all__ = [
    "STYLE",
    "UNLIT",
    "Badge",
    "Counts",
    "Drawing",
    "Drawn",
    "Folds",
    "Leaving",
    "Lit",
    "Mark",
    "Naming",
    "Overlay",
    "Picture",
    "Shape",
    "Step",
    "Way",
    "build_picture",
    "build_sketch",
    "capital",
    "counts_over",
    "coverage_over",
    "in_order",
    "issues_at",
    "issues_over",
    "light_around",
    "light_path",
]
