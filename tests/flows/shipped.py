"""The flows, translations, scenarios and articles that ship, read from `flows/`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.definition import Child
from engine.definition.release import Release, build_release

FLOWS = Path(__file__).parents[2] / "flows"
SLUGS = tuple(sorted(folder.parent.name for folder in FLOWS.glob("*/flow.json")))
SHARED = tuple(sorted(f"shared/{folder.parent.name}" for folder in FLOWS.glob("shared/*/flow.json")))
"""Flows that others run. The functions below take these names as they take a slug."""
ARTICLES = tuple(sorted(path.stem for path in (FLOWS / "articles").glob("*.md") if "." not in path.stem))
MONEY = re.compile(r"\$([\d,]+(?:\.\d\d)?)")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def document(slug: str) -> dict[str, Any]:
    return read_json(FLOWS / slug / "flow.json")


def translation(slug: str, language: str) -> dict[str, Any]:
    return read_json(FLOWS / slug / "translations" / f"{language}.json")


@cache
def children() -> dict[str, Child]:
    """The flows that the others may run, by their ids."""
    return {
        document(name)["id"]: Child(document=document(name), translations={"es": translation(name, "es")})
        for name in SHARED
    }


@cache
def release(slug: str) -> Release:
    """The whole flow, with every flow that it runs written out in it."""
    return build_release(document(slug), {"es": translation(slug, "es")}, children())


def scenario_paths() -> list[Path]:
    return sorted(FLOWS.glob("*/scenarios/*.json"))


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article file: its front matter, sources apart, and its Markdown."""

    head: dict[str, str]
    sources: tuple[tuple[str, str, date], ...]
    body: str


@cache
def article(slug: str, language: str = "en") -> Article:
    """Reads front matter of `key: value` lines between two `---`. Raises ValueError when it is malformed."""
    name = f"{slug}.md" if language == "en" else f"{slug}.{language}.md"
    opening, front, body = (FLOWS / "articles" / name).read_text(encoding="utf-8").split("---\n", 2)
    if opening:
        raise ValueError(f"{name} must begin with ---")
    pairs = [tuple(line.split(": ", 1)) for line in front.splitlines()]
    sources = tuple(_source(value) for key, value in pairs if key == "source")
    return Article(head={key: value for key, value in pairs if key != "source"}, sources=sources, body=body)


def texts_of(value: Any) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def _source(text: str) -> tuple[str, str, date]:
    title, url, as_of = text.split(" | ")
    return title, url, date.fromisoformat(as_of)
