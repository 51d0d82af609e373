"""(i) The map of a flow as SVG, beside graphviz alone, which lays out the same boxes and lines."""

from __future__ import annotations

import time
from typing import Any

from engine.analysis.drawing import Drawing, Naming, build_picture
from engine.analysis.layout import Direction
from engine.definition import build_outline, build_release
from engine.model.words import Words
from engine.scenarios.layout_program import run_layout
from tests.bench.proof_flows import realistic

SIZES = (60, 200, 500)


def run() -> bool:
    """Prints the table; True always: it is the ratio that is looked at."""
    print("\ndraw: the map of a flow as SVG")
    print("   nodes  seconds  graphviz  × graphviz  kB")
    for size in SIZES:
        document = realistic(size)
        release = build_outline(document, {}, build_release(document))
        asked = _Asked()
        began = time.perf_counter()
        picture = build_picture(Naming.build(release, release.flow.language, Words("en")))
        drawn = Drawing(picture, Words("en"), Direction.DOWN).draw(asked)
        whole = time.perf_counter() - began
        print(f"  {size:6} {whole:8.2f} {asked.seconds:9.2f} {whole / asked.seconds:11.2f} {len(drawn.svg) // 1024:3}")
    return True


class _Asked:
    """The program that lays out, with the time that it took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, *asked: Any) -> Any:
        began = time.perf_counter()
        found = run_layout(*asked)
        self.seconds += time.perf_counter() - began
        return found


if __name__ == "__main__":
    run()
