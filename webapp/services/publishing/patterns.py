"""Flows to begin with: sound, small and meant to be changed. They are data that comes with the product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[3] / "flows" / "patterns"


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One flow to begin with."""

    name: str
    title: str
    summary: str
    steps: int
    document: Any


@cache
def list_patterns() -> tuple[Pattern, ...]:
    """All of them, by title."""
    found = [_build(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in _FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda pattern: pattern.title))


def find_pattern(name: str) -> Pattern | None:
    return next((pattern for pattern in list_patterns() if pattern.name == name), None)


def _build(name: str, document: Any) -> Pattern:
    return Pattern(
        name=name,
        title=document["title"],
        summary=document["summary"],
        steps=len(document["nodes"]),
        document=document,
    )
