"""The flow engine: values in, values out.

Names are found when they are first used, so that serving a page loads neither networkx nor jsonschema.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.analysis import inspect
    from engine.definition import build_release, check_document, load_flow, load_release
    from engine.runtime import (
        Turn,
        Walked,
        compare_dates,
        date_to_choose,
        journey_from_json,
        journey_to_json,
        resume,
        start,
        view,
        walk,
    )

_HOMES = {
    "Turn": "engine.runtime",
    "Walked": "engine.runtime",
    "build_release": "engine.definition",
    "check_document": "engine.definition",
    "compare_dates": "engine.runtime",
    "date_to_choose": "engine.runtime",
    "inspect": "engine.analysis",
    "journey_from_json": "engine.runtime",
    "journey_to_json": "engine.runtime",
    "load_flow": "engine.definition",
    "load_release": "engine.definition",
    "resume": "engine.runtime",
    "start": "engine.runtime",
    "view": "engine.runtime",
    "walk": "engine.runtime",
}

__all__ = [
    "Turn",
    "Walked",
    "build_release",
    "check_document",
    "compare_dates",
    "date_to_choose",
    "inspect",
    "journey_from_json",
    "journey_to_json",
    "load_flow",
    "load_release",
    "resume",
    "start",
    "view",
    "walk",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"engine has no {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
